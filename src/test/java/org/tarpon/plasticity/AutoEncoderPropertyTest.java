package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.network.AllToAll;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Initialiser;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;
import org.tarpon.random.RandomStream;

/** The rule's events against S19 to S21 written out with matrices, for a chain 6-5-4-3 with unequal delays. */
class AutoEncoderPropertyTest {
    private static final int STEPS = 3;
    private static final AutoEncoder.Settings SETTINGS =
            new AutoEncoder.Settings(STEPS, 0.3f, 0.2f, 0.05f, 0.7f, 0.2f, 0.5f, LocalLoss.CROSS_ENTROPY, Decoder.TANH);
    private static final double RATE = 0.5;
    private static final int LABEL = 1;

    private final List<Population> populations = List.of(
            new Population(0, "image", 6, StandardModel.SOURCE),
            new Population(1, "hidden1", 5, StandardModel.TANH),
            new Population(2, "hidden2", 4, StandardModel.TANH),
            new Population(3, "label", 3, StandardModel.SOFTMAX));

    private Network network(long seed) {
        List<Pathway> pathways = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (int i = 0; i < 3; i++) {
                boolean up = direction == Direction.FEEDFORWARD;
                Population from = populations.get(up ? i : i + 1);
                Population to = populations.get(up ? i + 1 : i);
                AllToAll synapses = AllToAll.own(from.size(), to.size());
                int index = pathways.size();
                new Initialiser.Normal(0, 0.6).fill(synapses, new RandomStream(seed, "weights" + index));
                new RandomStream(seed, "biases" + index).uniforms(0, 0, synapses.bias(), to.size());
                pathways.add(new Pathway(index, direction, from, to, 7 + 5 * index, synapses));
            }
        }
        return new Network(populations, pathways);
    }

    private static float[] input(long seed) {
        float[] x = new float[6];
        new RandomStream(seed, "input").uniforms(0, 0, x, 6);
        return x;
    }

    private static Bench bench(Network network, float[] x) {
        Wiring wiring = Wiring.tabulated(network, AutoEncoder.wiring(network, Form.GRADED));
        return new Bench(
                network,
                wiring,
                block -> new AutoEncoder(block, wiring, 1, SETTINGS),
                new int[] {1},
                1,
                RATE,
                (presentation, cycle) -> x);
    }

    private static double[] current(Network network, int pathway, double[] activity) {
        float[][] rows = network.pathways().get(pathway).synapses().rows();
        double[] sum = new double[rows[0].length];
        for (int j = 0; j < sum.length; j++) {
            sum[j] = rows[activity.length][j];
            for (int k = 0; k < activity.length; k++) {
                sum[j] += activity[k] * rows[k][j];
            }
        }
        return sum;
    }

    private static double[] plus(double[] a, double factor, double[] b) {
        double[] sum = a.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * b[j];
        }
        return sum;
    }

    private static double[] tanh(double[] u) {
        return Arrays.stream(u).map(Math::tanh).toArray();
    }

    private static double[] sigmoid(double[] u) {
        return Arrays.stream(u).map(v -> 1 / (1 + Math.exp(-v))).toArray();
    }

    private static double[] softmax(double[] u) {
        double sum = Arrays.stream(u).map(Math::exp).sum();
        return Arrays.stream(u).map(v -> Math.exp(v) / sum).toArray();
    }

    private static double[] doubles(float[] values) {
        double[] copy = new double[values.length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }

    /** h + δ (a − b) + λ (a − h), cut off at ±1. */
    private static double[] step(double[] h, double[] a, double[] b) {
        double[] next = plus(plus(plus(h, 0.3, a), -0.3, b), 0.05, plus(a, -1, h));
        return next;
    }

    private static double[] limited(double[] h) {
        return Arrays.stream(h).map(v -> Math.max(-1, Math.min(1, v))).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inference_isThatOfS20AndS21(long seed) {
        Network network = network(seed);
        float[] x = input(seed);
        Bench bench = bench(network, x);
        Inference inference = ((AutoEncoder) bench.rules.get(0)).inference();
        boolean[] missing = {false, false, false, false, true, true};
        System.arraycopy(x, 0, inference.picture(0), 0, 4);
        System.arraycopy(missing, 0, inference.missing(0), 0, 6);
        bench.show(Mode.INFER, seed, "test", List.of(List.of(new Bench.Shown(0, LABEL))));

        double[] picture = doubles(Arrays.copyOf(Arrays.copyOf(x, 4), 6));
        double[] h1 = tanh(current(network, 0, picture));
        double[] h2 = tanh(current(network, 1, h1));
        double[] y = softmax(current(network, 2, h2));
        double[] reconstruction = null;
        for (int round = 0; round <= STEPS; round++) {
            reconstruction = sigmoid(current(network, 3, h1));
            for (int j = 4; j < 6; j++) {
                picture[j] = reconstruction[j];
            }
            if (round < STEPS) {
                double[] above = tanh(current(network, 4, h2));
                double[] pulled = plus(
                        step(h1, tanh(current(network, 0, picture)), tanh(current(network, 0, reconstruction))),
                        0.2,
                        plus(above, -1, h1));
                h1 = limited(pulled);
                double[] side = current(network, 5, y);
                h2 = limited(step(
                        h2,
                        tanh(plus(current(network, 1, h1), 1, side)),
                        tanh(plus(current(network, 1, above), 1, side))));
                y = softmax(current(network, 2, h2));
            }
        }
        assertArrayEquals(h1, doubles(inference.state(populations.get(1), 0)), 1e-5);
        assertArrayEquals(h2, doubles(inference.state(populations.get(2), 0)), 1e-5);
        assertArrayEquals(picture, doubles(inference.picture(0)), 1e-5);
        assertArrayEquals(y, doubles(bench.rules.get(0).scores(0)), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void feedforwardPathways_learnTowardsWhatIsReconstructedGivenTheLabel(long seed) {
        Network network = network(seed);
        float[] x = input(seed);
        double[] h1 = tanh(current(network, 0, doubles(x)));
        double[] h2 = tanh(current(network, 1, h1));
        double[] label = {0, 1, 0};
        double[] target2 = h2;
        for (int step = 0; step < STEPS; step++) {
            double[] yHat = softmax(current(network, 2, target2));
            double[] below = current(network, 1, h1);
            double[] withLabel = tanh(plus(below, 1, current(network, 5, label)));
            double[] withGuess = tanh(plus(below, 1, current(network, 5, yHat)));
            target2 = plus(target2, 0.3, plus(withLabel, -1, withGuess));
        }
        double[] moved = plus(tanh(current(network, 4, target2)), -1, tanh(current(network, 4, h2)));
        double[][] teaching = {
            Arrays.stream(moved).map(v -> 0.7 * v).toArray(),
            plus(target2, -1, h2),
            plus(label, -1, softmax(current(network, 2, h2)))
        };
        double[][] presynaptic = {doubles(x), h1, h2};
        List<double[][]> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            float[][] rows = network.pathways().get(i).synapses().rows();
            double[][] after = new double[rows.length][];
            for (int k = 0; k < rows.length; k++) {
                double activity = k < presynaptic[i].length ? presynaptic[i][k] : 1;
                after[k] = plus(doubles(rows[k]), RATE * activity, teaching[i]);
            }
            expected.add(after);
        }

        Bench bench = bench(network, x);
        bench.show(Mode.LEARN_FORWARD, seed, "test", List.of(List.of(new Bench.Shown(0, LABEL))));
        bench.update(Direction.FEEDFORWARD, 1);
        for (int i = 0; i < 3; i++) {
            float[][] rows = network.pathways().get(i).synapses().rows();
            for (int k = 0; k < rows.length; k++) {
                assertArrayEquals(expected.get(i)[k], doubles(rows[k]), 1e-5);
            }
        }
    }

    /** A single sample, again and again: what each decoder makes of it must come close to what is there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void feedbackPathways_learnToReconstruct(long seed) {
        Network network = network(seed);
        Bench bench = bench(network, input(seed));
        double[] first = new double[3];
        double[] last = new double[3];
        for (int i = 0; i < 400; i++) {
            Tally tally = bench.rules.get(0).tally();
            tally.clear();
            bench.show(Mode.LEARN_FEEDBACK, seed, "test", List.of(List.of(new Bench.Shown(i, LABEL))));
            bench.update(Direction.FEEDBACK, 1);
            for (int pathway = 0; pathway < 3; pathway++) {
                double loss = tally.reconstructionLoss(network.pathways().get(3 + pathway));
                (i == 0 ? first : last)[pathway] = loss;
            }
        }
        for (int pathway = 0; pathway < 3; pathway++) {
            assertTrue(last[pathway] < 0.2 * first[pathway], first[pathway] + " became " + last[pathway]);
        }
    }
}
