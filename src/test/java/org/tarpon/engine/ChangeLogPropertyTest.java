package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLogPropertyTest {
    private record Entry(long time, int neuron, int sign) {}

    /** Several logs in the order of time become one in the order (time, neuron), however often it is trimmed and read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mergedLogIsOrderedByTimeAndNeuron(long seed) {
        Random random = new Random(seed);
        ChangeLog log = new ChangeLog();
        ChangeLog[] parts = new ChangeLog[1 + random.nextInt(4)];
        for (int p = 0; p < parts.length; p++) {
            parts[p] = new ChangeLog();
        }
        long cursor = 0;
        long windowBegin = 0;
        for (int round = 0; round < 200; round++) {
            List<Entry> expected = new ArrayList<>();
            for (int p = 0; p < parts.length; p++) {
                long time = windowBegin;
                for (int k = random.nextInt(60); k > 0; k--) {
                    time = Math.min(windowBegin + 9, time + random.nextInt(2));
                    // No neuron belongs to two parts; signs tell apart what one neuron sends at one instant
                    Entry entry = new Entry(time, random.nextInt(20) * parts.length + p, random.nextBoolean() ? 1 : -1);
                    parts[p].add(entry.time(), entry.neuron(), entry.sign());
                    expected.add(entry);
                }
            }
            windowBegin += 10;
            expected.sort(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::neuron));
            log.merge(parts);
            assertEquals(expected.size(), log.end() - cursor);
            for (Entry entry : expected) {
                assertEquals(entry, new Entry(log.time(cursor), log.neuron(cursor), log.sign(cursor)));
                cursor++;
            }
            log.trim(cursor - Math.min(cursor, random.nextInt(5)));
        }
    }
}
