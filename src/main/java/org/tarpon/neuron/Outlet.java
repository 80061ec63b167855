package org.tarpon.neuron;

/** How the neurons of one population act: by sending, by asking to be woken, by drawing. Neurons are local indices. */
public interface Outlet {
    /** The present simulated time in nanoseconds. */
    long now();

    /**
     * Sends along all pathways that start at an output; each arrives there after its delay.
     *
     * @param output position in {@link Dynamics#outputs()}
     * @param sign +1 or −1
     */
    void send(int output, int neuron, int sign);

    /**
     * Asks to be woken, in place of what the neuron asked for before.
     *
     * @param time nanoseconds, not before now; {@link Long#MAX_VALUE} for never
     */
    void wakeAt(int neuron, long time);

    /** The neuron's next uniform number in [0, 1), addressed by the neuron and how many it has drawn. */
    double uniform(int neuron);

    /** The neuron's next exponentially distributed number of mean 1, addressed likewise; positive. */
    double exponential(int neuron);
}
