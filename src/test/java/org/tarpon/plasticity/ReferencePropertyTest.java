package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;
import org.tarpon.random.RandomStream;

/**
 * Every rule on the event engine against {@link DenseReference}, on small random networks: the same spikes, and the same
 * changes of weights to float rounding.
 */
class ReferencePropertyTest {
    private static final float NOISE = 0.4f;

    /** Small enough for linear outputs not to diverge, which would leave nothing to compare. */
    private static final double RATE = 0.125;

    /** Of units without an upper bound, for the same reason. */
    private static final double SMALL_RATE = 0x1p-6;

    /** Of those under DRL, whose loss is divided by σ². */
    private static final double SMALLEST_RATE = 0x1p-9;

    private static final int NETWORKS = 4;

    private static final int[] LANES = {4, 5, 3};

    /** Lanes in use, one choice a batch: blocks are full, partly used, or empty after having been used. */
    private static final int[][] ACTIVE = {{4, 2, 0}, {1, 5, 0}, {0, 3, 3}, {2, 2, 2}};

    private static final int SAMPLES = 6;

    private static final List<NeuronModel> HIDDEN = List.of(
            StandardModel.STOCHASTIC_BINARY,
            StandardModel.TANH,
            StandardModel.RELU,
            StandardModel.SIGMOID,
            StandardModel.SIGN);

    /**
     * Of the largest number that occurs. Three populations up and three down, a float result follows from some 100 sums and
     * products of such numbers, whose roundings of up to 2⁻²⁴ add up like independent ones: 6·10⁻⁷. To this the float
     * sigmoid and tanh add 2·10⁻⁷.
     */
    private static final double TOLERANCE = 1e-6;

    record Case(DenseReference.Rule rule, boolean learnedTop, NeuronModel hidden, NeuronModel output, int cycles) {
        @Override
        public String toString() {
            TargetPropagation.Settings t = rule.targets();
            return (rule.backpropagation()
                            ? "BP"
                            : (t.difference() ? "DTP " : "TP ") + t.message() + " " + t.loss() + " " + t.feedbackLoss())
                    + (learnedTop ? ", learned top, " : ", tied top, ") + hidden + ", " + output + ", " + cycles
                    + " cycles";
        }

        boolean surprises() {
            return !rule.backpropagation() && rule.targets().feedbackLoss() == FeedbackLoss.SURPRISE;
        }

        double rate() {
            boolean unbounded = hidden == StandardModel.RELU;
            boolean steep = unbounded
                    && !rule.backpropagation()
                    && rule.targets().feedbackLoss() == FeedbackLoss.DIFFERENCE_RECONSTRUCTION;
            return steep ? SMALLEST_RATE : unbounded ? SMALL_RATE : RATE;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Decoder[] decoders = Decoder.values();
        for (NeuronModel output :
                new NeuronModel[] {StandardModel.SOFTMAX, StandardModel.SIGMOID, StandardModel.LINEAR}) {
            for (int cycles = 1; cycles <= 2; cycles++) {
                for (NeuronModel hidden : HIDDEN) {
                    if (hidden != StandardModel.SIGN) { // which lets no error pass
                        cases.add(new Case(new DenseReference.Rule(true, null), false, hidden, output, cycles));
                    }
                    for (Message message : Message.values()) {
                        for (LocalLoss loss : LocalLoss.values()) {
                            for (int bits = 0; bits < 4; bits++) {
                                boolean learnedTop = (bits & 1) != 0;
                                boolean spikes =
                                        hidden.form() == Form.SPIKE && !(learnedTop && output == StandardModel.LINEAR);
                                if (message != Message.PROBABILITY && !spikes) {
                                    continue; // somebody would have no spikes to send down
                                }
                                TargetPropagation.Settings settings = new TargetPropagation.Settings(
                                        (bits & 2) != 0,
                                        0.7f,
                                        message,
                                        loss,
                                        decoders[cases.size() % decoders.length],
                                        FeedbackLoss.INVERSE,
                                        false);
                                cases.add(new Case(
                                        new DenseReference.Rule(false, settings), learnedTop, hidden, output, cycles));
                            }
                        }
                    }
                }
                for (FeedbackLoss feedbackLoss : FeedbackLoss.values()) {
                    if (feedbackLoss == FeedbackLoss.SURPRISE) {
                        continue; // which only chance brings
                    }
                    for (NeuronModel hidden : HIDDEN.subList(1, HIDDEN.size() - 1)) {
                        for (boolean learnedTop : new boolean[] {false, true}) {
                            TargetPropagation.Settings settings = new TargetPropagation.Settings(
                                    true,
                                    0.7f,
                                    Message.PROBABILITY,
                                    LocalLoss.SQUARED,
                                    decoders[cases.size() % decoders.length],
                                    feedbackLoss,
                                    false);
                            cases.add(new Case(
                                    new DenseReference.Rule(false, settings), learnedTop, hidden, output, cycles));
                        }
                    }
                }
            }
        }
        for (Message message : Message.values()) {
            for (LocalLoss loss : LocalLoss.values()) {
                for (int bits = 0; bits < 4; bits++) {
                    TargetPropagation.Settings settings = new TargetPropagation.Settings(
                            true, 0.7f, message, loss, Decoder.TANH, FeedbackLoss.SURPRISE, true);
                    cases.add(new Case(
                            new DenseReference.Rule(false, settings),
                            (bits & 1) != 0,
                            StandardModel.STOCHASTIC_BINARY,
                            StandardModel.SOFTMAX,
                            1 + (bits >> 1)));
                }
            }
        }
        return cases.stream();
    }

