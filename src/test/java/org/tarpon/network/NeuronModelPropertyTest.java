package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronModelPropertyTest {
    /** Each value is rounded to float twice at most, of a quotient below 1. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 10, 200})
    void softmax_isTheNormalisedExponential(double scale) {
        Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            int n = 1 + random.nextInt(12);
            float[] u = new float[n];
            for (int j = 0; j < n; j++) {
                u[j] = (float) (scale * random.nextGaussian());
            }
            float[] p = new float[n];
            StandardModel.SOFTMAX.respond(u, p, n);
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += StrictMath.exp((double) u[i] - u[j]);
                }
                assertEquals(1 / sum, p[j], 0x1p-23);
            }
        }
    }

    @Test
    void softmax_survivesPotentialsBeyondTheRangeOfExp() {
        float[] p = new float[3];
        StandardModel.SOFTMAX.respond(new float[] {3e38f, 3e38f, -3e38f}, p, 3);
        assertArrayEquals(new float[] {0.5f, 0.5f, 0f}, p);
    }

    @Test
    void sigmoidAndLinear_answerElementByElement_andOnlyTheFirstN() {
        float[] u = {0f, 40f, -40f, 1f};
        float[] p = {9f, 9f, 9f, 9f};
        StandardModel.STOCHASTIC_BINARY.respond(u, p, 3);
        assertArrayEquals(new float[] {0.5f, 1f, 0f, 9f}, p);
        float[] q = {9f, 9f, 9f, 9f};
        StandardModel.SIGMOID.respond(u, q, 3);
        assertArrayEquals(p, q);
        StandardModel.LINEAR.respond(u, p, 3);
        assertArrayEquals(new float[] {0f, 40f, -40f, 9f}, p);
    }

    @Test
    void source_hasNoPotential() {
        assertThrows(IllegalStateException.class, () -> StandardModel.SOURCE.respond(new float[1], new float[1], 1));
    }

    private static double f(StandardModel model, double u) {
        return switch (model) {
            case TANH -> StrictMath.tanh(u);
            case RELU -> Math.max(u, 0);
            case LINEAR -> u;
            default -> 1 / (1 + StrictMath.exp(-u));
        };
    }

    /** Central differences are off by less than 1e-9, the float formulas by their 2e-7 times errors below 5. */
    @ParameterizedTest
    @EnumSource(
            value = StandardModel.class,
            names = {"STOCHASTIC_BINARY", "TANH", "RELU", "SIGMOID", "LINEAR"})
    void backpropagate_isTheVectorTimesTheJacobian(StandardModel model) {
        Random random = new Random(2);
        for (int trial = 0; trial < 100; trial++) {
            int n = 1 + random.nextInt(9);
            float[] u = new float[n];
            float[] error = new float[n];
            for (int j = 0; j < n; j++) {
                u[j] = (float) (2 * random.nextGaussian());
                error[j] = (float) random.nextGaussian();
            }
            float[] mean = new float[n];
            model.respond(u, mean, n);
            float[] result = new float[n];
            model.backpropagate(u, mean, error, result, n);
            for (int i = 0; i < n; i++) {
                assertEquals(f(model, u[i]), mean[i], 1e-6);
                double slope = (f(model, u[i] + 1e-5) - f(model, u[i] - 1e-5)) / 2e-5;
                assertEquals(error[i] * slope, result[i], 2e-6);
            }
        }
    }
}
