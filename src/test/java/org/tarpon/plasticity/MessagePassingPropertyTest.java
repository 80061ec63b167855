package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.engine.Traffic;
import org.tarpon.graph.GraphSimulator;
import org.tarpon.graph.MessagePassing;
import org.tarpon.graph.NetworkGraph;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;
import org.tarpon.random.RandomStream;
import org.tarpon.state.Archive;

/**
 * Message passing on a network (S15, S16) against {@link DenseReference} (S14) in double precision, and as a rule against
 * the rule that sends errors down tied pathways.
 */
class MessagePassingPropertyTest {
    private static final double RATE = 0.125;
    private static final int[] LANES = {3, 2};
    private static final int SAMPLES = 5;
    private static final DenseReference.Rule BACKPROPAGATION = new DenseReference.Rule(true, null);

    /** Twice that of {@link ReferencePropertyTest}: two rules are compared that are each that near to the same numbers. */
    private static final double TOLERANCE = 2e-6;

    record Case(NeuronModel output, Form input, int cycles, long seed) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (NeuronModel output :
                new NeuronModel[] {StandardModel.SOFTMAX, StandardModel.SIGMOID, StandardModel.LINEAR}) {
            for (Form input : new Form[] {Form.SPIKE, Form.GRADED}) {
                for (int cycles = 1; cycles <= 2; cycles++) {
                    for (int i = 0; i < 3; i++) {
                        cases.add(new Case(output, input, cycles, cases.size()));
                    }
                }
            }
        }
        return cases.stream();
    }

    /** Populations are listed from input to output; a second branch with its own delays joins at the second hidden one. */
    private static Network network(Case c) {
        Random random = new Random(c.seed);
        return new NetworkSketch()
                .population("input", 2 + random.nextInt(6), StandardModel.SOURCE)
                .population("beside", 1 + random.nextInt(4), StandardModel.STOCHASTIC_BINARY)
                .population("hidden1", 1 + random.nextInt(6), StandardModel.STOCHASTIC_BINARY)
                .population("hidden2", 1 + random.nextInt(6), StandardModel.STOCHASTIC_BINARY)
                .population("output", 2 + random.nextInt(3), c.output)
                .feedforward("input", "beside", 1 + random.nextInt(5000))
                .feedforward("beside", "hidden2", 1 + random.nextInt(5000))
                .feedforward("input", "hidden1", 1 + random.nextInt(5000))
                .feedforward("hidden1", "hidden2", 1 + random.nextInt(5000))
                .feedforward("input", "hidden2", 1 + random.nextInt(5000))
                .feedforward("hidden2", "output", 1 + random.nextInt(5000))
                .tied("output", "hidden2")
                .tied("hidden2", "hidden1")
                .tied("hidden2", "beside")
                .build(random.nextLong(), 0.8);
    }

    private static Bench.Input input(Case c, Network network) {
        RandomStream stream = new RandomStream(c.seed, "input");
        return (presentation, cycle) -> {
            float[] activity = new float[network.source().size()];
            if (c.input == Form.GRADED) {
                stream.normals(presentation, cycle, activity, activity.length);
            } else {
                stream.uniforms(presentation, cycle, activity, activity.length);
                for (int k = 0; k < activity.length; k++) {
                    activity[k] = activity[k] < 0.5f ? 1f : 0f;
                }
            }
            return activity;
        };
    }

    private static Bench messages(Case c, int[] lanes, int cycles) {
        Network network = network(c);
        NetworkGraph graph = new NetworkGraph(network);
        Wiring wiring = ErrorPropagation.wiring(c.input);
        return new Bench(
                network,
                wiring,
                block -> new MessagePassing(block, wiring, cycles, graph, List.of()),
                lanes,
                cycles,
                RATE,
                input(c, network));
    }

    private static Bench errors(Case c) {
        Network network = network(c);
        Wiring wiring = ErrorPropagation.wiring(c.input);
        return new Bench(
                network,
                wiring,
                block -> new ErrorPropagation(block, wiring, c.cycles),
                LANES,
                c.cycles,
                RATE,
                input(c, network));
    }

    /** S16 in double precision, weight by weight. */
    @ParameterizedTest
    @MethodSource("cases")
    void gradient_equalsTheDenseReference(Case c) {
        Bench bench = messages(c, new int[] {1}, 1);
        Network network = bench.network;
        int label = (int) c.seed % network.output().size();
        bench.show(Mode.LEARN_FORWARD, c.seed, "forward", List.of(List.of(new Bench.Shown(7, label))));
        GraphSimulator messages = ((MessagePassing) bench.rules.get(0)).messages();
        NetworkGraph graph = new NetworkGraph(network);
        double[] gradient = new double[graph.graph().parameterCount()];
        messages.addGradient(gradient);

        DenseReference reference = new DenseReference(network, BACKPROPAGATION, c.seed, "forward");
        reference.learnForward(7, 0, label, input(c, network).activity(7, 0));
        double tolerance = 1e-12 * reference.largest * reference.largest;
        assertEquals(reference.loss, messages.value(graph.graph().loss()), tolerance);
        int compared = 0;
        for (Pathway pathway : network.pathways()) {
            if (pathway.direction() == Direction.FEEDBACK) {
                continue;
            }
            double[][] ascent = reference.ascent[pathway.index()];
            for (int k = 0; k < ascent.length; k++) {
                for (int j = 0; j < ascent[k].length; j++) {
                    assertEquals(-ascent[k][j], gradient[graph.parameter(pathway, k, j)], tolerance, pathway.name());
                    compared++;
                }
            }
        }
        assertEquals(gradient.length, compared);
        assertEquals(graph.graph().edges(), messages.messages(Direction.FEEDFORWARD));
        assertEquals(graph.graph().edges(), messages.messages(Direction.FEEDBACK));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void learning_equalsThatOfErrorPropagation(Case c) {
        Bench messages = messages(c, LANES, c.cycles);
        Bench errors = errors(c);
        Network network = messages.network;
        Random random = new Random(c.seed);
        for (int round = 0; round < 3; round++) {
            List<List<Bench.Shown>> batch = batch(network, random);
            DenseReference reference = new DenseReference(network, BACKPROPAGATION, c.seed, "forward");
            for (List<Bench.Shown> block : batch) {
                for (Bench.Shown shown : block) {
                    for (int cycle = 0; cycle < c.cycles; cycle++) {
                        float[] activity = input(c, network).activity(shown.presentation(), cycle);
                        reference.learnForward(shown.presentation(), cycle, shown.label(), activity);
                    }
                }
            }
            for (Bench bench : List.of(messages, errors)) {
                bench.show(Mode.LEARN_FORWARD, c.seed, "forward", batch);
                bench.update(Direction.FEEDFORWARD, SAMPLES);
            }
            // Rounding errors of the earlier rounds are in the weights that a round starts from.
            assertSameWeights(errors.network, network, (round + 1) * TOLERANCE * reference.largest);
        }
        // Population by population the same errors go down, for the audit to see.
        assertEquals(counters(errors.traffic), counters(messages.traffic));
        for (int block = 0; block < LANES.length; block++) {
            Tally expected = errors.rules.get(block).tally();
            Tally actual = messages.rules.get(block).tally();
            assertEquals(expected.derivatives(), actual.derivatives());
            assertEquals(expected.loss(), actual.loss(), 1e-5 * expected.loss());
        }
    }

    private static List<List<Bench.Shown>> batch(Network network, Random random) {
        List<List<Bench.Shown>> batch = new ArrayList<>();
        for (int lanes : LANES) {
            List<Bench.Shown> block = new ArrayList<>();
            for (int i = 0; i < lanes; i++) {
                block.add(new Bench.Shown(
                        random.nextInt(1_000_000),
                        random.nextInt(network.output().size())));
            }
            batch.add(block);
        }
        return batch;
    }

    private static void assertSameWeights(Network expected, Network actual, double tolerance) {
        for (Pathway pathway : expected.pathways()) {
            float[][] rows = pathway.synapses().rows();
            float[][] others = actual.pathways().get(pathway.index()).synapses().rows();
            for (int k = 0; k < rows.length; k++) {
                for (int j = 0; j < rows[k].length; j++) {
                    assertEquals(rows[k][j], others[k][j], tolerance, pathway.name() + " [" + k + "][" + j + "]");
                }
            }
        }
    }

    /** The comparison above is one of networks that have learned something. */
    @Test
    void learning_movesTheWeightsByFarMoreThanTheTolerance() {
        Case c = new Case(StandardModel.SOFTMAX, Form.SPIKE, 1, 1);
        Bench bench = messages(c, LANES, 1);
        Network before = network(c);
        for (int round = 0; round < 3; round++) {
            bench.show(Mode.LEARN_FORWARD, 1, "forward", batch(bench.network, new Random(round)));
            bench.update(Direction.FEEDFORWARD, SAMPLES);
        }
        for (Pathway pathway : before.pathways()) {
            double moved = 0;
            for (int k = 0; k < pathway.synapses().rows().length; k++) {
                for (int j = 0; j < pathway.synapses().postsynaptic(); j++) {
                    float after = bench.network
                            .pathways()
                            .get(pathway.index())
                            .synapses()
                            .rows()[k][j];
                    moved = Math.max(moved, Math.abs(after - pathway.synapses().rows()[k][j]));
                }
            }
            assertTrue(moved > 1000 * TOLERANCE, pathway.name() + " moved by " + moved);
        }
    }

    @Test
    void graphOfAnotherNetwork_isRefused() {
        Case c = new Case(StandardModel.SOFTMAX, Form.SPIKE, 1, 1);
        NetworkGraph graph = new NetworkGraph(network(c));
        Wiring wiring = ErrorPropagation.wiring(Form.SPIKE);
        LaneBlock block = new LaneBlock(network(c), 1, wiring);
        assertThrows(IllegalArgumentException.class, () -> new MessagePassing(block, wiring, 1, graph, List.of()));
    }

    @Test
    void feedbackWithWeightsOfItsOwn_isRefused() {
        Network network = new NetworkSketch()
                .population("input", 1, StandardModel.SOURCE)
                .population("hidden", 1, StandardModel.STOCHASTIC_BINARY)
                .population("output", 2, StandardModel.SOFTMAX)
                .feedforward("input", "hidden")
                .feedforward("hidden", "output")
                .feedback("output", "hidden")
                .build();
        Wiring wiring = ErrorPropagation.wiring(Form.SPIKE);
        LaneBlock block = new LaneBlock(network, 1, wiring);
        NetworkGraph graph = new NetworkGraph(network);
        assertEquals(
                "feedback pathway output-hidden has weights of its own; message passing needs it tied to the feedforward"
                        + " ones",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new MessagePassing(block, wiring, 1, graph, List.of()))
                        .getMessage());
    }

    private static List<Long> counters(Traffic traffic) {
        Archive archive = Archive.empty();
        traffic.state(archive);
        return Arrays.stream((long[]) archive.values().get("traffic")).boxed().toList();
    }
}
