package org.tarpon.network;

/** How a population acts on the rest of the network: by sending, and by asking to be woken; nothing else. */
public interface Axon {
    /** The present simulated time in nanoseconds. */
    long now();

    /** Sends the population's present volley of a signal down one pathway; it arrives after the pathway's delay. */
    void send(Pathway pathway, Signal signal);

    /**
     * Schedules an event of the population itself.
     *
     * @param time nanoseconds, not before now
     * @param neuron who wakes, or 0 where the population wakes as a whole
     */
    void wakeAt(Population population, long time, int neuron);
}
