package org.tarpon.analysis;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What a sample tells of the mean of what it was drawn from: Student's interval, exact if that is normal and good for means of
 * a few values of anything that is not far from it.
 *
 * @param count n, at least 1
 * @param mean x̄
 * @param deviation s, the estimate with n − 1; NaN of a single value, which says nothing of it
 */
public record SampleMean(int count, double mean, double deviation) {
    /** @throws IllegalArgumentException if there are no values */
    public static SampleMean of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there are no values to have a mean");
        }
        double mean = StatUtils.mean(values);
        double deviation = values.length == 1 ? Double.NaN : StrictMath.sqrt(StatUtils.variance(values, mean));
        return new SampleMean(values.length, mean, deviation);
    }

    /**
     * How far a bound lies from x̄, t·s/√n: with probability {@code confidence} the true mean is at most x̄ plus this, with the
     * same probability at least x̄ minus this, and with 2·confidence − 1 both. NaN of a single value.
     *
     * @param confidence one-sided, from 0.5 up to but not including 1
     */
    public double margin(double confidence) {
        if (count == 1) {
            return Double.NaN;
        }
        double t = new TDistribution(null, count - 1).inverseCumulativeProbability(confidence);
        return t * deviation / StrictMath.sqrt(count);
    }
}
