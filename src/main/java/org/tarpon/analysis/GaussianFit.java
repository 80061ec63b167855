package org.tarpon.analysis;

import org.apache.commons.math3.stat.correlation.Covariance;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;

/** The normal distribution with the mean and covariance of a set of points (S22). */
public final class GaussianFit {
    /** Added to each variance, so that a unit that never changes leaves the covariance positive definite. */
    private static final double RIDGE = 1e-6;

    private final double[] mean;
    private final DMatrixRMaj factor;

    /**
     * @param points [points][dimensions], at least two
     * @throws ArithmeticException if a value is not finite
     */
    public GaussianFit(double[][] points) {
        int n = points[0].length;
        mean = new double[n];
        for (double[] point : points) {
            for (int i = 0; i < n; i++) {
                mean[i] += point[i] / points.length;
            }
        }
        factor = new DMatrixRMaj(new Covariance(points).getCovarianceMatrix().getData());
        for (int i = 0; i < n; i++) {
            factor.add(i, i, RIDGE);
        }
        if (!new CholeskyDecompositionInner_DDRM(true).decompose(factor)) {
            throw new ArithmeticException("the covariance of the inferred states is not positive definite");
        }
    }

    /**
     * Makes a draw of independent standard normal numbers.
     *
     * @param normals [dimensions]
     * @param point [dimensions], receives mean + L · normals with L Lᵀ the covariance
     */
    public void transform(float[] normals, float[] point) {
        for (int i = 0; i < mean.length; i++) {
            double sum = mean[i];
            for (int j = 0; j <= i; j++) {
                sum += factor.get(i, j) * normals[j];
            }
            point[i] = (float) sum;
        }
    }
}
