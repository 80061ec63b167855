package org.tarpon.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    /** Something with a state. */
    private static final class Part {
        private long steps;
        private double sum;
        private boolean open;
        private long[] queue = {};
        private final float[][] rows = {new float[2], new float[1]};
        private final int[] counts = new int[2];

        void state(Archive archive) {
            steps = archive.number("steps", steps);
            sum = archive.real("sum", sum);
            open = archive.flag("open", open);
            queue = archive.list("queue", queue);
            archive.rows("rows", rows);
            archive.part("inner").array("counts", counts);
        }
    }

    @Test
    void whatIsTakenIsPutBack() {
        Part first = new Part();
        first.steps = Long.MIN_VALUE;
        first.sum = -0.0;
        first.open = true;
        first.queue = new long[] {3, 1, 2};
        first.rows[0][1] = Float.MIN_VALUE;
        first.counts[1] = -7;
        Archive taken = Archive.empty();
        assertFalse(taken.isReading());
        first.state(taken);

        Part second = new Part();
        Archive read = Archive.of(taken.values());
        assertTrue(read.isReading());
        second.state(read);
        read.close();
        assertEquals(first.steps, second.steps);
        assertEquals(Double.doubleToRawLongBits(first.sum), Double.doubleToRawLongBits(second.sum));
        assertTrue(second.open);
        assertArrayEquals(first.queue, second.queue);
        assertArrayEquals(first.rows, second.rows);
        assertArrayEquals(first.counts, second.counts);
    }

    /** How an array is divided among parts does not show. */
    @Test
    void segmentsMakeOneArray() {
        Archive two = Archive.empty();
        two.segment(0, 5).array("up", new boolean[] {true, false, true});
        two.segment(3, 5).array("up", new boolean[] {false, true});
        two.segment(0, 5).number("origin", 4);
        two.segment(3, 5).number("origin", 4);
        boolean[] whole = new boolean[5];
        Archive read = Archive.of(two.values());
        read.array("up", whole);
        assertArrayEquals(new boolean[] {true, false, true, false, true}, whole);
        boolean[] last = new boolean[4];
        read.segment(1, 5).array("up", last);
        assertArrayEquals(new boolean[] {false, true, false, true}, last);
    }

    @Test
    void anotherStateIsRefused() {
        Map<String, Object> values = Map.of("a", new long[2], "b", new int[1]);
        assertRefused("it lacks `c`", () -> Archive.of(values).array("c", new int[1]));
        assertRefused("it lacks `p/a`", () -> Archive.of(values).part("p").array("a", new long[2]));
        assertRefused("it lacks `b`", () -> Archive.of(values).array("b", new long[1]));
        assertRefused(
                "`a` has 2 values; this run needs 3", () -> Archive.of(values).array("a", new long[3]));
        Archive read = Archive.of(values);
        read.array("a", new long[2]);
        assertRefused("it holds `b`", read::close);
    }

    private static void assertRefused(String message, Runnable reading) {
        String actual =
                assertThrows(Archive.MismatchException.class, reading::run).getMessage();
        assertTrue(actual.startsWith(message), actual);
    }

    @Test
    void twoValuesCannotHaveOneName() {
        Archive archive = Archive.empty();
        archive.number("n", 1);
        assertThrows(IllegalStateException.class, () -> archive.number("n", 2));
        assertThrows(IllegalStateException.class, () -> archive.array("n", new int[1]));
    }
}
