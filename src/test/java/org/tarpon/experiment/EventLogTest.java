package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final List<EventLog> first = List.of(new EventLog(), new EventLog());
    private final List<EventLog> second = List.of(new EventLog(), new EventLog());

    /** The same 1000 events in all logs, at times 0 to 999. */
    private void sameInAll() {
        for (int i = 0; i < 1000; i++) {
            for (EventLog log : List.of(first.get(0), first.get(1), second.get(0), second.get(1))) {
                log.add(i, 3, 1 << 20, -0.5f);
            }
        }
    }

    private EventLog.Parting parting() {
        return EventLog.between(first, second).orElseThrow();
    }

    @Test
    void equalLogsDoNotPart() {
        sameInAll();
        assertEquals(Optional.empty(), EventLog.between(first, second));
        first.forEach(EventLog::clear);
        second.forEach(EventLog::clear);
        first.get(0).add(1, 2, 3, 4);
        second.get(0).add(1, 2, 3, 4);
        assertEquals(Optional.empty(), EventLog.between(first, second), "what was cleared is forgotten");
    }

    @Test
    void theEarliestOfSeveralIsTaken() {
        sameInAll();
        first.get(0).add(5000, 1, 1, 1);
        second.get(1).add(4000, 1, 7, 1);
        assertEquals(1, parting().log());
        assertFalse(parting().isOfFirst());
        assertEquals(new EventLog.Event(0, 4000, 1, 7, 1), parting().earlier());
        assertEquals(Optional.empty(), parting().first());
    }

    /** Time begins anew with each presentation: what was shown earlier comes first. */
    @Test
    void showingsAreInOrder() {
        sameInAll();
        first.get(0).add(2, 1, 1, 1);
        first.get(1).add(2000, 1, 1, 1);
        assertEquals(1, parting().log());
    }

    @Test
    void ofOneVolleyTheLowerNeuronIsTheOneThatTheOtherRunLacks() {
        first.get(0).add(10, 1, 6, 1);
        second.get(0).add(10, 1, 4, 1);
        assertFalse(parting().isOfFirst());
        assertEquals(4, parting().earlier().neuron());
    }

    @Test
    void valuesAreComparedToTheBit() {
        first.get(0).add(10, 1, 6, 0f);
        second.get(0).add(10, 1, 6, -0f);
        assertTrue(parting().first().isPresent() && parting().second().isPresent());
    }
}
