package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.Pathway;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;
import org.tarpon.random.RandomStream;

/** Draws are addressed by name: who else exists, who listens and how lanes are shared out changes no spike and no weight. */
class IsolationPropertyTest {
    private static final int SAMPLES = 12;

    /** All that was sent and the weights afterwards, by names, not by indices. */
    private record Outcome(List<String> sent, List<String> weights) {}

    private static Network network(boolean withOthers) {
        NetworkSketch sketch = new NetworkSketch();
        if (withOthers) {
            sketch.population("alone", 9, StandardModel.STOCHASTIC_BINARY);
        }
        sketch.population("input", 20, StandardModel.SOURCE);
        if (withOthers) {
            sketch.population("alone too", 4, StandardModel.STOCHASTIC_BINARY);
        }
        return sketch.population("hidden1", 15, StandardModel.STOCHASTIC_BINARY)
                .population("hidden2", 10, StandardModel.STOCHASTIC_BINARY)
                .population("output", 4, StandardModel.SOFTMAX)
                .feedforward("input", "hidden1")
                .feedforward("hidden1", "hidden2")
                .feedforward("hidden2", "output")
                .feedback("output", "hidden2")
                .feedback("hidden2", "hidden1")
                .build(3, 0.5);
    }

    private static Outcome run(Network network, Message message, int[] lanes, VolleyListener... others) {
        TargetPropagation.Settings settings = new TargetPropagation.Settings(
                true, 0.5f, message, LocalLoss.SQUARED, Decoder.TANH, FeedbackLoss.INVERSE, false);
        Wiring wiring = TargetPropagation.wiring(network, settings, Form.SPIKE);
        List<String> sent = new ArrayList<>();
        VolleyListener recorder = (time, pathway, signal, volley, shown) -> {
            for (int lane = 0; lane < shown.active(); lane++) {
                String spikes = Arrays.toString(Arrays.copyOf(volley.indices(lane), volley.count(lane)));
                String values = volley.values(lane) == null
                        ? ""
                        : Arrays.toString(Arrays.copyOf(volley.values(lane), volley.count(lane)));
                sent.add(shown.number(lane) + " " + time + " " + pathway.name() + " " + pathway.direction() + " "
                        + signal + " " + spikes + values);
            }
        };
        VolleyListener[] listeners = Arrays.copyOf(others, others.length + 1);
        listeners[others.length] = recorder;
        RandomStream input = new RandomStream(1, "pixels");
        Bench bench = new Bench(
                network,
                wiring,
                block -> {
                    TargetPropagation rule = new TargetPropagation(block, wiring, 1, settings);
                    rule.setNoise(0.3f);
                    return rule;
                },
                lanes,
                1,
                0.5,
                (presentation, cycle) -> {
                    float[] s = new float[20];
                    input.uniforms(presentation, cycle, s, 20);
                    for (int k = 0; k < 20; k++) {
                        s[k] = s[k] < 0.4f ? 1f : 0f;
                    }
                    return s;
                },
                listeners);
        for (int batch = 0; batch < 3; batch++) {
            List<List<Bench.Shown>> blocks = new ArrayList<>();
            int next = 0;
            for (int each : lanes) {
                List<Bench.Shown> block = new ArrayList<>();
                for (int lane = 0; lane < each; lane++, next++) {
                    block.add(new Bench.Shown(100L * batch + next, next % 4));
                }
                blocks.add(block);
            }
            bench.show(Mode.LEARN_FEEDBACK, 5, "feedback", blocks);
            bench.update(Direction.FEEDBACK, SAMPLES);
            bench.show(Mode.LEARN_FORWARD, 5, "forward", blocks);
            bench.update(Direction.FEEDFORWARD, SAMPLES);
        }
        List<String> weights = new ArrayList<>();
        for (Pathway pathway : network.pathways()) {
            weights.add(pathway.name() + Arrays.deepToString(pathway.synapses().rows()));
        }
        return new Outcome(sent, weights);
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void populationsThatAreAdded_changeNothingElse(Message message) {
        int[] lanes = {5, 7};
        Outcome without = run(network(false), message, lanes);
        assertEquals(without, run(network(true), message, lanes));
        assertTrue(without.sent.stream().anyMatch(line -> line.contains("TARGET")));
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void recorders_changeNothing(Message message) {
        int[] lanes = {12};
        long[] heard = {0};
        VolleyListener recorder = (time, pathway, signal, volley, shown) -> heard[0] += volley.total(shown.active());
        Outcome without = run(network(false), message, lanes);
        assertEquals(without, run(network(false), message, lanes, recorder, recorder));
        assertTrue(heard[0] > 0);
    }

    /**
     * With one cycle the order of slots is that of the lanes, however blocks divide them in fours, of which the teaching
     * signals are summed in advance: the bits of sums agree.
     */
    @ParameterizedTest
    @EnumSource(Message.class)
    void sharingOutTheLanes_changesNothing(Message message) {
        Outcome together = run(network(false), message, new int[] {12});
        for (int[] lanes : new int[][] {{4, 8}, {8, 4}, {4, 4, 4}}) {
            Outcome apart = run(network(false), message, lanes);
            assertEquals(together.weights, apart.weights);
            assertEquals(
                    together.sent.stream().sorted().toList(),
                    apart.sent.stream().sorted().toList());
        }
    }
}
