package org.tarpon.network;

/**
 * Which signals travel on which pathway, and in what form: all that distinguishes one credit-assignment rule's network
 * from another's. Compartments, buffers, and the number of volleys that a population waits for follow from it.
 */
@FunctionalInterface
public interface Wiring {
    /** The form in which a pathway carries a signal, or null when it does not carry it. */
    Form form(Pathway pathway, Signal signal);
}
