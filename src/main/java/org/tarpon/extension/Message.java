package org.tarpon.extension;

/** What travels on the feedback pathways of a rule; traffic and audit count it as such. */
public enum Message {
    /** A real number of each neuron that sends one. */
    NUMBERS,
    /** Spikes: of each neuron 1 or nothing. */
    SPIKES,
    /** Signed spikes: of each neuron +1, −1 or nothing. */
    SIGNED_SPIKES
}
