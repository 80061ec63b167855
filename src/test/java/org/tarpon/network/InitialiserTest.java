package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.random.RandomStream;

class InitialiserTest {
    /**
     * How many standard errors an estimate may be away. Seeds are fixed, so a test passes always or never; had they been
     * chosen at random, one comparison would fail a correct initialiser with probability 6·10⁻⁵ (normal, two sides).
     */
    private static final double DEVIATIONS = 4;

    private static Synapses filled(Initialiser initialiser, int in, int out) {
        Synapses synapses = AllToAll.own(in, out);
        initialiser.fill(synapses, new RandomStream(1, "weights"));
        assertArrayEquals(new float[out], synapses.bias());
        return synapses;
    }

    private static SummaryStatistics statistics(Synapses synapses) {
        SummaryStatistics statistics = new SummaryStatistics();
        for (int k = 0; k < synapses.presynaptic(); k++) {
            for (float weight : synapses.rows()[k]) {
                statistics.addValue(weight);
            }
        }
        return statistics;
    }

    @ParameterizedTest
    @CsvSource({"200, 300, 1", "784, 200, 3", "1, 5000, 0.5"})
    void glorotUniform_fillsItsInterval(int in, int out, double gain) {
        double bound = gain * Math.sqrt(6.0 / (in + out));
        SummaryStatistics weights = statistics(filled(new Initialiser.GlorotUniform(gain), in, out));
        double n = weights.getN();
        assertTrue(weights.getMax() <= (float) bound && weights.getMin() >= (float) -bound);
        // The largest of n uniforms is within 12/n of the end with probability 1 − e⁻⁶, doubled for the scale of 2.
        assertTrue(weights.getMax() > bound * (1 - 12 / n) && weights.getMin() < -bound * (1 - 12 / n));
        assertEquals(0, weights.getMean(), DEVIATIONS * bound / Math.sqrt(3 * n));
        // Var of x² is b⁴(1/5 − 1/9) = 4b⁴/45.
        assertEquals(bound * bound / 3, weights.getSumsq() / n, DEVIATIONS * bound * bound * Math.sqrt(4 / 45.0 / n));
    }

    @Test
    void normal_hasItsMoments() {
        SummaryStatistics weights = statistics(filled(new Initialiser.Normal(0.3, 0.02), 300, 200));
        double n = weights.getN();
        assertEquals(0.3, weights.getMean(), DEVIATIONS * 0.02 / Math.sqrt(n));
        assertEquals(0.02 * 0.02, weights.getVariance(), DEVIATIONS * 0.02 * 0.02 * Math.sqrt(2 / n));
    }

    @Test
    void constant_isConstant() {
        SummaryStatistics weights = statistics(filled(new Initialiser.Constant(-0.25), 7, 9));
        assertEquals(-0.25, weights.getMin());
        assertEquals(-0.25, weights.getMax());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 5, 1", "40, 17, 2", "17, 40, 0.5", "1, 6, 1", "6, 1, 3", "200, 100, 1"})
    void orthogonal_hasOrthonormalRowsOrColumns_timesTheGain(int in, int out, double gain) {
        float[][] rows = filled(new Initialiser.Orthogonal(gain), in, out).rows();
        boolean byRows = in <= out;
        int vectors = Math.min(in, out);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int i = 0; i < Math.max(in, out); i++) {
                    dot += byRows ? (double) rows[a][i] * rows[b][i] : (double) rows[i][a] * rows[i][b];
                }
                assertEquals(a == b ? 1 : 0, dot / (gain * gain), 1e-5, a + "·" + b);
            }
        }
    }

    /** Transform and gate are two layers: side by side, 2n columns of n rows could not be orthonormal. */
    @Test
    void orthogonal_fillsTransformsAndGatesOfAHighwayWithAMatrixEach() {
        int n = 9;
        Synapses highway = new HighwayConnections(n, -2f);
        new Initialiser.Orthogonal(1.5).fill(highway, new RandomStream(1, "weights"));
        float[][] rows = highway.rows();
        for (int first = 0; first <= n; first += n) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b <= a; b++) {
                    double dot = 0;
                    for (int j = first; j < first + n; j++) {
                        dot += (double) rows[a][j] * rows[b][j];
                    }
                    assertEquals(a == b ? 1.5 * 1.5 : 0, dot, 1e-5, a + "·" + b);
                }
            }
        }
        assertNotEquals(rows[0][0], rows[0][n]);
        assertEquals(0f, highway.bias()[n - 1]);
        assertEquals(-2f, highway.bias()[n]);
    }

    /** With the signs of R's diagonal the law is uniform; without them some entries would always be of one sign. */
    @Test
    void orthogonal_isOfEitherSign() {
        int positive = 0;
        for (int seed = 0; seed < 400; seed++) {
            Synapses synapses = AllToAll.own(3, 3);
            new Initialiser.Orthogonal(1).fill(synapses, new RandomStream(seed, "weights"));
            positive += synapses.rows()[0][0] > 0 ? 1 : 0;
        }
        assertEquals(200, positive, DEVIATIONS * Math.sqrt(400) / 2);
    }

    @Test
    void aWeight_dependsOnItsTwoNeuronsAlone() {
        for (Initialiser initialiser : new Initialiser[] {new Initialiser.Normal(0, 1), new Initialiser.Constant(2)}) {
            Synapses small = filled(initialiser, 4, 3);
            Synapses large = filled(initialiser, 9, 11);
            for (int k = 0; k < 4; k++) {
                for (int j = 0; j < 3; j++) {
                    assertEquals(large.rows()[k][j], small.rows()[k][j]);
                }
            }
        }
    }
}
