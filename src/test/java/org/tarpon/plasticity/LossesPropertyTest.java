package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;

/** Teaching signals against numerical derivatives of the losses, taken in double precision. */
class LossesPropertyTest {
    private static final double H = 1e-5;

    /**
     * Central differences are off by H²/6 times a third derivative (here below 10) plus 2⁻⁵² of the loss over H, together
     * below 1e-9; the float formulas by a few roundings of values below 10, and p by the 1.4e-7 of the float sigmoid.
     */
    private static final double TOLERANCE = 1e-5;

    private static double derivative(DoubleUnaryOperator f, double x) {
        return (f.applyAsDouble(x + H) - f.applyAsDouble(x - H)) / (2 * H);
    }

    private static double sigmoid(double u) {
        return 1 / (1 + StrictMath.exp(-u));
    }

    private static float[] normals(Random random, int n, double deviation) {
        float[] out = new float[n];
        for (int j = 0; j < n; j++) {
            out[j] = (float) (deviation * random.nextGaussian());
        }
        return out;
    }

    /** S10: −∂‖ĥ − σ(u)‖²/∂u; S11: minus that of the cross-entropy −ĥ log p − (1 − ĥ) log(1 − p), for any real ĥ. */
    @ParameterizedTest
    @EnumSource(LocalLoss.class)
    void localTeaching_isMinusTheDerivativeByThePotential(LocalLoss loss) {
        Random random = new Random(1);
        for (int trial = 0; trial < 300; trial++) {
            int n = 1 + random.nextInt(9);
            float[] u = normals(random, n, 2);
            float[] target = normals(random, n, 1);
            float[] p = new float[n];
            StandardModel.STOCHASTIC_BINARY.respond(u, p, n);
            float[] teaching = new float[n];
            loss.teach(StandardModel.STOCHASTIC_BINARY, u, p, target, new float[n], teaching, n);
            for (int j = 0; j < n; j++) {
                double h = target[j];
                double slope = derivative(
                        x -> {
                            double q = sigmoid(x);
                            return loss == LocalLoss.SQUARED
                                    ? (h - q) * (h - q)
                                    : -h * StrictMath.log(q) - (1 - h) * StrictMath.log(1 - q);
                        },
                        u[j]);
                assertEquals(-slope, teaching[j], TOLERANCE);
            }
        }
    }

    /** S10 is the derivative of the squared distance; S11 that of the matching loss ∫ (f(u) − ĥ) du. */
    @ParameterizedTest
    @EnumSource(
            value = StandardModel.class,
            names = {"TANH", "RELU", "SIGMOID", "LINEAR"})
    void localTeachingOfDeterministicNeurons_isMinusTheDerivativeByThePotential(StandardModel model) {
        Random random = new Random(4);
        int n = 200;
        float[] u = normals(random, n, 2);
        float[] target = normals(random, n, 1);
        float[] h = new float[n];
        model.respond(u, h, n);
        float[] squared = new float[n];
        float[] matching = new float[n];
        LocalLoss.SQUARED.teach(model, u, h, target, new float[n], squared, n);
        LocalLoss.CROSS_ENTROPY.teach(model, u, h, target, new float[n], matching, n);
        for (int j = 0; j < n; j++) {
            double to = target[j];
            DoubleUnaryOperator f = x -> output(model, x);
            double slope = derivative(x -> (to - f.applyAsDouble(x)) * (to - f.applyAsDouble(x)), u[j]);
            assertEquals(-slope, squared[j], TOLERANCE * Math.max(1, Math.abs(slope)));
            assertEquals(to - f.applyAsDouble(u[j]), matching[j], TOLERANCE);
        }
    }

    private static double output(StandardModel model, double u) {
        return switch (model) {
            case TANH -> StrictMath.tanh(u);
            case RELU -> Math.max(u, 0);
            case SIGMOID -> sigmoid(u);
            default -> u;
        };
    }

    @Test
    void crossEntropy_needsNoDerivativeOfTheActivation() {
        assertFalse(LocalLoss.CROSS_ENTROPY.needsDerivative(StandardModel.STOCHASTIC_BINARY, 3));
        assertTrue(LocalLoss.SQUARED.needsDerivative(StandardModel.STOCHASTIC_BINARY, 3));
    }

    @ParameterizedTest
    @EnumSource(Decoder.class)
    void slopeOfADecoder_isItsDerivative(Decoder decoder) {
        Random random = new Random(2);
        DoubleUnaryOperator g =
                switch (decoder) {
                    case TANH -> StrictMath::tanh;
                    case SIGMOID -> LossesPropertyTest::sigmoid;
                    case LINEAR -> DoubleUnaryOperator.identity();
                };
        float[] current = normals(random, 500, 2);
        float[] decoded = new float[501];
        decoder.decode(current, decoded, 500);
        for (int j = 0; j < 500; j++) {
            assertEquals(g.applyAsDouble(current[j]), decoded[j], TOLERANCE);
            assertEquals(derivative(g, current[j]), decoder.slope(decoded[j]), TOLERANCE);
        }
        assertEquals(0f, decoded[500]);
        assertEquals(decoder == Decoder.LINEAR, decoder.isLinear());
    }

