package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tarpon.network.NetworkSketch.pathway;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.Population;
import org.tarpon.network.Signal;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;

/**
 * A burst of M spikes (S33) says y_j − p_j of the output to within 1/M, with the same spikes on the way up. So t of S32 is within η̂ Σ_j |V_ji| / M
 * of what real numbers make of it, and the target, whose slope by t is at most 1/4, within a quarter of that.
 */
class BurstPropertyTest {
    private static final float[] INPUT = {1, 0, 1, 1};
    private static final int HIDDEN = 7;
    private static final int CLASSES = 4;
    private static final int SAMPLES = 20;
    private static final float STEP = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64})
    void targets_areThoseOfRealNumbersToWithinASpike(int burst) {
        assertWithin(STEP / 4, burst, FeedbackLoss.SURPRISE);
    }

    /** Through a linear decoder S9 is ĥ = p + V d / M. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64})
    void decodedTargets_too(int burst) {
        assertWithin(1, burst, FeedbackLoss.INVERSE);
    }

    /** @param factor on Σ_j |V_ji| / M */
    private static void assertWithin(float factor, int burst, FeedbackLoss loss) {
        Network network = network();
        float[][] v = pathway(network, "output-hidden").synapses().rows();
        CreditAssignment exact = shown(network, Message.PROBABILITY, 1, loss);
        CreditAssignment bursts = shown(network, Message.COUPLED_SPIKE, burst, loss);
        double farthest = 0;
        for (int lane = 0; lane < SAMPLES; lane++) {
            float[] wanted = teaching(exact, network, lane);
            float[] got = teaching(bursts, network, lane);
            for (int i = 0; i < HIDDEN; i++) {
                double sum = 0;
                for (int j = 0; j < CLASSES; j++) {
                    sum += Math.abs(v[j][i]);
                }
                // 1e-5: a few roundings of numbers around 1.
                assertEquals(wanted[i], got[i], factor * sum / burst + 1e-5, "lane " + lane + ", neuron " + i);
                farthest = Math.max(farthest, Math.abs(wanted[i] - got[i]));
            }
        }
        assertTrue(farthest > 1e-3 / burst, "spikes are no real numbers");
    }

    /** A fraction of neurons (docs/model.md, Metrics), while traffic counts the spikes. */
    @Test
    void neuronsWithADifference_countOnce() {
        Network network = network();
        Population output = network.populations().get(2);
        long[] heard = new long[1];
        VolleyListener listener = (time, pathway, signal, volley, shown) -> {
            for (int lane = 0; signal == Signal.TARGET && lane < shown.active(); lane++) {
                heard[0] += volley.count(lane);
            }
        };
        CreditAssignment rule = shown(network, Message.COUPLED_SPIKE, 64, FeedbackLoss.SURPRISE, listener);
        double fraction = rule.tally().differenceFraction(output);
        assertEquals((double) heard[0] / (SAMPLES * CLASSES), fraction, 0);
        assertTrue(fraction > 0.5, "with 64 spikes most differences are seen: " + fraction);
    }

    private static Network network() {
        return new NetworkSketch()
                .population("input", INPUT.length, StandardModel.SOURCE)
                .population("hidden", HIDDEN, StandardModel.STOCHASTIC_BINARY)
                .population("output", CLASSES, StandardModel.SOFTMAX)
                .feedforward("input", "hidden")
                .feedforward("hidden", "output")
                .feedback("output", "hidden")
                .build(5, 1.5);
    }

    private static float[] teaching(CreditAssignment rule, Network network, int lane) {
        return rule.lessons().teaching(network.populations().get(1), Direction.FEEDFORWARD, 0, lane);
    }

    private static CreditAssignment shown(
            Network network, Message message, int burst, FeedbackLoss loss, VolleyListener... listeners) {
        TargetPropagation.Settings settings = new TargetPropagation.Settings(
                true,
                STEP,
                message,
                burst,
                LocalLoss.CROSS_ENTROPY,
                Decoder.LINEAR,
                loss,
                loss == FeedbackLoss.SURPRISE);
        Wiring wiring = TargetPropagation.wiring(network, settings, Form.SPIKE);
        Bench bench = new Bench(
                network,
                wiring,
                block -> new TargetPropagation(block, wiring, 1, settings),
                new int[] {SAMPLES},
                1,
                0.1,
                (presentation, cycle) -> INPUT,
                listeners);
        List<Bench.Shown> batch = IntStream.range(0, SAMPLES)
                .mapToObj(i -> new Bench.Shown(i, i % CLASSES))
                .toList();
        bench.show(Mode.LEARN_FORWARD, 3, "forward", List.of(batch));
        return bench.rules.get(0);
    }
}
