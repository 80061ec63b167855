package org.tarpon.network;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.qr.QRDecompositionHouseholderColumn_DDRM;
import org.tarpon.random.RandomStream;

/** Where initial weights come from. Biases begin at zero; a weight's draw is addressed by its two neurons. */
public sealed interface Initialiser {
    /** Fills the weights of one pathway. */
    void fill(Synapses synapses, RandomStream draws);

    /**
     * Uniform on ±gain·√(6/(in + out)) (Glorot and Bengio 2010).
     *
     * @param gain positive
     */
    record GlorotUniform(double gain) implements Initialiser {
        @Override
        public void fill(Synapses synapses, RandomStream draws) {
            float bound = (float) (gain * Math.sqrt(6.0 / (synapses.fanIn() + synapses.fanOut())));
            for (int k = 0; k < synapses.rows().length - 1; k++) {
                float[] row = synapses.rows()[k];
                draws.uniforms(k, 0, row, row.length);
                for (int j = 0; j < row.length; j++) {
                    row[j] = (2f * row[j] - 1f) * bound;
                }
            }
        }
    }

    /**
     * Normal, independent weights.
     *
     * @param deviation standard deviation, positive
     */
    record Normal(double mean, double deviation) implements Initialiser {
        @Override
        public void fill(Synapses synapses, RandomStream draws) {
            for (int k = 0; k < synapses.rows().length - 1; k++) {
                float[] row = synapses.rows()[k];
                draws.normals(k, 0, row, row.length);
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) mean + (float) deviation * row[j];
                }
            }
        }
    }

    /**
     * Normal with standard deviation gain·√(2/in) (He et al. 2015, arXiv 1502.01852, eq. 10).
     *
     * @param gain positive
     */
    record HeNormal(double gain) implements Initialiser {
        @Override
        public void fill(Synapses synapses, RandomStream draws) {
            new Normal(0, gain * Math.sqrt(2.0 / synapses.fanIn())).fill(synapses, draws);
        }
    }

    /** All weights the same. */
    record Constant(double value) implements Initialiser {
        @Override
        public void fill(Synapses synapses, RandomStream draws) {
            for (int k = 0; k < synapses.rows().length - 1; k++) {
                Arrays.fill(synapses.rows()[k], (float) value);
            }
        }
    }

    /**
     * gain times a random matrix with orthonormal rows or columns, whichever are fewer: the Q of a matrix of normal
     * draws, with the signs of R's diagonal (Saxe et al. 2014). Layers side by side have a matrix each.
     *
     * @param gain positive
     */
    record Orthogonal(double gain) implements Initialiser {
        @Override
        public void fill(Synapses synapses, RandomStream draws) {
            int out = synapses.bias().length / synapses.layers();
            for (int layer = 0; layer < synapses.layers(); layer++) {
                fill(synapses, layer, layer * out, out, draws);
            }
        }

        private void fill(Synapses synapses, int layer, int first, int out, RandomStream draws) {
            int in = synapses.rows().length - 1;
            boolean wide = out > in;
            DMatrixRMaj normal = new DMatrixRMaj(Math.max(in, out), Math.min(in, out));
            float[] row = new float[out];
            for (int k = 0; k < in; k++) {
                draws.normals(k, layer, row, out);
                for (int j = 0; j < out; j++) {
                    normal.set(wide ? j : k, wide ? k : j, row[j]);
                }
            }
            // Named outright: EJML's factory may choose a concurrent version, whose sums could depend on the machine.
            QRDecompositionHouseholderColumn_DDRM decomposition = new QRDecompositionHouseholderColumn_DDRM();
            if (!decomposition.decompose(normal)) {
                throw new ArithmeticException("a random matrix could not be made orthogonal");
            }
            DMatrixRMaj q = decomposition.getQ(null, true);
            DMatrixRMaj r = decomposition.getR(null, true);
            for (int k = 0; k < in; k++) {
                for (int j = 0; j < out; j++) {
                    int column = wide ? k : j;
                    double sign = r.get(column, column) < 0 ? -gain : gain;
                    synapses.rows()[k][first + j] = (float) (sign * q.get(wide ? j : k, column));
                }
            }
        }
    }
}