    /**
     * One to three hidden populations, unequal delays; now and then a second pathway from the source, and a population
     * beside the first hidden one.
     */
    private static Network network(Case c, Random random) {
        int hidden = 1 + random.nextInt(3);
        boolean beside = random.nextInt(3) == 0;
        NetworkSketch sketch = new NetworkSketch().population("input", 1 + random.nextInt(8), StandardModel.SOURCE);
        if (beside) {
            sketch.population("beside", 1 + random.nextInt(4), c.hidden);
        }
        for (int i = 1; i <= hidden; i++) {
            sketch.population("hidden" + i, 1 + random.nextInt(6), c.hidden);
        }
        sketch.population("output", 2 + random.nextInt(3), c.output);
        if (hidden > 1 && random.nextBoolean()) {
            sketch.feedforward("input", "hidden2", 1 + random.nextInt(5000));
        }
        for (int i = 1; i <= hidden + 1; i++) {
            sketch.feedforward(name(i - 1, hidden), name(i, hidden), 1 + random.nextInt(3000));
        }
        for (int i = hidden + 1; i > 1; i--) {
            feedback(sketch, c, name(i, hidden), name(i - 1, hidden), random);
        }
        if (beside) {
            sketch.feedforward("input", "beside", 1 + random.nextInt(3000));
            sketch.feedforward("beside", name(2, hidden), 1 + random.nextInt(3000));
            feedback(sketch, c, name(2, hidden), "beside", random);
        }
        return sketch.build(random.nextLong(), 0.8);
    }

    private static void feedback(NetworkSketch sketch, Case c, String from, String to, Random random) {
        if (c.rule.backpropagation() || from.equals("output") && !c.learnedTop) {
            sketch.tied(from, to);
        } else {
            sketch.feedback(from, to, 1 + random.nextInt(3000));
        }
    }

    private static String name(int layer, int hidden) {
        return layer == 0 ? "input" : layer > hidden ? "output" : "hidden" + layer;
    }

    private static List<List<Bench.Shown>> batch(Network network, Random random) {
        List<List<Bench.Shown>> batch = new ArrayList<>();
        for (int active : ACTIVE[random.nextInt(ACTIVE.length)]) {
            List<Bench.Shown> block = new ArrayList<>();
            for (int i = 0; i < active; i++) {
                block.add(new Bench.Shown(
                        random.nextInt(1_000_000),
                        random.nextInt(network.output().size())));
            }
            batch.add(block);
        }
        return batch;
    }

    private static Bench bench(Case c, Network network, Form form, Bench.Input input) {
        Wiring wiring = c.rule.backpropagation()
                ? ErrorPropagation.wiring(form)
                : TargetPropagation.wiring(network, c.rule.targets(), form);
        return new Bench(network, wiring, block -> rule(c, block, wiring), LANES, c.cycles, c.rate(), input);
    }

    private static CreditAssignment rule(Case c, LaneBlock block, Wiring wiring) {
        if (c.rule.backpropagation()) {
            return new ErrorPropagation(block, wiring, c.cycles);
        }
        TargetPropagation rule = new TargetPropagation(block, wiring, c.cycles, c.rule.targets());
        rule.setNoise(NOISE);
        return rule;
    }

