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
import org.junit.jupiter.params.ParameterizedTest;
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
}
