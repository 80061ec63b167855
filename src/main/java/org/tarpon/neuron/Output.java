package org.tarpon.neuron;

/** What a neuron sends on one of its outputs. */
public enum Output {
    /** Changes of a binary state: +1 when it rises, −1 when it falls, in turn. Belongs into traces that last. */
    STATE,
    /** Spikes, each on its own, with sign +1 or (difference spikes) −1. Belongs into traces that decay. */
    SPIKE
}
