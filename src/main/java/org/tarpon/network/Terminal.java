package org.tarpon.network;

/**
 * Where a pathway ends, in the lanes of one block: it remembers the last volley of each signal that arrived, which is
 * the presynaptic half of what its synapses may learn from.
 */
public final class Terminal {
    private final Pathway pathway;
    private final Volley[] arrived = new Volley[Signal.COUNT];

    Terminal(Pathway pathway) {
        this.pathway = pathway;
    }

    public Pathway pathway() {
        return pathway;
    }

    /** The last volley of a signal that came in; null before the first. */
    public Volley arrived(Signal signal) {
        return arrived[signal.ordinal()];
    }

    void remember(Signal signal, Volley volley) {
        arrived[signal.ordinal()] = volley;
    }
}
