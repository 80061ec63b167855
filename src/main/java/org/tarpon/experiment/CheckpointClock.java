package org.tarpon.experiment;

import org.tarpon.scenario.Checkpointing;

/** Says when the next checkpoint is due. What it reads from the wall decides about nothing else. */
final class CheckpointClock {
    private final Checkpointing wanted;
    private long last; // amount of the unit at the last checkpoint that was due
    private long wallStart = System.nanoTime();

    /** @param epochs and the others: how far the run is to begin with */
    CheckpointClock(Checkpointing wanted, long epochs, long batches, long nanos) {
        this.wanted = wanted;
        isDue(epochs, batches, nanos);
    }

    /**
     * To be asked whenever the state is whole.
     *
     * @param epochs finished
     * @param batches of the whole run
     * @param nanos simulated
     */
    boolean isDue(long epochs, long batches, long nanos) {
        long amount =
                switch (wanted.unit()) {
                    case EPOCHS -> epochs;
                    case BATCHES -> batches;
                    case SIMULATED_NANOS -> nanos;
                    case WALL_SECONDS -> (System.nanoTime() - wallStart) / 1_000_000_000;
                };
        boolean due = amount / wanted.every() > last / wanted.every();
        last = due ? amount : last;
        return due;
    }

    /** A checkpoint was written though none was due: that of the wall begins anew. */
    void written() {
        if (wanted.unit() == Checkpointing.Unit.WALL_SECONDS) {
            wallStart = System.nanoTime();
            last = 0;
        }
    }
}