    private static Bench.Input input(Network network, Form form, long seed) {
        RandomStream stream = new RandomStream(seed, "input");
        return (presentation, cycle) -> {
            float[] activity = new float[network.source().size()];
            if (form == Form.GRADED) {
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

    private static void assertClose(double expected, double actual, double largest, String what) {
        assertEquals(expected, actual, TOLERANCE * Math.max(largest, Math.abs(expected)), what);
    }

    private static double[][][] weights(Network network) {
        return network.pathways().stream()
                .map(pathway -> {
                    float[][] rows = pathway.synapses().rows();
                    double[][] copy = new double[rows.length][rows[0].length];
                    for (int k = 0; k < rows.length; k++) {
                        for (int j = 0; j < rows[k].length; j++) {
                            copy[k][j] = rows[k][j];
                        }
                    }
                    return copy;
                })
                .toArray(double[][][]::new);
    }

    /** All own weights of one direction have moved by the reference's mean ascent, and all others not at all. */
    private static void assertMoved(
            Network network, Direction learned, double[][][] before, DenseReference reference, double rate) {
        for (Pathway pathway : network.pathways()) {
            if (pathway.isTied()) {
                continue;
            }
            double[][] ascent = reference.ascent[pathway.index()];
            for (int k = 0; k < ascent.length; k++) {
                for (int j = 0; j < ascent[k].length; j++) {
                    double was = before[pathway.index()][k][j];
                    double is = pathway.synapses().rows()[k][j];
                    String what = pathway.direction() + " " + pathway.name() + " [" + k + "][" + j + "]";
                    if (pathway.direction() == learned) {
                        assertClose(was + rate * ascent[k][j], is, reference.largest, what);
                    } else {
                        assertEquals(was, is, what);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void learning_equalsTheDenseReference(Case c) {
        for (int trial = 0; trial < NETWORKS; trial++) {
            long seed = 100L * trial + c.toString().hashCode();
            Random random = new Random(seed);
            Network network = network(c, random);
            Form form = random.nextBoolean() ? Form.SPIKE : Form.GRADED;
            Bench.Input input = input(network, form, seed);
            Bench bench = bench(c, network, form, input);
            boolean learnsFeedback =
                    network.pathways().stream().anyMatch(p -> p.direction() == Direction.FEEDBACK && !p.isTied());
            // Twice over, so that the second round starts from changed weights and used buffers.
            for (int round = 0; round < 2; round++) {
                forwardBatch(c, bench, seed, batch(network, random), input);
                if (learnsFeedback && !c.surprises()) {
                    feedbackBatch(c, bench, seed, batch(network, random), input);
                }
            }
        }
    }

    private static void forwardBatch(Case c, Bench bench, long seed, List<List<Bench.Shown>> batch, Bench.Input input) {
        Network network = bench.network;
        double[][][] before = weights(network);
        DenseReference reference = new DenseReference(network, c.rule, seed, "forward");
        bench.traffic.clear();
        bench.rules.forEach(rule -> rule.tally().clear());
        bench.show(Mode.LEARN_FORWARD, seed, "forward", batch);
        bench.update(Direction.FEEDFORWARD, SAMPLES);
        double[][][] between = weights(network);
        if (c.surprises()) {
            bench.update(Direction.FEEDBACK, SAMPLES);
        }

        for (int block = 0; block < batch.size(); block++) {
            for (int lane = 0; lane < batch.get(block).size(); lane++) {
                Bench.Shown shown = batch.get(block).get(lane);
                double[] score = new double[network.output().size()];
                for (int cycle = 0; cycle < c.cycles; cycle++) {
                    reference.learnForward(
                            shown.presentation(), cycle, shown.label(), input.activity(shown.presentation(), cycle));
                    for (int j = 0; j < score.length; j++) {
                        score[j] += reference.answer()[j];
                    }
                }
                for (int j = 0; j < score.length; j++) {
                    assertClose(score[j], bench.rules.get(block).scores(lane)[j], reference.largest, "score");
                }
            }
        }
        double rate = c.rate() / (SAMPLES * c.cycles);
        if (c.surprises()) {
            assertMoved(network, Direction.FEEDBACK, between, reference, rate);
            for (Pathway pathway : network.pathways()) {
                if (pathway.direction() == Direction.FEEDBACK) {
                    before[pathway.index()] = weights(network)[pathway.index()];
                }
            }
        }
        assertMoved(network, Direction.FEEDFORWARD, before, reference, rate);
        double loss = 0;
        for (CreditAssignment rule : bench.rules) {
            loss += rule.tally().totalLoss();
        }
        assertClose(reference.loss, loss, reference.largest, "loss");
        for (Pathway pathway : network.pathways()) {
            assertEquals(
                    reference.differences[pathway.index()],
                    bench.traffic.messages(pathway, Signal.TARGET, Form.DIFFERENCE_SPIKE));
        }
    }

    private static void feedbackBatch(
            Case c, Bench bench, long seed, List<List<Bench.Shown>> batch, Bench.Input input) {
        Network network = bench.network;
        double[][][] before = weights(network);
        DenseReference reference = new DenseReference(network, c.rule, seed, "feedback");
        bench.rules.forEach(rule -> rule.tally().clear());
        bench.show(Mode.LEARN_FEEDBACK, seed, "feedback", batch);
        bench.update(Direction.FEEDBACK, SAMPLES);

        for (List<Bench.Shown> block : batch) {
            for (Bench.Shown shown : block) {
                for (int cycle = 0; cycle < c.cycles; cycle++) {
                    reference.learnFeedback(
                            shown.presentation(), cycle, input.activity(shown.presentation(), cycle), NOISE);
                }
            }
        }
        assertMoved(network, Direction.FEEDBACK, before, reference, c.rate() / (SAMPLES * c.cycles));
        Tally tally = new Tally(network);
        bench.rules.forEach(rule -> tally.add(rule.tally()));
        for (Pathway pathway : network.pathways()) {
            if (pathway.direction() == Direction.FEEDBACK && !pathway.isTied()) {
                double expected = reference.reconstructionLoss[pathway.index()] / (SAMPLES * c.cycles);
                // A sum of squares has twice the relative error of what is squared.
                assertClose(
                        expected,
                        tally.reconstructionLoss(pathway),
                        2 * Math.max(reference.largest, expected),
                        "reconstruction loss of " + pathway.name());
            }
        }
    }
}
