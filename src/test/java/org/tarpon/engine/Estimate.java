package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** A mean over independent replicas, judged by its own standard error. */
final class Estimate {
    private final SummaryStatistics values = new SummaryStatistics();

    void add(double value) {
        values.addValue(value);
    }

    double mean() {
        return values.getMean();
    }

    double standardError() {
        return values.getStandardDeviation() / Math.sqrt(values.getN());
    }

    /**
     * Fails if the mean is more than k standard errors from what it should be.
     *
     * @param slack what the mean may be off beside, for expectations that are approximations
     */
    void assertIs(double expected, double k, double slack, String what) {
        assertTrue(
                Math.abs(mean() - expected) <= k * standardError() + slack,
                () -> what + ": " + mean() + " ± " + standardError() + " instead of " + expected);
    }
}
