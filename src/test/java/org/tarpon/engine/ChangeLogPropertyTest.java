package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLogPropertyTest {
    private record Entry(long time, int neuron, int sign) {}

    /** What several partitions send becomes one log in the order (time, neuron), however often it is trimmed and read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mergedLogIsOrderedByTimeAndNeuron(long seed) {
        Random random = new Random(seed);
        int partitions = 1 + random.nextInt(4);
        Exchange exchange = new Exchange(partitions, 1 + random.nextInt(3), 1);
        Exchange.Member[] members = new Exchange.Member[partitions];
        for (int p = 0; p < partitions; p++) {
            members[p] = exchange.new Member(p);
        }
        ChangeLog log = members[partitions - 1].logs[0];
        long cursor = 0;
        long windowBegin = 0;
        for (int round = 0; round < 200; round++) {
            List<Entry> expected = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                members[p].begin();
                long time = windowBegin;
                for (int k = random.nextInt(60); k > 0; k--) {
                    time = Math.min(windowBegin + 9, time + random.nextInt(2));
                    // No neuron belongs to two parts; signs tell apart what one neuron sends at one instant
                    Entry entry = new Entry(time, random.nextInt(20) * partitions + p, random.nextBoolean() ? 1 : -1);
                    members[p].send(entry.time(), 0, entry.neuron(), entry.sign());
                    expected.add(entry);
                }
                members[p].finish();
            }
            windowBegin += 10;
            expected.sort(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::neuron));
            for (Exchange.Member member : members) {
                assertTrue(member.hear());
            }
            assertEquals(expected.size(), log.end() - cursor);
            for (Entry entry : expected) {
                assertEquals(entry, new Entry(log.time(cursor), log.neuron(cursor), log.sign(cursor)));
                cursor++;
            }
            log.trim(cursor - Math.min(cursor, random.nextInt(5)));
        }
    }
}
