package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakingsPropertyTest {
    private record Entry(long time, int number) {}

    /** Against a sorted set, with many equal times, moves and removals. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void firstIsTheFirst(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(200);
        Wakings wakings = new Wakings(n);
        Entry[] held = new Entry[n];
        TreeSet<Entry> sorted =
                new TreeSet<>(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::number));
        for (int i = 0; i < 20_000; i++) {
            int number =
                    random.nextInt(3) == 0 && !sorted.isEmpty() ? sorted.first().number() : random.nextInt(n);
            if (held[number] != null) {
                sorted.remove(held[number]);
            }
            boolean remove = random.nextInt(4) == 0;
            held[number] = remove ? null : new Entry(random.nextInt(1000), number);
            if (!remove) {
                sorted.add(held[number]);
            }
            wakings.set(number, remove ? Long.MAX_VALUE : held[number].time());
            assertEquals(sorted.isEmpty() ? Long.MAX_VALUE : sorted.first().time(), wakings.time());
            if (!sorted.isEmpty()) {
                assertEquals(sorted.first().number(), wakings.first());
            }
        }
    }
}
