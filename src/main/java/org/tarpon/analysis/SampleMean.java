package org.tarpon.analysis;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What a sample tells of the mean of what it was drawn from: Student's interval, exact if that is normal and good for means of
 * a few values of anything that is not far from it.
 *
 * @param count n, at least 2
 * @param mean x̄
 * @param deviation s, the estimate with n − 1
 */
public record SampleMean(int count, double mean, double deviation) {
    /** @throws IllegalArgumentException if there are fewer than two values, which have no deviation */
    public static SampleMean of(double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("values: " + values.length + ", but at least 2 are needed");
        }
        double mean = StatUtils.mean(values);
        return new SampleMean(values.length, mean, StrictMath.sqrt(StatUtils.variance(values, mean)));
    }

    /**
     * How far a bound lies from x̄, t·s/√n: with probability {@code confidence} the true mean is at most x̄ plus this, with the
     * same probability at least x̄ minus this, and with 2·confidence − 1 both.
     *
     * @param confidence one-sided, from 0.5 up to but not including 1
     */
    public double margin(double confidence) {
        double t = new TDistribution(null, count - 1).inverseCumulativeProbability(confidence);
        return t * deviation / StrictMath.sqrt(count);
    }
}
