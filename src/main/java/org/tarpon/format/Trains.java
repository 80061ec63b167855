package org.tarpon.format;

/**
 * What spike trains are called in formats that know populations and nothing else. A population's own name stands for its
 * spikes, or the rises of its state; what else it sends has names of its own.
 */
public final class Trains {
    /** Follows the name where the sign is −1: falls of a state, and difference spikes of that sign. */
    public static final String NEGATIVE = ".negative";

    private Trains() {}

    /** Follows the name of a population where it sends something else than its spikes, such as {@code target}. */
    public static String of(String population, String what, int sign) {
        return population + (what.isEmpty() ? "" : "." + what) + (sign < 0 ? NEGATIVE : "");
    }
}
