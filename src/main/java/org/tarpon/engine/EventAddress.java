package org.tarpon.engine;

/**
 * Where an event happens, packed into a {@code long} whose numerical order is the order of simultaneous events: phase,
 * population, pathway, signal, neuron. It depends on the event alone, so the order in which events were inserted cannot
 * matter.
 *
 * <p>Bits, from the highest: phase 2 (the sign bit stays 0), population 16, pathway 16, signal 4, neuron 24.
 */
final class EventAddress {
    /** All arrivals of an instant precede all that populations do at that instant. */
    static final int ARRIVAL = 0;

    /** A population reacts to a completed signal; the pathway's place holds the direction it came from. */
    static final int REACTION = 1;

    /** A population's own event. */
    static final int WAKE = 2;

    static final int MAXIMUM_POPULATIONS = 1 << 16;
    static final int MAXIMUM_PATHWAYS = 1 << 16;
    static final int MAXIMUM_NEURONS = 1 << 24;

    private EventAddress() {}

    static long of(int phase, int population, int pathway, int signal, int neuron) {
        return (long) phase << 60 | (long) population << 44 | (long) pathway << 28 | (long) signal << 24 | neuron;
    }

    static int phase(long address) {
        return (int) (address >>> 60);
    }

    static int population(long address) {
        return (int) (address >>> 44) & 0xFFFF;
    }

    static int pathway(long address) {
        return (int) (address >>> 28) & 0xFFFF;
    }

    static int signal(long address) {
        return (int) (address >>> 24) & 0xF;
    }

    static int neuron(long address) {
        return (int) address & 0xFFFFFF;
    }
}
