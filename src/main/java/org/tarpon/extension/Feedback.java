package org.tarpon.extension;

/** The feedback pathways that a rule needs. Those that the scenario file does not give are added, visibly, to the run's scenario. */
public enum Feedback {
    /** None: hidden populations learn as soon as they have answered. */
    NONE,
    /** Against every feedforward pathway out of a hidden population, through the same weights. */
    TIED,
    /** Against every feedforward pathway out of a hidden population, with fixed weights of their own, random unless given. */
    FIXED,
    /** From the output to every hidden population, with fixed weights, random unless given. */
    FROM_OUTPUT,
    /**
     * From the output to every hidden population, with weights of 1 unless given: what one neuron sends, all receive, as they
     * would a neuromodulator.
     */
    BROADCAST
}
