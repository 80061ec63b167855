package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tarpon.network.NetworkSketch.pathway;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;

/** What the feedback losses are made for: L-DRL finds the transposed Jacobian, DRL the pseudoinverse. */
class FeedbackLossTheoryTest {
    private static final float NOISE = 0.1f;
    private static final int SAMPLES = 50;

    /** One input that never changes, so that there is one Jacobian to find. */
    private static final float[] INPUT = {0.5f, -0.3f, 0.8f};

    private static Network network(NeuronModel hidden, int above) {
        return new NetworkSketch()
                .population("input", INPUT.length, StandardModel.SOURCE)
                .population("a", 5, hidden)
                .population("b", above, hidden)
                .population("output", 3, StandardModel.LINEAR)
                .feedforward("input", "a")
                .feedforward("a", "b")
                .feedforward("b", "output")
                .feedback("output", "b")
                .feedback("b", "a")
                .build(7, 0.6);
    }

    private static void learn(Network network, FeedbackLoss loss, double rate, int steps) {
        TargetPropagation.Settings settings = new TargetPropagation.Settings(
                true, 0.5f, Message.PROBABILITY, LocalLoss.SQUARED, Decoder.LINEAR, loss, false);
        Wiring wiring = TargetPropagation.wiring(network, settings, Form.GRADED);
        Bench bench = new Bench(
                network,
                wiring,
                block -> {
                    TargetPropagation rule = new TargetPropagation(block, wiring, 1, settings);
                    rule.setNoise(NOISE);
                    return rule;
                },
                new int[] {SAMPLES},
                1,
                rate,
                (presentation, cycle) -> INPUT);
        for (int step = 0; step < steps; step++) {
            List<Bench.Shown> batch = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                batch.add(new Bench.Shown((long) step * SAMPLES + i, 0));
            }
            bench.show(Mode.LEARN_FEEDBACK, 11, "feedback", List.of(batch));
            bench.update(Direction.FEEDBACK, SAMPLES);
        }
    }

    /** The weights as a matrix from presynaptic to postsynaptic neurons, without biases. */
    private static RealMatrix matrix(Network network, String name) {
        float[][] rows = pathway(network, name).synapses().rows();
        RealMatrix matrix = MatrixUtils.createRealMatrix(rows[0].length, rows.length - 1);
        for (int k = 0; k < rows.length - 1; k++) {
            for (int j = 0; j < rows[k].length; j++) {
                matrix.setEntry(j, k, rows[k][j]);
            }
        }
        return matrix;
    }

    private static RealMatrix pseudoinverse(RealMatrix matrix) {
        return new SingularValueDecomposition(matrix).getSolver().getInverse();
    }

    private static double degrees(RealMatrix a, RealMatrix b) {
        double product = a.transpose().multiply(b).getTrace();
        return Math.toDegrees(Math.acos(product / (a.getFrobeniusNorm() * b.getFrobeniusNorm())));
    }

    /** What the populations a and b answer to the one input. */
    private static double[][] responses(Network network, NeuronModel model) {
        double[] below = new double[INPUT.length];
        for (int k = 0; k < below.length; k++) {
            below[k] = INPUT[k];
        }
        double[][] responses = new double[2][];
        for (int i = 0; i < 2; i++) {
            String name = i == 0 ? "input-a" : "a-b";
            double[] h = matrix(network, name).operate(below);
            float[] bias = pathway(network, name).synapses().bias();
            for (int j = 0; j < h.length; j++) {
                h[j] = model == StandardModel.TANH ? Math.tanh(h[j] + bias[j]) : h[j] + bias[j];
            }
            responses[i] = h;
            below = h;
        }
        return responses;
    }

    /**
     * The minimum of the L-DRL's mean is G = Fᵀ = Wᵀ D. With linear neurons only the noise of the mini-batches is in the
     * way; with tanh also the curvature over σ = 0.1, which is of the order σ². An independent V is at 90° ± 13°.
     */
    @ParameterizedTest
    @EnumSource(
            value = StandardModel.class,
            names = {"LINEAR", "TANH"})
    void localDifferenceReconstruction_findsTheTransposedJacobian(StandardModel model) {
        Network network = network(model, 4);
        double[] h = responses(network, model)[1];
        RealMatrix jacobian = matrix(network, "a-b");
        for (int j = 0; j < h.length && model == StandardModel.TANH; j++) {
            jacobian.setRowVector(j, jacobian.getRowVector(j).mapMultiply(1 - h[j] * h[j]));
        }
        RealMatrix transposed = jacobian.transpose();
        assertTrue(degrees(matrix(network, "b-a"), transposed) > 30);

        learn(network, FeedbackLoss.LOCAL_DIFFERENCE_RECONSTRUCTION, 0.5, 1500);

        RealMatrix v = matrix(network, "b-a");
        assertTrue(degrees(v, transposed) < 5, "angle " + degrees(v, transposed));
        assertEquals(1, v.getFrobeniusNorm() / transposed.getFrobeniusNorm(), 0.1);
    }

    /**
     * In a linear network whose layers narrow, what decodes from the output to a population becomes the pseudoinverse J⁺ of
     * the Jacobian J from it to the output: J G J = J. Then the difference that S9 sends down, G δ, is Gauss-Newton's
     * step J⁺ δ. Nothing moves V outside the row space of what is learned: V begins small instead of waiting for weight decay to
     * remove that part of it.
     */
    @Test
    void differenceReconstruction_sendsDownGaussNewtonTargets() {
        Network network = network(StandardModel.LINEAR, 4);
        for (String name : new String[] {"output-b", "b-a"}) {
            for (float[] row : pathway(network, name).synapses().rows()) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= 0.1f;
                }
            }
        }
        learn(network, FeedbackLoss.DIFFERENCE_RECONSTRUCTION, 0.02, 3000);
        RealMatrix upper = matrix(network, "b-output");
        RealMatrix whole = upper.multiply(matrix(network, "a-b"));
        RealMatrix fromOutput = matrix(network, "output-b");
        RealMatrix down = matrix(network, "b-a").multiply(fromOutput);
        assertTrue(degrees(fromOutput, pseudoinverse(upper)) < 5);
        assertTrue(degrees(down, pseudoinverse(whole)) < 5);
        assertEquals(1, down.getFrobeniusNorm() / pseudoinverse(whole).getFrobeniusNorm(), 0.1);
    }
}
