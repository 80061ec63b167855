package org.tarpon.neuron;

/** Arithmetic on nanoseconds that ends at "never" instead of overflowing. */
final class Times {
    private Times() {}

    /** The time so many nanoseconds later, rounded to the nearest; {@link Long#MAX_VALUE} where that lies beyond all time. */
    static long later(long now, double nanos) {
        return nanos < 0x1p62 - now ? now + (long) (nanos + 0.5) : Long.MAX_VALUE;
    }

    static long nanos(double seconds) {
        return (long) (seconds * 1e9 + 0.5);
    }
}
