package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.neuron.Cells;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.Ginzburg;
import org.tarpon.neuron.LeakyThreshold;
import org.tarpon.neuron.Outlet;
import org.tarpon.neuron.Output;
import org.tarpon.neuron.SpikeTrains;
import org.tarpon.neuron.Trace;

/** What neurons send when they begin, while nothing else is due for long. */
class BeginningTest {
    private record Eager(Output output) implements Dynamics {
        @Override
        public List<Trace> traces() {
            return List.of();
        }

        @Override
        public List<Output> outputs() {
            return List.of(output);
        }

        @Override
        public void start(Cells cells, int neuron, Outlet outlet) {
            outlet.send(0, neuron, 1);
        }
    }

    private static List<String> relayed(long delay) {
        Circuit.Builder builder = Circuit.builder();
        CellGroup eager = builder.group("eager", 1, new Eager(Output.SPIKE));
        CellGroup late = builder.group("late", 1, new SpikeTrains(new long[][] {{70_000_000}}));
        CellGroup relay = builder.group("relay", 1, new LeakyThreshold(0.001, 1));
        for (CellGroup source : List.of(eager, late)) {
            builder.connect(source, relay)
                    .connectivity(new Connectivity.OneToOne())
                    .weight(1.5)
                    .delay(delay);
        }
        List<String> sent = new ArrayList<>();
        ChangeListener listener = (group, output, time, neuron, sign) -> sent.add(group.name() + " " + time);
        try (AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), 1, 1, List.of(listener))) {
            simulator.runUntil(100_000_000);
        }
        return sent;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5_000, 3_000_000, 20_000_000})
    void arrivesAfterItsDelay(long delay) {
        assertEquals(
                List.of("eager 0", "relay " + delay, "late 70000000", "relay " + (70_000_000 + delay)), relayed(delay));
    }

    @Test
    void arrivesAtOnceWithoutDelay() {
        Circuit.Builder builder = Circuit.builder();
        CellGroup eager = builder.group("eager", 1, new Eager(Output.STATE));
        CellGroup slow = builder.group("slow", 1, Ginzburg.glauber(1e6, 1, 0.5));
        builder.connect(eager, slow)
                .connectivity(new Connectivity.OneToOne())
                .weight(1.5)
                .delay(0);
        try (AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), 1)) {
            simulator.runUntil(10);
            assertEquals(1, simulator.synapticEvents());
        }
    }
}
