package org.tarpon.network;

/** What a population does when something has happened to it. Called by the engine, in the order of events. */
public interface Reaction {
    /**
     * All awaited volleys of a signal have arrived from one direction, at this instant the last of them.
     *
     * @param from feedforward if they came from below, into the basal compartment; feedback if from above
     */
    void complete(PopulationLanes self, Direction from, Signal signal, Axon axon);

    /** The population's own event is due. */
    default void wake(PopulationLanes self, int neuron, Axon axon) {}
}
