package org.tarpon.experiment;

import org.tarpon.plasticity.Mode;

/** Why samples are shown; each purpose has random streams of its own. */
enum Purpose {
    FORWARD_LEARNING("forward", Mode.LEARN_FORWARD),
    FEEDBACK_LEARNING("feedback", Mode.LEARN_FEEDBACK),
    VALIDATION("validation", Mode.EVALUATE),
    TEST("test", Mode.EVALUATE),
    /** The same draws as the test, but targets come down too. */
    RECORDING("test", Mode.LEARN_FORWARD),
    INFERENCE("inference", Mode.INFER),
    GENERATION("generation", Mode.GENERATE);

    private final String stream;
    private final Mode mode;

    Purpose(String stream, Mode mode) {
        this.stream = stream;
        this.mode = mode;
    }

    /** Prefix of the names of its random streams. */
    String stream() {
        return stream;
    }

    Mode mode() {
        return mode;
    }

    /** Whether encoders add the noise that belongs to training. */
    boolean isTraining() {
        return this == FORWARD_LEARNING || this == FEEDBACK_LEARNING;
    }
}
