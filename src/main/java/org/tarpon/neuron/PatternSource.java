package org.tarpon.neuron;

import java.util.List;

/**
 * Neurons that fire as independent Poisson processes, each at a rate of its own, which patterns give one after the other:
 * while a pattern is shown, the rate of neuron i is {@code maximum · pattern[i] / 255}; in the blank after it neurons are
 * silent; after the last comes the first again. Thinned from the maximum, so that a presentation costs as many random
 * numbers as a white one, and nothing else is stored than the patterns themselves.
 */
public final class PatternSource implements Dynamics {
    private static final int WHITE = 255;

    private final byte[][] patterns;
    private final double maximum;
    private final long presentation;
    private final long period;

    /**
     * @param patterns one unsigned byte a neuron, not copied; none for silence
     * @param maximum rate of a neuron at 255, in hertz
     * @param presentation how long a pattern is shown, in nanoseconds, above 0
     * @param blank how long nothing is shown after it, 0 or more
     */
    public PatternSource(byte[][] patterns, double maximum, long presentation, long blank) {
        Check.notNegative("maximum", maximum);
        if (presentation <= 0 || blank < 0) {
            throw new IllegalArgumentException("a presentation must be longer than 0 ns and a blank not negative, not "
                    + presentation + " and " + blank + " ns");
        }
        this.patterns = patterns.clone();
        this.maximum = maximum;
        this.presentation = presentation;
        this.period = Math.addExact(presentation, blank);
    }

    @Override
    public List<Trace> traces() {
        return List.of();
    }

    @Override
    public List<Output> outputs() {
        return Output.SPIKES;
    }

    @Override
    public double updateRate() {
        return maximum;
    }

    @Override
    public void update(Cells cells, int neuron, double uniform, Outlet outlet) {
        if (patterns.length > 0 && outlet.now() % period < presentation) {
            byte[] shown = patterns[(int) (outlet.now() / period % patterns.length)];
            if (uniform * WHITE < (shown[cells.first() + neuron] & WHITE)) {
                outlet.send(0, neuron, 1);
            }
        }
    }
}
