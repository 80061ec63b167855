package org.tarpon.neuron;

import java.util.List;

/** What a neuron sends on one of its outputs. */
public enum Output {
    /** Changes of a binary state: +1 when it rises, −1 when it falls, in turn. Belongs into traces that last. */
    STATE,
    /** Spikes, each on its own, with sign +1 or (difference spikes) −1. Belongs into traces that decay. */
    SPIKE;

    /** One output, of states; made once because models are asked during a run. */
    public static final List<Output> STATES = List.of(STATE);

    /** One output, of spikes. */
    public static final List<Output> SPIKES = List.of(SPIKE);
}
