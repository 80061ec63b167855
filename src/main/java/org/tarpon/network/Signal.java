package org.tarpon.network;

/** The meaning of a message, and so the compartment channel in which it arrives. */
public enum Signal {
    /** What the presynaptic population does: s or p. */
    ACTIVITY,
    /** What the presynaptic population should have done: ŝ, ĥ, or the difference spikes that lead from s to ŝ. */
    TARGET,
    /** The gradient of the loss with respect to the presynaptic potential. */
    ERROR,
    /** Corrupted activity s̃ sent up for feedback learning (S12). */
    PROBE,
    /** The answer q = f(s̃) to a probe, sent down to be decoded (S12). */
    RECONSTRUCTION,
    /** Activity with noise of the population's own, sent down for feedback learning (L-DRL). */
    PERTURBED;

    /** How many signals there are. */
    public static final int COUNT = values().length;
}
