package org.tarpon.network;

/**
 * Which signals travel on which pathway, and in what form: all that distinguishes one credit-assignment rule's network
 * from another's. Compartments, buffers, and the number of volleys that a population waits for follow from it.
 */
@FunctionalInterface
public interface Wiring {
    /** The form in which a pathway carries a signal, or null when it does not carry it. */
    Form form(Pathway pathway, Signal signal);

    /** The same wiring of one network as a table, which answers without working it out again for every volley. */
    static Wiring tabulated(Network network, Wiring wiring) {
        Form[][] table = new Form[network.pathways().size()][Signal.COUNT];
        for (Pathway pathway : network.pathways()) {
            for (Signal signal : Signal.values()) {
                table[pathway.index()][signal.ordinal()] = wiring.form(pathway, signal);
            }
        }
        return (pathway, signal) -> table[pathway.index()][signal.ordinal()];
    }
}
