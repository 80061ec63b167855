package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tarpon.scenario.Checkpointing;

class CheckpointClockTest {
    private static List<Long> due(Checkpointing wanted, long begin, long step) {
        CheckpointClock clock = new CheckpointClock(wanted, begin, begin, begin);
        List<Long> due = new ArrayList<>();
        for (long at = begin + step; at <= 20; at += step) {
            if (clock.isDue(at, at, at)) {
                due.add(at);
            }
        }
        return due;
    }

    @Test
    void dueAtMultiples_whereverTheRunGoesOn() {
        for (Checkpointing.Unit unit :
                List.of(Checkpointing.Unit.EPOCHS, Checkpointing.Unit.BATCHES, Checkpointing.Unit.SIMULATED_NANOS)) {
            Checkpointing wanted = new Checkpointing(5, unit, 2);
            assertEquals(List.of(5L, 10L, 15L, 20L), due(wanted, 0, 1));
            assertEquals(List.of(10L, 15L, 20L), due(wanted, 5, 1));
            assertEquals(List.of(10L, 15L, 20L), due(wanted, 7, 1));
            assertEquals(List.of(6L, 12L, 15L), due(wanted, 0, 3), "steps that pass a multiple");
        }
    }

    @Test
    void anHourOnTheWallIsNotOverAtOnce() {
        assertEquals(List.of(), due(new Checkpointing(3600, Checkpointing.Unit.WALL_SECONDS, 2), 0, 1));
    }
}