    private static OutputLayer outputLayer(NeuronModel model, int n) {
        return OutputLayer.of(new Population(0, "output", n, model));
    }

    private static double outputLoss(NeuronModel model, double[] u, int label) {
        double sum = 0;
        for (double each : u) {
            sum += StrictMath.exp(each);
        }
        double loss = model == StandardModel.SOFTMAX ? StrictMath.log(sum) - u[label] : 0;
        for (int j = 0; j < u.length && model != StandardModel.SOFTMAX; j++) {
            double p = model == StandardModel.SIGMOID ? sigmoid(u[j]) : u[j];
            double difference = p - (j == label ? 1 : 0);
            loss += difference * difference;
        }
        return loss;
    }

    @ParameterizedTest
    @EnumSource(
            value = StandardModel.class,
            names = {"SOFTMAX", "SIGMOID", "LINEAR"})
    void outputTeaching_isMinusTheGradientOfTheLoss(NeuronModel model) {
        Random random = new Random(3);
        for (int trial = 0; trial < 300; trial++) {
            int n = 1 + random.nextInt(9);
            int label = random.nextInt(n);
            float[] u = normals(random, n, 1.5);
            float[] p = new float[n];
            model.respond(u, p, n);
            double[] exact = new double[n];
            for (int j = 0; j < n; j++) {
                exact[j] = u[j];
            }
            ToDoubleFunction<double[]> loss = x -> outputLoss(model, x, label);
            double expected = loss.applyAsDouble(exact);
            assertEquals(expected, outputLayer(model, n).loss(p, label), TOLERANCE * Math.max(1, expected));
            float[] teaching = new float[n];
            outputLayer(model, n).teach(p, label, teaching);
            for (int j = 0; j < n; j++) {
                int at = j;
                double slope = derivative(
                        x -> {
                            double[] moved = exact.clone();
                            moved[at] = x;
                            return loss.applyAsDouble(moved);
                        },
                        u[j]);
                assertEquals(-slope, teaching[j], TOLERANCE);
            }
        }
    }

    /** S5: with L = ‖h − y‖² and η̂ = ½ the target is y, to the bit. */
    @ParameterizedTest
    @EnumSource(
            value = StandardModel.class,
            names = {"SIGMOID", "LINEAR", "SOFTMAX"})
    void halfAStep_reachesTheLabelExactly(NeuronModel model) {
        Random random = new Random(4);
        for (int trial = 0; trial < 10_000; trial++) {
            int n = 1 + random.nextInt(9);
            int label = random.nextInt(n);
            float[] p = normals(random, n, model == StandardModel.LINEAR ? 1e3 : 1);
            float[] target = new float[n];
            outputLayer(model, n).target(p, label, 0.5f, target);
            for (int j = 0; j < n; j++) {
                assertEquals(j == label ? 1f : 0f, target[j] + 0f); // + 0f: −0 is as good as 0
            }
        }
    }

    /** S5: ĥ = p − η̂ ∂L/∂p = p − 2 η̂ (p − y) for the squared losses. */
    @ParameterizedTest
    @ValueSource(floats = {0f, 0.01f, 0.3f, 0.5f, 0.9f, 2f})
    void target_descendsTheSquaredLoss(float step) {
        Random random = new Random(5);
        for (int trial = 0; trial < 1000; trial++) {
            float[] p = normals(random, 4, 1);
            float[] target = new float[4];
            SquaredError.OF_SIGMOID.target(p, 2, step, target);
            for (int j = 0; j < 4; j++) {
                double y = j == 2 ? 1 : 0;
                assertEquals(p[j] - step * 2.0 * (p[j] - y), target[j], 1e-5);
            }
        }
    }

    @Test
    void sureMistake_isFinite_butNotANumberShows() {
        assertTrue(Double.isFinite(outputLayer(StandardModel.SOFTMAX, 2).loss(new float[] {0f, 1f}, 0)));
        assertTrue(Double.isNaN(outputLayer(StandardModel.SOFTMAX, 2).loss(new float[] {Float.NaN, 1f}, 0)));
        assertTrue(Double.isNaN(outputLayer(StandardModel.SIGMOID, 2).loss(new float[] {Float.NaN, 1f}, 1)));
    }

    @Test
    void modelsThatMeetNoLabel_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> outputLayer(StandardModel.STOCHASTIC_BINARY, 2));
    }
}
