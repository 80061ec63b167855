package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tarpon.network.NetworkSketch.pathway;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;

/**
 * What feedback learns from surprises (S31), against all states of a small population: V_ji moves by the mean of (s_j − p_j) s_i,
 * which is p_j (1 − p_j) [P(s_i | s_j = 1) − P(s_i | s_j = 0)].
 *
 * <p>A mean over n samples may be {@link #DEVIATIONS} standard errors away, known exactly from the same enumeration. With a random seed
 * one of the twelve would be farther with probability 12 · 5.7·10⁻⁷ = 7·10⁻⁶. The seed is fixed.
 */
class SurpriseTheoryTest {
    private static final double DEVIATIONS = 5;
    private static final float[] INPUT = {1, 0, 1};
    private static final int BELOW = 4;
    private static final int ABOVE = 3;
    private static final int SAMPLES = 50;
    private static final int STEPS = 800;

    private static double sigmoid(double u) {
        return 1 / (1 + Math.exp(-u));
    }

    /** Probabilities of the neurons that a pathway excites. */
    private static double[] probabilities(Network network, String name, double[] below) {
        float[][] rows = pathway(network, name).synapses().rows();
        double[] p = new double[rows[0].length];
        for (int j = 0; j < p.length; j++) {
            double u = rows[below.length][j];
            for (int k = 0; k < below.length; k++) {
                u += rows[k][j] * below[k];
            }
            p[j] = sigmoid(u);
        }
        return p;
    }

    @Test
    void feedbackWeights_followWhatOneSpikeChanges() {
        Network network = new NetworkSketch()
                .population("input", INPUT.length, StandardModel.SOURCE)
                .population("a", BELOW, StandardModel.STOCHASTIC_BINARY)
                .population("b", ABOVE, StandardModel.STOCHASTIC_BINARY)
                .population("output", 2, StandardModel.SOFTMAX)
                .feedforward("input", "a")
                .feedforward("a", "b")
                .feedforward("b", "output")
                .feedback("output", "b")
                .feedback("b", "a")
                .build(5, 1.5);
        float[][] v = pathway(network, "b-a").synapses().rows();
        float[][] before = new float[ABOVE][];
        for (int i = 0; i < ABOVE; i++) {
            before[i] = v[i].clone();
        }
        TargetPropagation.Settings settings = new TargetPropagation.Settings(
                true, 1f, Message.COUPLED_SPIKE, LocalLoss.CROSS_ENTROPY, Decoder.TANH, FeedbackLoss.SURPRISE, true);
        Wiring wiring = TargetPropagation.wiring(network, settings, Form.SPIKE);
        Bench bench = new Bench(
                network,
                wiring,
                block -> new TargetPropagation(block, wiring, 1, settings),
                new int[] {SAMPLES},
                1,
                1.0 / STEPS,
                (presentation, cycle) -> INPUT);
        for (int step = 0; step < STEPS; step++) {
            List<Bench.Shown> batch = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                batch.add(new Bench.Shown((long) step * SAMPLES + i, i % 2));
            }
            bench.show(Mode.LEARN_FORWARD, 3, "forward", List.of(batch));
            bench.update(Direction.FEEDBACK, SAMPLES);
        }

        double[][] mean = new double[ABOVE][BELOW];
        double[][] square = new double[ABOVE][BELOW];
        double[] p = probabilities(network, "input-a", new double[] {INPUT[0], INPUT[1], INPUT[2]});
        for (int state = 0; state < 1 << BELOW; state++) {
            double[] s = new double[BELOW];
            double probability = 1;
            for (int j = 0; j < BELOW; j++) {
                s[j] = state >> j & 1;
                probability *= s[j] == 1 ? p[j] : 1 - p[j];
            }
            double[] above = probabilities(network, "a-b", s);
            for (int i = 0; i < ABOVE; i++) {
                for (int j = 0; j < BELOW; j++) {
                    double surprise = s[j] - p[j];
                    mean[i][j] += probability * above[i] * surprise;
                    square[i][j] += probability * above[i] * surprise * surprise;
                }
            }
        }
        for (int i = 0; i < ABOVE; i++) {
            for (int j = 0; j < BELOW; j++) {
                double error = Math.sqrt((square[i][j] - mean[i][j] * mean[i][j]) / (SAMPLES * STEPS));
                assertEquals(mean[i][j], v[i][j] - before[i][j], DEVIATIONS * error, "V of " + i + " to " + j);
            }
        }
    }
}
