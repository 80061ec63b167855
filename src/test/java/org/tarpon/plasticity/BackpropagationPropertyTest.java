package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.network.ClassTree;
import org.tarpon.network.ClassTree.Branch;
import org.tarpon.network.ClassTree.Leaf;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.HierarchicalSoftmax;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;

/** Backpropagation and its update through the engine, on deterministic units: against central differences, and PyTorch. */
class BackpropagationPropertyTest {
    /**
     * Three steps. A central difference is off by some 1e-10; the engine's floats by their roundings of 6e-8 in sums of
     * less than 100 terms of the order of 1, and by the 2e-7 of tanh and sigmoid.
     */
    private static final double TOLERANCE = 3e-6;

    private static final NeuronModel TREE = new HierarchicalSoftmax(
            new ClassTree(new Branch(List.of(new Branch(List.of(new Leaf(2), new Leaf(0))), new Leaf(1)))));

    private static NeuronModel output(String name) {
        return name.equals("TREE") ? TREE : StandardModel.valueOf(name);
    }

    /** One population feeds three, three feed one, and one is passed by; delays differ. */
    private static Network branched(String output, Random random) {
        return new NetworkSketch()
                .population("source", 5, StandardModel.SOURCE)
                .population("a", 4, StandardModel.TANH)
                .population("b", 3, StandardModel.RELU)
                .population("c", 4, StandardModel.SIGMOID)
                .population("d", 3, StandardModel.LINEAR)
                .population("e", 4, StandardModel.TANH)
                .population("output", output.equals("TREE") ? 4 : 3, output(output))
                .feedforward("source", "a", 900)
                .feedforward("a", "b", 500)
                .feedforward("a", "c", 4_000)
                .feedforward("a", "e", 100)
                .feedforward("source", "d", 7)
                .feedforward("b", "e", 2_500)
                .feedforward("c", "e", 300)
                .feedforward("d", "e", 30)
                .feedforward("e", "output", 800)
                .feedforward("c", "output", 6_000)
                .tied("output", "e")
                .tied("output", "c")
                .tied("e", "a")
                .tied("e", "b")
                .tied("e", "c")
                .tied("e", "d")
                .tied("b", "a")
                .tied("c", "a")
                .build(random.nextLong(), 0.6);
    }

    private static Bench bench(Network network, int[] lanes, Optimizer optimizer, float[][] inputs) {
        Wiring wiring = ErrorPropagation.wiring(Form.GRADED);
        return new Bench(
                network,
                wiring,
                block -> new ErrorPropagation(block, wiring, 1),
                lanes,
                1,
                optimizer,
                (presentation, cycle) -> inputs[(int) presentation]);
    }

    private static void learn(Bench bench, int[] lanes, int[] labels, int epoch) {
        List<List<Bench.Shown>> batch = new ArrayList<>();
        int next = 0;
        for (int each : lanes) {
            List<Bench.Shown> block = new ArrayList<>();
            for (int lane = 0; lane < each; lane++, next++) {
                block.add(new Bench.Shown(next, labels[next]));
            }
            batch.add(block);
        }
        bench.show(Mode.LEARN_FORWARD, 1, "forward", batch);
        bench.update(Direction.FEEDFORWARD, labels.length, epoch);
    }

