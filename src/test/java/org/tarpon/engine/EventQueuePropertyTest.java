package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.network.Form;
import org.tarpon.network.Volley;

class EventQueuePropertyTest {
    private record Event(long time, long address, Volley volley) {}

    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::time).thenComparingLong(Event::address);

    /** Few times, so that most events have company; the address is unique, as those of real events are. */
    private static Event draw(Random random, int number) {
        long address = EventAddress.of(random.nextInt(3), random.nextInt(2), random.nextInt(2), 0, number);
        return new Event(random.nextInt(8), address, random.nextBoolean() ? null : new Volley(Form.SPIKE, 1, 1));
    }

    private static void assertFirst(Event expected, EventQueue queue) {
        assertEquals(expected.time, queue.time());
        assertEquals(expected.address, queue.address());
        assertSame(expected.volley, queue.volley());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void addingAndRemovingInTurns_followsASortedReference(long seed) {
        Random random = new Random(seed);
        EventQueue queue = new EventQueue();
        PriorityQueue<Event> reference = new PriorityQueue<>(ORDER);
        for (int i = 0; i < 20_000; i++) {
            // Growing and shrinking by turns, past the first capacity and back to nothing.
            boolean grow = random.nextInt(10) < (i / 1000 % 2 == 0 ? 7 : 3);
            if (grow || reference.isEmpty()) {
                Event event = draw(random, i);
                reference.add(event);
                queue.add(event.time, event.address, event.volley);
            } else {
                assertFirst(reference.remove(), queue);
                queue.remove();
            }
            assertEquals(reference.size(), queue.size());
            assertEquals(reference.isEmpty(), queue.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8, 9, 10})
    void orderOfInsertion_doesNotMatter(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(draw(random, i));
        }
        List<Event> sorted = events.stream().sorted(ORDER).toList();
        for (int shuffle = 0; shuffle < 10; shuffle++) {
            Collections.shuffle(events, random);
            EventQueue queue = new EventQueue();
            events.forEach(event -> queue.add(event.time, event.address, event.volley));
            for (Event event : sorted) {
                assertFirst(event, queue);
                queue.remove();
            }
            assertTrue(queue.isEmpty());
        }
    }

    /** From one instant to years, so that events wait in buckets of all sizes. */
    private static long drawWait(Random random, int spread) {
        return random.nextInt(4) == 0 ? 0 : random.nextLong() >>> 63 - random.nextInt(spread + 1);
    }

    /** Growing, holding and shrinking as time goes on, with many events at one instant and some before the last one taken. */
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 10", "3, 20", "4, 40", "5, 55", "6, 24", "7, 24"})
    void thousandsOfEvents_followASortedReference(long seed, int spread) {
        Random random = new Random(seed);
        EventQueue queue = new EventQueue();
        PriorityQueue<Event> reference = new PriorityQueue<>(ORDER);
        long now = 0;
        int most = 0;
        for (int i = 0; i < 60_000; i++) {
            int grow = i / 10_000 % 3; // up, level, down
            if (random.nextInt(10) < 7 - 2 * grow || reference.isEmpty()) {
                long time = random.nextInt(50) == 0 ? now - now / 4 : now + drawWait(random, spread);
                Event event = new Event(Math.max(0, time), i, i % 5 == 0 ? new Volley(Form.SPIKE, 1, 1) : null);
                reference.add(event);
                queue.add(event.time, event.address, event.volley);
            } else {
                now = Math.max(now, reference.peek().time);
                assertFirst(reference.remove(), queue);
                queue.remove();
            }
            most = Math.max(most, queue.size());
            assertEquals(reference.size(), queue.size());
            assertEquals(reference.isEmpty(), queue.isEmpty());
        }
        assertTrue(most > 3_000, "the heap alone must not do, as with " + most + " events");
        while (!reference.isEmpty()) {
            assertFirst(reference.remove(), queue);
            queue.remove();
        }
        assertTrue(queue.isEmpty());
    }

    @Test
    void lastInstantOfAll_isATimeLikeOthers() {
        EventQueue queue = new EventQueue();
        for (int i = 0; i < 1000; i++) {
            queue.add(i % 2 == 0 ? Long.MAX_VALUE : i, i, null);
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(i < 500 ? 2 * i + 1 : Long.MAX_VALUE, queue.time());
            assertEquals(i < 500 ? 2 * i + 1 : 2 * (i - 500), queue.address());
            queue.remove();
        }
        assertTrue(queue.isEmpty());
    }
}
