package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S17, layer by itself: the identities at open and shut gates, derivatives against central differences, connections. */
class HighwayTest {
    private static final int N = 5;

    /** σ of this is 1 to the bit, and of its negative 0. */
    private static final float SATURATED = 100f;

    private static final double STEP = 1e-5;

    /** Of results of order 1 from float sums and products, with sigmoids off by up to 1.4·10⁻⁷, and of the difference
     * quotient, whose error is of the order of STEP². */
    private static final double TOLERANCE = 3e-6;

    private static float[] normals(Random random, int n) {
        float[] out = new float[n];
        for (int j = 0; j < n; j++) {
            out[j] = (float) random.nextGaussian();
        }
        return out;
    }

    private static float[] withGates(Random random, float bias) {
        float[] u = normals(random, 3 * N);
        for (int j = N; j < 2 * N; j++) {
            u[j] = bias;
        }
        return u;
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "SIGMOID", "STOCHASTIC_BINARY"})
    void openGates_makeThePlainLayer_toTheBit(StandardModel transform) {
        Random random = new Random(1);
        float[] u = withGates(random, SATURATED);
        float[] plain = new float[N];
        transform.respond(u, plain, N);
        float[] y = new float[N];
        new Highway(transform).respond(u, y, N);
        assertArrayEquals(plain, y);

        float[] error = normals(random, N);
        float[] plainError = new float[3 * N];
        transform.backpropagate(u, plain, error, plainError, N);
        float[] result = new float[3 * N];
        new Highway(transform).backpropagate(u, y, error, result, N);
        for (int j = 0; j < 3 * N; j++) {
            assertEquals(j < N ? plainError[j] : 0f, result[j] + 0f);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "SIGMOID", "STOCHASTIC_BINARY"})
    void shutGates_makeTheIdentity_toTheBit(StandardModel transform) {
        Random random = new Random(2);
        float[] u = withGates(random, -SATURATED);
        float[] y = new float[N];
        new Highway(transform).respond(u, y, N);
        float[] error = normals(random, N);
        float[] result = new float[3 * N];
        new Highway(transform).backpropagate(u, y, error, result, N);
        for (int j = 0; j < N; j++) {
            assertEquals(u[2 * N + j], y[j]);
            assertEquals(0f, result[j] + 0f);
            assertEquals(0f, result[N + j] + 0f);
            assertEquals(error[j], result[2 * N + j]);
        }
    }

    private static double output(StandardModel transform, double h, double t, double x) {
        double f =
                switch (transform) {
                    case RELU -> Math.max(h, 0);
                    case TANH -> StrictMath.tanh(h);
                    default -> sigmoid(h);
                };
        double gate = sigmoid(t);
        return f * gate + x * (1 - gate);
    }

    private static double sigmoid(double u) {
        return 1 / (1 + StrictMath.exp(-u));
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "SIGMOID", "STOCHASTIC_BINARY"})
    void outputAndErrors_areTheEquationAndItsCentralDifferences(StandardModel transform) {
        Random random = new Random(3);
        for (int trial = 0; trial < 100; trial++) {
            float[] u = normals(random, 3 * N);
            float[] error = normals(random, N);
            float[] y = new float[N];
            float[] result = new float[3 * N];
            new Highway(transform).respond(u, y, N);
            new Highway(transform).backpropagate(u, y, error, result, N);
            for (int j = 0; j < N; j++) {
                double[] in = {u[j], u[N + j], u[2 * N + j]};
                assertEquals(output(transform, in[0], in[1], in[2]), y[j], TOLERANCE);
                for (int dendrite = 0; dendrite < 3; dendrite++) {
                    double[] up = in.clone();
                    double[] down = in.clone();
                    up[dendrite] += STEP;
                    down[dendrite] -= STEP;
                    double slope =
                            (output(transform, up[0], up[1], up[2]) - output(transform, down[0], down[1], down[2]))
                                    / (2 * STEP);
                    assertEquals(error[j] * slope, result[dendrite * N + j], TOLERANCE);
                }
            }
        }
    }

    private static HighwayConnections numbered(int n) {
        HighwayConnections synapses = new HighwayConnections(n, -3f);
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < 2 * n; j++) {
                synapses.rows()[k][j] = 10 * k + j + 1;
            }
        }
        return synapses;
    }

    @Test
    void connections_haveWeightsOntoTransformsAndGates_andCarryOneToOne() {
        HighwayConnections synapses = numbered(2);
        assertEquals(2, synapses.presynaptic());
        assertEquals(6, synapses.postsynaptic());
        assertEquals(2, synapses.fanIn());
        assertEquals(2, synapses.fanOut());
        assertEquals(5, synapses.reach());
        assertArrayEquals(new float[] {0, 0, -3, -3}, synapses.bias());
        float[] current = new float[6];
        synapses.begin(current);
        assertArrayEquals(new float[] {0, 0, -3, -3, 0, 0}, current);

        Volley spikes = new Volley(Form.SPIKE, 2, 1);
        spikes.fireOne(0, 1);
        synapses.deliver(spikes, 0, null, current);
        assertArrayEquals(new float[] {11, 12, 10, 11, 0, 1}, current);

        Volley graded = new Volley(Form.GRADED, 2, 1);
        graded.grade(0, new float[] {2f, -1f}, 1f);
        synapses.begin(current);
        synapses.deliver(graded, 0, null, current);
        assertArrayEquals(new float[] {2 - 11, 4 - 12, -3 + 6 - 13, -3 + 8 - 14, 2, -1}, current);
    }

    @Test
    void mirror_sendsErrorsBackThroughTheTransposeAndOneToOne_andFollowsWhenRefreshed() {
        HighwayConnections synapses = numbered(2);
        Synapses mirror = synapses.mirror();
        assertTrue(mirror.isMirror());
        assertFalse(synapses.isMirror());
        assertEquals(6, mirror.presynaptic());
        assertEquals(2, mirror.postsynaptic());
        Volley errors = new Volley(Form.GRADED, 6, 1);
        errors.grade(0, new float[] {1, 2, 3, 4, 5, 6}, 1f);
        float[] current = new float[2];
        mirror.begin(current);
        mirror.deliver(errors, 0, null, current);
        assertArrayEquals(new float[] {1 + 4 + 9 + 16 + 5, 11 + 24 + 39 + 56 + 6}, current);

        synapses.rows()[0][3] = 0f;
        mirror.refresh();
        mirror.begin(current);
        mirror.deliver(errors, 0, null, current);
        assertArrayEquals(new float[] {1 + 4 + 9 + 5, 11 + 24 + 39 + 56 + 6}, current);
        assertThrows(UnsupportedOperationException.class, mirror::mirror);
    }
}
