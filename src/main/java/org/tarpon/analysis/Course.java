package org.tarpon.analysis;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

/**
 * How a figure went from epoch to epoch, told in two numbers that single outliers do not carry away.
 *
 * @param count epochs in which it was measured, at least 3
 * @param tau Kendall's rank correlation τ-b with the epoch: of all pairs of epochs, the part in which the figure rose less the part
 *     in which it fell, with a correction for ties; −1 to 1, 0 if it was the same throughout
 * @param before the median of the first third of the epochs, rounded down to whole ones
 * @param after the median of the last third
 */
public record Course(int count, double tau, double before, double after) {
    /** Fewer values than these go somewhere by chance too often: with two, τ is 1 or −1 whatever happens. */
    public static final int SHORTEST = 3;

    /** @throws IllegalArgumentException if there are fewer than three values */
    public static Course of(double[] values) {
        if (values.length < SHORTEST) {
            throw new IllegalArgumentException("values: " + values.length + ", but at least 3 are needed");
        }
        double[] order = new double[values.length];
        Arrays.setAll(order, i -> i);
        double tau = new KendallsCorrelation().correlation(order, values);
        int third = values.length / 3;
        return new Course(
                values.length,
                Double.isNaN(tau) ? 0 : tau,
                StatUtils.percentile(values, 0, third, 50),
                StatUtils.percentile(values, values.length - third, third, 50));
    }
}
