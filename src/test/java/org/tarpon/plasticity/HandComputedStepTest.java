package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.Signal;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;
import org.tarpon.random.RandomStream;

/**
 * One presentation of difference target propagation with coupled spikes, step by step on paper: source (3) → a (3) → b (2)
 * → softmax (2), S6 through the tied pathway from the output, S9 and S13 from b to a, S10 everywhere, η = 1, η̂ = ½.
 */
class HandComputedStepTest {
    /** With this seed the variates of presentation 7 fall on the sides of the probabilities that the arithmetic assumes. */
    private static final long SEED = 163;

    private static final float LN3 = 1.0986123f;
    private static final float LN4 = 1.3862944f;

    private final Network network = new NetworkSketch()
            .population("source", 3, StandardModel.SOURCE)
            .population("a", 3, StandardModel.STOCHASTIC_BINARY)
            .population("b", 2, StandardModel.STOCHASTIC_BINARY)
            .population("output", 2, StandardModel.SOFTMAX)
            .feedforward("source", "a")
            .feedforward("a", "b")
            .feedforward("b", "output")
            .tied("output", "b")
            .feedback("b", "a")
            .build();

    private float[][] rows(String pathway) {
        return NetworkSketch.pathway(network, pathway).synapses().rows();
    }

    private void setWeights(String pathway, float[]... rows) {
        for (int k = 0; k < rows.length; k++) {
            System.arraycopy(rows[k], 0, rows(pathway)[k], 0, rows[k].length);
        }
    }

    private static float[] row(double... values) {
        float[] row = new float[values.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = (float) values[j];
        }
        return row;
    }

    private void assertWeights(String pathway, float[]... rows) {
        for (int k = 0; k < rows.length; k++) {
            assertArrayEquals(rows[k], rows(pathway)[k], 2e-6f, pathway + " row " + k);
        }
    }

    private static float[] variates(String population, int n) {
        float[] r = new float[n];
        new RandomStream(SEED, "forward/" + population + "/spikes").uniforms(7, 0, r, n);
        return r;
    }

    @Test
    void oneStep_isAsOnPaper() {
        // Source neurons 0 and 2 fire. u_a = row 0 + row 2 + bias = (ln 3, 0, −ln 3), so p_a = (0.75, 0.5, 0.25).
        setWeights("source-a", row(LN3, 1, -2), row(5, 5, 5), row(0, -1.5, 1), row(0, 0.5, 1 - LN3));
        float[] ra = variates("a", 3);
        assertTrue(ra[0] < 0.75 && ra[1] > 0.5 && ra[2] < 0.25);
        // So neurons 0 and 2 of a fire. u_b = (1 − 1, ln 3), so p_b = (0.5, 0.75).
        setWeights("a-b", row(1, LN3), row(9, 9), row(-1, 2), row(0, -2));
        float[] rb = variates("b", 2);
        // So neuron 1 of b fires. u_output = (ln 4, 0), so p = (0.8, 0.2).
        setWeights("b-output", row(2, -1), row(-3, 1), row(3 + LN4, -1));
        network.refreshMirrors();
        // The label is 0: the output teaches y − p = (0.2, −0.2), and sends ∂L/∂u = (−0.2, 0.2) down through the same
        // weights: ∂L/∂s_b = (2·(−0.2) + (−1)·0.2, −3·(−0.2) + 1·0.2) = (−0.6, 0.8).
        // ĥ_b = p_b − ½ ∂L/∂s_b = (0.8, 0.35). b is taught 2 (ĥ − p) p (1 − p) = (2·0.3·0.25, 2·(−0.4)·0.1875) =
        // (0.15, −0.15).
        assertTrue(0.5 < rb[0] && rb[0] < 0.8 && 0.35 < rb[1] && rb[1] < 0.75);
        // So ŝ_b = (1, 0) while s_b = (0, 1), and the difference spikes are d = (+1, −1).
        setWeights("b-a", row(0.5, -1, 0.25), row(0.25, 0.5, -0.5), row(0.1, 0.2, 0.3));
        // Activity brings row 1 + bias = (0.35, 0.7, −0.2); d adds row 0 − row 1, which makes (0.6, −0.8, 0.55).
        // ĥ_a = p_a + tanh(0.6, −0.8, 0.55) − tanh(0.35, 0.7, −0.2)
        //     = (0.75 + 0.5370496 − 0.3363755, 0.5 − 0.6640368 − 0.6043678, 0.25 + 0.5005202 + 0.1973753),
        // so ĥ_a − p_a = (0.2006741, −1.2684046, 0.6978955), and a is taught this times 2 p (1 − p) = (0.375, 0.5,
        // 0.375):
        double[] taught = {0.2006741 * 0.375, -1.2684046 * 0.5, 0.6978955 * 0.375};

        TargetPropagation.Settings settings = new TargetPropagation.Settings(
                true, 0.5f, Message.COUPLED_SPIKE, LocalLoss.SQUARED, Decoder.TANH, FeedbackLoss.INVERSE, false);
        Wiring wiring = TargetPropagation.wiring(network, settings, Form.SPIKE);
        Bench bench = new Bench(
                network,
                wiring,
                block -> new TargetPropagation(block, wiring, 1, settings),
                new int[] {1},
                1,
                1,
                (presentation, cycle) -> new float[] {1, 0, 1});
        bench.show(Mode.LEARN_FORWARD, SEED, "forward", List.of(List.of(new Bench.Shown(7, 0))));
        bench.update(Direction.FEEDFORWARD, 1);

        // Rows of neurons that fired, and the biases, take in what was taught; the others stay.
        assertWeights(
                "source-a",
                row(LN3 + taught[0], 1 + taught[1], -2 + taught[2]),
                row(5, 5, 5),
                row(taught[0], -1.5 + taught[1], 1 + taught[2]),
                row(taught[0], 0.5 + taught[1], 1 - LN3 + taught[2]));
        assertWeights("a-b", row(1.15, LN3 - 0.15), row(9, 9), row(-0.85, 1.85), row(0.15, -2.15));
        assertWeights("b-output", row(2, -1), row(-2.8, 0.8), row(3.2 + LN4, -1.2));
        assertWeights("b-a", row(0.5, -1, 0.25), row(0.25, 0.5, -0.5), row(0.1, 0.2, 0.3));
        assertEquals(StrictMath.log(1 / 0.8), bench.rules.get(0).tally().totalLoss(), 1e-6);
        assertArrayEquals(row(0.8, 0.2), bench.rules.get(0).scores(0), 1e-6f);

        assertEquals(1, bench.traffic.messages(NetworkSketch.pathway(network, "b-a"), Signal.ACTIVITY, Form.SPIKE));
        assertEquals(
                2, bench.traffic.messages(NetworkSketch.pathway(network, "b-a"), Signal.TARGET, Form.DIFFERENCE_SPIKE));
        assertEquals(2, bench.traffic.messages(NetworkSketch.pathway(network, "output-b"), Signal.ERROR, Form.GRADED));
        assertEquals(1.0, bench.rules.get(0).tally().differenceFraction(NetworkSketch.population(network, "b")));
    }
}
