package org.tarpon.phasefree;

import org.tarpon.network.Pathway;

/** Is told of every message that arrives in one lane, in the order of events. */
@FunctionalInterface
public interface MessageListener {
    /**
     * @param time of the arrival in nanoseconds
     * @param difference whether it is a difference spike; otherwise a change of state
     * @param neuron that sent it
     * @param sign +1 or −1
     */
    void arrived(long time, Pathway pathway, boolean difference, int neuron, int sign);
}
