package org.tarpon.neuron;

/**
 * One linear memory of what arrives: it jumps by {@code scale} times the weight at each arrival in its compartment, and
 * decays exponentially in between.
 *
 * @param compartment whose arrivals it sums, from 0 on
 * @param timeConstant of the decay in seconds, positive; infinite for the plain sum that presynaptic states need
 * @param scale factor of every arrival, not 0
 */
public record Trace(int compartment, double timeConstant, double scale) {
    public Trace {
        if (!(timeConstant > 0) || !Double.isFinite(scale) || scale == 0 || compartment < 0) {
            throw new IllegalArgumentException("a trace needs a compartment from 0 on, a positive time constant and a"
                    + " scale, not " + compartment + ", " + timeConstant + " s and " + scale);
        }
        if (timeConstant == Double.POSITIVE_INFINITY && scale != 1) {
            throw new IllegalArgumentException("a trace that lasts has scale 1, so that its sums are exact");
        }
    }

    /** The sum of the weights of the presynaptic neurons whose state is 1, in compartment 0. */
    public static Trace lasting() {
        return lasting(0);
    }

    /** The same in another compartment. */
    public static Trace lasting(int compartment) {
        return new Trace(compartment, Double.POSITIVE_INFINITY, 1);
    }

    public boolean isLasting() {
        return timeConstant == Double.POSITIVE_INFINITY;
    }
}