    /** Momentum, decay of the rate from epoch to epoch, weight decay (not of biases), batches of one and of seven. */
    @ParameterizedTest
    @CsvSource({
        "SOFTMAX, 0, 1, 0, 7",
        "SOFTMAX, 0.9, 1, 0, 7",
        "SOFTMAX, 0, 0.5, 0, 7",
        "SOFTMAX, 0, 1, 0.3, 7",
        "SOFTMAX, 0.9, 0.5, 0.3, 1",
        "TREE, 0.5, 0.8, 0.1, 7",
        "TREE, 0, 1, 0, 1",
        "SIGMOID, 0.5, 0.8, 0.1, 7",
        "LINEAR, 0.5, 0.8, 0.1, 7"
    })
    void threeSteps_areThoseOfTheNumericalGradient(
            String output, double momentum, double rateDecay, double weightDecay, int size) {
        for (int trial = 0; trial < 3; trial++) {
            Random random = new Random(trial);
            Network network = branched(output, random);
            DeterministicNet reference = new DeterministicNet(network);
            float[][] inputs = new float[size][5];
            int[] labels = new int[size];
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < 5; k++) {
                    inputs[i][k] = (float) random.nextGaussian();
                }
                labels[i] = random.nextInt(3);
            }
            int[] lanes = size == 1 ? new int[] {1} : new int[] {4, 3};
            double rate = 0.125;
            Bench bench = bench(network, lanes, new Optimizer.Sgd(rate, momentum, rateDecay, weightDecay), inputs);
            List<double[][]> velocity = reference.weights.stream()
                    .map(rows -> new double[rows.length][rows[0].length])
                    .toList();
            for (int epoch = 0; epoch < 3; epoch++) {
                learn(bench, lanes, labels, epoch);
                List<double[][]> gradient = reference.gradient(inputs, labels);
                for (int i = 0; i < gradient.size(); i++) {
                    double[][] rows = reference.weights.get(i);
                    for (int k = 0; k < rows.length; k++) {
                        double decay = k == rows.length - 1 ? 0 : weightDecay;
                        for (int j = 0; j < rows[k].length; j++) {
                            double slope = gradient.get(i)[k][j] + decay * rows[k][j];
                            velocity.get(i)[k][j] = momentum * velocity.get(i)[k][j] - rate * slope;
                            rows[k][j] += velocity.get(i)[k][j];
                        }
                    }
                }
                rate *= rateDecay;
            }
            assertSame(reference);
        }
    }

    private static void assertSame(DeterministicNet reference) {
        for (int i = 0; i < reference.weights.size(); i++) {
            Pathway pathway = reference.pathways().get(i);
            double[][] rows = reference.weights.get(i);
            for (int k = 0; k < rows.length; k++) {
                for (int j = 0; j < rows[k].length; j++) {
                    double is = pathway.synapses().rows()[k][j];
                    assertEquals(
                            rows[k][j], is, TOLERANCE * Math.max(1, Math.abs(is)), pathway.name() + " " + k + " " + j);
                }
            }
        }
    }

    /** What torch_step.py printed: its parameters, and what PyTorch makes of them in two steps. */
    private static Map<String, float[]> torch() throws IOException {
        try (InputStream in = BackpropagationPropertyTest.class.getResourceAsStream("torch_step.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], BackpropagationPropertyTest::values));
        }
    }

    private static float[] values(String[] words) {
        float[] values = new float[words.length - 1];
        for (int j = 0; j < values.length; j++) {
            values[j] = Float.parseFloat(words[j + 1]);
        }
        return values;
    }

    /** 2e-6: both compute in floats, of values below 2, with sums of up to 6 terms in another order. */
    @Test
    void twoStepsWithMomentum_areThoseOfPyTorch() throws IOException {
        Map<String, float[]> torch = torch();
        Network network = new NetworkSketch()
                .population("source", 6, StandardModel.SOURCE)
                .population("a", 5, StandardModel.TANH)
                .population("b", 4, StandardModel.RELU)
                .population("output", 3, StandardModel.SOFTMAX)
                .feedforward("source", "a")
                .feedforward("a", "b")
                .feedforward("b", "output")
                .tied("output", "b")
                .tied("b", "a")
                .build();
        for (int i = 0; i < 3; i++) {
            float[][] rows = network.pathways().get(i).synapses().rows();
            float[] w = torch.get("w" + i);
            for (int k = 0; k < rows.length - 1; k++) {
                System.arraycopy(w, k * rows[k].length, rows[k], 0, rows[k].length);
            }
            System.arraycopy(torch.get("b" + i), 0, rows[rows.length - 1], 0, rows[0].length);
        }
        network.refreshMirrors();
        float[][] inputs = new float[4][];
        int[] labels = new int[4];
        for (int i = 0; i < 4; i++) {
            inputs[i] = Arrays.copyOfRange(torch.get("x"), 6 * i, 6 * i + 6);
            labels[i] = (int) torch.get("y")[i];
        }
        int[] lanes = {4};
        Bench bench = bench(network, lanes, new Optimizer.Sgd(0.1, 0.9, 1, 0), inputs);
        for (int step = 1; step <= 2; step++) {
            bench.rules.get(0).tally().clear();
            learn(bench, lanes, labels, 0);
            assertEquals(
                    torch.get("loss." + step)[0], bench.rules.get(0).tally().loss(), 2e-6);
            for (int i = 0; i < 3; i++) {
                float[][] rows = network.pathways().get(i).synapses().rows();
                float[] w = torch.get("w" + i + "." + step);
                float[] before = torch.get("w" + i);
                double moved = 0;
                for (int k = 0; k < rows.length; k++) {
                    for (int j = 0; j < rows[k].length; j++) {
                        boolean bias = k == rows.length - 1;
                        float expected = bias ? torch.get("b" + i + "." + step)[j] : w[k * rows[k].length + j];
                        assertEquals(expected, rows[k][j], 2e-6, "w" + i + " " + k + " " + j);
                        moved += bias ? 0 : Math.abs(expected - before[k * rows[k].length + j]);
                    }
                }
                assertTrue(moved > 0.05, "a step that can be told from none");
            }
        }
    }
}
