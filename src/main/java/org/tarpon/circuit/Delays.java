package org.tarpon.circuit;

import java.util.Arrays;
import org.tarpon.random.RandomStream;

/**
 * Delays of a pathway: all the same, or one a synapse. None is shorter than a minimum, which also says how far parts of the
 * network may run ahead of each other; draws below it are drawn again.
 */
public final class Delays {
    /** Redrawing gives up after this many times: by then a minimum is met unless it lies in the distribution's far tail. */
    private static final int ATTEMPTS = 1000;

    private final Values seconds;
    private final long minimumNanos;

    private Delays(Values seconds, long minimumNanos) {
        this.seconds = seconds;
        this.minimumNanos = minimumNanos;
    }

    /** @param nanos not negative; 0 is instantaneous */
    public static Delays constant(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a delay must not be negative, as " + nanos + " ns is");
        }
        return new Delays(null, nanos);
    }

    /**
     * One delay a synapse.
     *
     * @param seconds their distribution, below 2.1 s
     * @param minimumNanos at least 1
     */
    public static Delays drawn(Values seconds, long minimumNanos) {
        if (minimumNanos < 1) {
            throw new IllegalArgumentException("drawn delays need a minimum of at least 1 ns, not " + minimumNanos);
        }
        if (minimumNanos > seconds.maximum() * 1e9) {
            throw new IllegalArgumentException("no delay can reach the minimum of " + minimumNanos
                    + " ns: the largest that can be drawn is " + seconds.maximum() * 1e9 + " ns");
        }
        return new Delays(seconds, minimumNanos);
    }

    /** Whether every synapse has its own. */
    public boolean isDrawn() {
        return seconds != null;
    }

    /** The smallest delay there can be, in nanoseconds. */
    public long minimum() {
        return minimumNanos;
    }

    /** The delays of a row in nanoseconds; {@code scratch} is overwritten. */
    void draw(RandomStream draws, long row, float[] scratch, int[] out, int count) {
        Arrays.fill(out, 0, count, -1);
        int missing = count;
        for (int attempt = 0; missing > 0; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalArgumentException("after " + ATTEMPTS + " draws a delay is still below the minimum of "
                        + minimumNanos + " ns; lower the minimum or choose another distribution");
            }
            seconds.draw(draws, row, attempt, scratch, count);
            for (int i = 0; i < count; i++) {
                double nanos = scratch[i] * 1e9 + 0.5;
                if (out[i] < 0 && nanos >= minimumNanos) {
                    if (nanos >= Integer.MAX_VALUE) {
                        throw new IllegalArgumentException("a drawn delay of " + scratch[i]
                                + " s is too long; delays of single synapses end at 2.147 s");
                    }
                    out[i] = (int) nanos;
                    missing--;
                }
            }
        }
    }
}
