package org.tarpon.analysis;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.mult.MatrixMatrixMult_DDRM;

/**
 * Log-likelihood of points under a mixture of isotropic normal distributions of one width, one around each sample: the
 * estimate by which generative models of MNIST used to be compared (Breuleux et al. 2011; S22). It favours samples near
 * training images and says little about how good they look.
 */
public final class ParzenWindow {
    private static final int BLOCK = 100;

    private final DMatrixRMaj samples;
    private final double[] squares;

    /** @param samples [samples][dimensions] */
    public ParzenWindow(float[][] samples) {
        this.samples = matrix(samples, 0, samples.length);
        this.squares = squares(this.samples);
    }

    private static DMatrixRMaj matrix(float[][] rows, int from, int to) {
        DMatrixRMaj matrix = new DMatrixRMaj(to - from, rows[0].length);
        for (int i = from; i < to; i++) {
            for (int j = 0; j < matrix.numCols; j++) {
                matrix.set(i - from, j, rows[i][j]);
            }
        }
        return matrix;
    }

    private static double[] squares(DMatrixRMaj matrix) {
        double[] squares = new double[matrix.numRows];
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < matrix.numCols; j++) {
                squares[i] += matrix.get(i, j) * matrix.get(i, j);
            }
        }
        return squares;
    }

    /**
     * Sums of log-likelihoods in nats, for several widths at once since distances cost most.
     *
     * @param points [points][dimensions]
     * @param from first point
     * @param to end of the points, exclusive
     * @param widths σ, positive
     * @return Σ log p over the points, for each width
     */
    public double[] sums(float[][] points, int from, int to, double[] widths) {
        double[] sums = new double[widths.length];
        for (int begin = from; begin < to; begin += BLOCK) {
            DMatrixRMaj block = matrix(points, begin, Math.min(to, begin + BLOCK));
            double[] own = squares(block);
            DMatrixRMaj products = new DMatrixRMaj(block.numRows, samples.numRows);
            MatrixMatrixMult_DDRM.multTransB(block, samples, products);
            double[] distances = new double[samples.numRows];
            for (int i = 0; i < block.numRows; i++) {
                for (int j = 0; j < distances.length; j++) {
                    distances[j] = Math.max(0, own[i] + squares[j] - 2 * products.get(i, j));
                }
                for (int w = 0; w < widths.length; w++) {
                    sums[w] += logLikelihood(distances, widths[w], samples.numCols);
                }
            }
        }
        return sums;
    }

    private static double logLikelihood(double[] distances, double width, int dimensions) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double distance : distances) {
            nearest = Math.min(nearest, distance);
        }
        double variance = width * width;
        double sum = 0;
        for (double distance : distances) {
            sum += StrictMath.exp((nearest - distance) / (2 * variance));
        }
        return StrictMath.log(sum / distances.length)
                - nearest / (2 * variance)
                - dimensions / 2.0 * StrictMath.log(2 * Math.PI * variance);
    }
}
