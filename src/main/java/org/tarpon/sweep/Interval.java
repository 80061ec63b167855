package org.tarpon.sweep;

import java.util.Collection;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A mean over repeats and its confidence interval by Student's t distribution: mean ± t₍₀.₉₇₅, n−1₎ · s / √n. It holds where repeats are
 * independent and their mean is about normal.
 *
 * @param repeats n, at least 1
 * @param halfWidth NaN of a single repeat, which says nothing of the spread
 */
public record Interval(int repeats, double mean, double halfWidth) {
    /** How often an interval made so holds the true mean. */
    public static final double CONFIDENCE = 0.95;

    static Interval of(Collection<Double> values) {
        SummaryStatistics statistics = new SummaryStatistics();
        values.forEach(statistics::addValue);
        int repeats = values.size();
        double halfWidth = Double.NaN;
        if (repeats > 1) {
            double t = new TDistribution(repeats - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
            halfWidth = t * statistics.getStandardDeviation() / Math.sqrt(repeats);
        }
        return new Interval(repeats, statistics.getMean(), halfWidth);
    }
}
