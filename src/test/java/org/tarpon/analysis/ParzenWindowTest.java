package org.tarpon.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.Test;

class ParzenWindowTest {
    private static final float[][] SAMPLES = {{0f, 0f}, {1f, 2f}, {-1f, 0.5f}};

    @Test
    void sums_areThoseOfTheMixture() {
        float[][] points = {{0.5f, 1f}, {9f, -9f}};
        double[] widths = {0.3, 1.5};
        double[] sums = new ParzenWindow(SAMPLES).sums(points, 0, 2, widths);
        for (int w = 0; w < widths.length; w++) {
            double variance = widths[w] * widths[w];
            double expected = 0;
            for (float[] point : points) {
                double density = 0;
                for (float[] sample : SAMPLES) {
                    density += new MultivariateNormalDistribution(
                                            new double[] {sample[0], sample[1]},
                                            new double[][] {{variance, 0}, {0, variance}})
                                    .density(new double[] {point[0], point[1]})
                            / SAMPLES.length;
                }
                // So far out that the density itself is 0 at the smaller width: the nearest sample decides.
                expected += density > 0
                        ? Math.log(density)
                        : -(81 + 81) / (2 * variance) - Math.log(2 * Math.PI * variance * SAMPLES.length);
            }
            assertEquals(expected, sums[w], 1e-9 * Math.abs(expected));
        }
    }

    @Test
    void gaussianFit_hasTheMeanAndCovarianceOfThePoints() {
        double[][] points = {{1, 0}, {3, 2}, {5, 1}, {3, 1}};
        GaussianFit fit = new GaussianFit(points);
        float[] point = new float[2];
        fit.transform(new float[] {0, 0}, point);
        assertEquals(3, point[0], 1e-6);
        assertEquals(1, point[1], 1e-6);
        // Covariance [[8/3, 2/3], [2/3, 2/3]] = L Lᵀ with L = [[1.63299, 0], [0.40825, 0.70711]].
        fit.transform(new float[] {1, 0}, point);
        assertEquals(3 + 1.63299, point[0], 1e-4);
        assertEquals(1 + 0.40825, point[1], 1e-4);
        fit.transform(new float[] {0, 1}, point);
        assertEquals(3, point[0], 1e-6);
        assertEquals(1 + 0.70711, point[1], 1e-4);
    }
}
