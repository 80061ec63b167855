package org.tarpon.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellsTest {
    private static final double TAU = 0.01;

    /** Two traces of one compartment and one of another; the first is watched. */
    private final Cells cells = new Cells(
            new Dynamics() {
                @Override
                public List<Trace> traces() {
                    return List.of(new Trace(0, TAU, 1), new Trace(0, 3 * TAU, -2), Trace.lasting(1));
                }

                @Override
                public int watched() {
                    return 0;
                }
            },
            5,
            3);

    private static Row row(int... targets) {
        Row row = new Row();
        row.targets = targets;
        row.count = targets.length;
        return row;
    }

    @Test
    void tracesDecayAcrossRebasing() {
        double first = 0;
        double second = 0;
        for (int k = 0; k < 200; k++) {
            long now = k * 3_000_000L;
            if (now >= cells.rebaseInterval() && k % 10 == 0) {
                cells.rebase(now);
            }
            cells.arrive(0, now, row(1), 0.5);
            first += 0.5 * Math.exp(-(200 * 3_000_000L - now) * 1e-9 / TAU);
            second -= 2 * 0.5 * Math.exp(-(200 * 3_000_000L - now) * 1e-9 / (3 * TAU));
        }
        assertEquals(first, cells.input(0, 1, 600_000_000), 1e-12);
        assertEquals(second, cells.input(1, 1, 600_000_000), 1e-12);
        assertEquals(0, cells.input(0, 0, 600_000_000));
        assertEquals(0, cells.input(2, 1));
    }

    @Test
    void compartmentsAreApart() {
        cells.arrive(1, 1_000_000, row(0, 2, 2), -0.25);
        assertEquals(-0.25, cells.input(2, 0));
        assertEquals(-0.5, cells.input(2, 2, 900_000_000));
        assertEquals(0, cells.input(0, 2, 1_000_000));
    }

    /** A ceiling stays where it is relative to a trace that decays, also when time is counted anew. */
    @Test
    void ceilingsDecayWithTheirTrace() {
        cells.setCeiling(1, 0, 1);
        cells.rebase(10_000_000); // one time constant later the ceiling is at exp(-1) = 0.368
        assertEquals(0, cells.arrive(0, 10_000_000, row(1), 0.36));
        assertEquals(1, cells.arrive(0, 10_000_000, row(1, 0), 0.01));
        assertEquals(1, cells.lifted(0));
        cells.setCeiling(1, 10_000_000, 0.5);
        assertEquals(0, cells.arrive(0, 10_000_000, row(1), 0.1));
    }
}
