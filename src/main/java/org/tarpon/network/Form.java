package org.tarpon.network;

/** The physical form of what travels in a volley; traffic is counted by it and the audit's fourth objection reads it. */
public enum Form {
    /** Binary spikes: only the indices of the neurons that fired. */
    SPIKE,
    /** Signed spikes d = ŝ − s ∈ {−1, +1} of the neurons whose target spike differs from their spike (S13), or bursts of them (S33). */
    DIFFERENCE_SPIKE,
    /** Real numbers: an index and a value per neuron. */
    GRADED,
    /** The sign of what a neuron is, +1 or −1, of every neuron: one bit each (Lee et al. 2015, §3.2). */
    SIGN
}
