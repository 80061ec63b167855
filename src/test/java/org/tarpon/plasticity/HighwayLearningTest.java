package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Highway;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Wiring;

/** Highway populations (S17) on the event engine: how their errors, targets and spikes come about and what is learned. */
class HighwayLearningTest {
    /** A multiple of four: the kernel then sums a highway's and a plain layer's rows in the same groups. */
    private static final int N = 4;

    private static final float[] INPUT = {0.3f, -1.2f, 0.8f};

    private static NetworkSketch deep(NeuronModel... hidden) {
        NetworkSketch sketch = new NetworkSketch().population("source", 3, StandardModel.SOURCE);
        sketch.population("below", N, StandardModel.TANH);
        for (int i = 0; i < hidden.length; i++) {
            sketch.population("h" + i, N, hidden[i]);
        }
        sketch.population("output", 3, StandardModel.SOFTMAX).feedforward("source", "below");
        List<String> names = new ArrayList<>(List.of("below"));
        for (int i = 0; i < hidden.length; i++) {
            names.add("h" + i);
        }
        names.add("output");
        for (int i = 1; i < names.size(); i++) {
            sketch.feedforward(names.get(i - 1), names.get(i)).tied(names.get(i), names.get(i - 1));
        }
        return sketch;
    }

    private static void setGates(Network network, float bias) {
        for (Pathway pathway : network.pathways()) {
            if (pathway.to().currents() > pathway.to().size() && pathway.direction() == Direction.FEEDFORWARD) {
                Arrays.fill(pathway.synapses().bias(), N, 2 * N, bias);
            }
        }
    }

    /** Learns one sample by backpropagation with η = 1, and returns the loss. */
    private static double learn(Network network) {
        Wiring wiring = ErrorPropagation.wiring(Form.GRADED);
        Bench bench = new Bench(
                network,
                wiring,
                block -> new ErrorPropagation(block, wiring, 1),
                new int[] {1},
                1,
                1,
                (presentation, cycle) -> INPUT);
        bench.show(Mode.LEARN_FORWARD, 1, "forward", List.of(List.of(new Bench.Shown(0, 1))));
        bench.update(Direction.FEEDFORWARD, 1);
        return bench.rules.get(0).tally().totalLoss();
    }

    private static float[][] rows(Network network, String pathway) {
        return NetworkSketch.pathway(network, pathway).synapses().rows();
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "SIGMOID"})
    void openGates_learnLikeThePlainLayer_toTheBit(StandardModel transform) {
        Network plain = deep(transform, transform).build(3, 0.7);
        Network highway = deep(new Highway(transform), new Highway(transform)).build(4, 0.7);
        for (Pathway pathway : highway.pathways()) {
            if (!pathway.isTied()) {
                float[][] from = rows(plain, pathway.name());
                for (int k = 0; k < from.length; k++) {
                    System.arraycopy(from[k], 0, pathway.synapses().rows()[k], 0, from[k].length);
                }
            }
        }
        setGates(highway, 100f);
        highway.refreshMirrors();
        float[][] gatesBefore = copy(rows(highway, "below-h0"));

        assertEquals(learn(plain), learn(highway));
        for (Pathway pathway : plain.pathways()) {
            if (!pathway.isTied()) {
                float[][] learned = pathway.synapses().rows();
                for (int k = 0; k < learned.length; k++) {
                    assertArrayEquals(learned[k], Arrays.copyOf(rows(highway, pathway.name())[k], learned[k].length));
                }
            }
        }
        for (int k = 0; k <= N; k++) {
            for (int j = N; j < 2 * N; j++) {
                assertEquals(gatesBefore[k][j], rows(highway, "below-h0")[k][j]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "SIGMOID"})
    void shutGates_learnAsIfTheLayersWereNotThere_toTheBit(StandardModel transform) {
        Network without = deep().build(5, 0.7);
        Network highway = deep(new Highway(transform), new Highway(transform)).build(6, 0.7);
        copyInto(rows(without, "source-below"), rows(highway, "source-below"));
        copyInto(rows(without, "below-output"), rows(highway, "h1-output"));
        setGates(highway, -100f);
        highway.refreshMirrors();
        float[][] first = copy(rows(highway, "below-h0"));

        assertEquals(learn(without), learn(highway));
        assertArrayEquals(rows(without, "source-below"), rows(highway, "source-below"));
        assertArrayEquals(rows(without, "below-output"), rows(highway, "h1-output"));
        assertArrayEquals(first, rows(highway, "below-h0"));
    }

    private static float[][] copy(float[][] rows) {
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    private static void copyInto(float[][] from, float[][] to) {
        for (int k = 0; k < from.length; k++) {
            System.arraycopy(from[k], 0, to[k], 0, from[k].length);
        }
    }

    /** The loss in double precision, straight from the equations. */
    private static double loss(Network network, StandardModel transform) {
        double[] x = {INPUT[0], INPUT[1], INPUT[2]};
        x = potentials(rows(network, "source-below"), x);
        for (int j = 0; j < N; j++) {
            x[j] = StrictMath.tanh(x[j]);
        }
        for (String pathway : List.of("below-h0", "h0-h1")) {
            double[] u = potentials(rows(network, pathway), x);
            for (int j = 0; j < N; j++) {
                double f =
                        switch (transform) {
                            case RELU -> Math.max(u[j], 0);
                            case TANH -> StrictMath.tanh(u[j]);
                            default -> sigmoid(u[j]);
                        };
                x[j] = f * sigmoid(u[N + j]) + x[j] * (1 - sigmoid(u[N + j]));
            }
        }
        double[] u = potentials(rows(network, "h1-output"), x);
        return StrictMath.log(Arrays.stream(u).map(StrictMath::exp).sum()) - u[1];
    }

    private static double[] potentials(float[][] rows, double[] x) {
        double[] u = new double[rows[0].length];
        for (int j = 0; j < u.length; j++) {
            u[j] = rows[x.length][j];
            for (int k = 0; k < x.length; k++) {
                u[j] += x[k] * rows[k][j];
            }
        }
        return u;
    }

    private static double sigmoid(double u) {
        return 1 / (1 + StrictMath.exp(-u));
    }

    /**
     * Two highway layers over another: parameter gradients, and through them the errors that layers hand down. A weight w is a
     * float, so the difference quotient takes the floats nearest to w ± 2⁻¹⁰; it is then off by about 2⁻²⁰ times a third
     * derivative, gradients by some dozens of roundings of 6·10⁻⁸.
     */
    @ParameterizedTest
    @EnumSource(names = {"RELU", "TANH", "SIGMOID"})
    void gradients_areCentralDifferencesOfTheLoss(StandardModel transform) {
        Network network = deep(new Highway(transform), new Highway(transform)).build(8, 0.7);
        Network learned = deep(new Highway(transform), new Highway(transform)).build(8, 0.7);
        assertEquals(loss(network, transform), learn(learned), 1e-6);
        double largest = 0;
        for (Pathway pathway : network.pathways()) {
            for (int k = 0; k < pathway.synapses().rows().length && !pathway.isTied(); k++) {
                float[] row = pathway.synapses().rows()[k];
                for (int j = 0; j < row.length; j++) {
                    float w = row[j];
                    float up = w + 0x1p-10f;
                    float down = w - 0x1p-10f;
                    row[j] = up;
                    double above = loss(network, transform);
                    row[j] = down;
                    double below = loss(network, transform);
                    row[j] = w;
                    double gradient = (above - below) / ((double) up - down);
                    assertEquals(-gradient, rows(learned, pathway.name())[k][j] - w, 3e-6, pathway.name());
                    largest = Math.max(largest, Math.abs(gradient));
                }
            }
        }
        assertTrue(largest > 0.1, "gradients too small for the comparison to mean anything");
    }

    private static NetworkSketch stochastic() {
        return new NetworkSketch()
                .population("source", 3, StandardModel.SOURCE)
                .population("a", N, StandardModel.STOCHASTIC_BINARY)
                .population("b", N, new Highway(StandardModel.STOCHASTIC_BINARY))
                .population("output", 3, StandardModel.SOFTMAX)
                .feedforward("source", "a")
                .feedforward("a", "b")
                .feedforward("b", "output")
                .tied("output", "b")
                .feedback("b", "a");
    }

    private static double[] spikes(List<int[]> volleys) {
        double[] s = new double[N];
        for (int neuron : volleys.get(volleys.size() - 1)) {
            s[neuron] = 1;
        }
        return s;
    }

    private static Bench bench(Network network, LocalLoss loss, VolleyListener listener) {
        TargetPropagation.Settings settings = new TargetPropagation.Settings(
                true, 0.5f, Message.COUPLED_SPIKE, loss, Decoder.TANH, FeedbackLoss.INVERSE, false);
        Wiring wiring = TargetPropagation.wiring(network, settings, Form.GRADED);
        return new Bench(
                network,
                wiring,
                block -> new TargetPropagation(block, wiring, 1, settings),
                new int[] {1},
                1,
                1,
                (presentation, cycle) -> INPUT,
                listener);
    }

    /** The local loss of the highway population by the equations, its target held fixed, as a function of its weights. */
    private static double localLoss(LocalLoss loss, float[][] rows, double[] x, double[] target) {
        double[] u = potentials(rows, x);
        double sum = 0;
        for (int j = 0; j < N; j++) {
            double p = sigmoid(u[j]) * sigmoid(u[N + j]) + x[j] * (1 - sigmoid(u[N + j]));
            sum += loss == LocalLoss.SQUARED
                    ? (target[j] - p) * (target[j] - p)
                    : -target[j] * StrictMath.log(p) - (1 - target[j]) * StrictMath.log(1 - p);
        }
        return sum;
    }

    /** Under target propagation transforms and gates learn by the gradient of the population's own loss alone (S10, S11). */
    @ParameterizedTest
    @EnumSource(LocalLoss.class)
    void targets_teachTransformsAndGatesByTheLocalLoss(LocalLoss loss) {
        Network network = stochastic().build(9, 0.8);
        float[][] before = copy(rows(network, "a-b"));
        float[][] top = copy(rows(network, "b-output"));
        List<int[]> fromA = new ArrayList<>();
        List<int[]> fromB = new ArrayList<>();
        Bench bench = bench(network, loss, (time, pathway, signal, volley, shown) -> {
            if (signal == Signal.ACTIVITY && pathway.name().equals("a-b")) {
                fromA.add(Arrays.copyOf(volley.indices(0), volley.count(0)));
            } else if (signal == Signal.ACTIVITY && pathway.name().equals("b-output")) {
                fromB.add(Arrays.copyOf(volley.indices(0), volley.count(0)));
            }
        });
        bench.show(Mode.LEARN_FORWARD, 2, "forward", List.of(List.of(new Bench.Shown(0, 1))));
        bench.update(Direction.FEEDFORWARD, 1);

        double[] x = spikes(fromA);
        double[] s = spikes(fromB);
        double[] output = potentials(top, s);
        double sum = Arrays.stream(output).map(StrictMath::exp).sum();
        double[] u = potentials(before, x);
        double[] target = new double[N];
        for (int j = 0; j < N; j++) {
            target[j] = sigmoid(u[j]) * sigmoid(u[N + j]) + x[j] * (1 - sigmoid(u[N + j]));
            for (int k = 0; k < 3; k++) {
                target[j] -= 0.5 * top[j][k] * (StrictMath.exp(output[k]) / sum - (k == 1 ? 1 : 0));
            }
        }
        double largest = 0;
        for (int k = 0; k <= N; k++) {
            for (int j = 0; j < 2 * N; j++) {
                float w = before[k][j];
                float up = w + 0x1p-10f;
                float down = w - 0x1p-10f;
                before[k][j] = up;
                double above = localLoss(loss, before, x, target);
                before[k][j] = down;
                double below = localLoss(loss, before, x, target);
                before[k][j] = w;
                double gradient = (above - below) / ((double) up - down);
                assertEquals(-gradient, rows(network, "a-b")[k][j] - w, 5e-6);
                largest = Math.max(largest, Math.abs(gradient));
            }
        }
        assertTrue(largest > 0.01, "gradients too small for the comparison to mean anything");
        assertTrue(Arrays.stream(x).sum() > 0, "nothing was carried");
    }

    /**
     * Spikes have the law of a neuron that draws a candidate s_h and a gate t and sends t s_h + (1 − t) x; and difference spikes
     * P(d ≠ 0) = |clip ĥ − p| (S13), which given s is |clip ĥ − p| / p or / (1 − p) on that side of p, and 0 on the other.
     * Frequencies of 40,000 presentations may be 5 standard errors away: with random seeds one of the 5 comparisons would fail
     * a correct neuron with probability 3·10⁻⁶. Seeds are fixed.
     */
    @Test
    void spikesAndDifferenceSpikes_haveTheLawOfGateAndCandidate() {
        int presentations = 40_000;
        Network network = stochastic().build(10, 0.8);
        // a fires as its biases say, always the same, so that what b carries is known.
        for (float[] row : rows(network, "source-a")) {
            Arrays.fill(row, 0f);
        }
        float[] carried = {100f, -100f, 100f, -100f};
        System.arraycopy(carried, 0, rows(network, "source-a")[3], 0, N);
        int[] fired = new int[N];
        double[] x = {1, 0, 1, 0};
        double[] u = potentials(rows(network, "a-b"), x);
        long[] different = new long[1];
        double[] expected = new double[1];
        double[] p = new double[N];
        for (int j = 0; j < N; j++) {
            double gate = sigmoid(u[N + j]);
            double candidate = sigmoid(u[j]);
            p[j] = gate * candidate + (1 - gate) * x[j];
        }
        float[][] top = rows(network, "b-output");
        double[] variance = new double[1];
        Bench bench = bench(network, LocalLoss.SQUARED, (time, pathway, signal, volley, shown) -> {
            if (signal == Signal.ACTIVITY && pathway.name().equals("b-output")) {
                double[] s = new double[N];
                for (int k = 0; k < volley.count(0); k++) {
                    fired[volley.indices(0)[k]]++;
                    s[volley.indices(0)[k]] = 1;
                }
                double[] output = potentials(top, s);
                double sum = Arrays.stream(output).map(StrictMath::exp).sum();
                for (int j = 0; j < N; j++) {
                    double target = p[j];
                    for (int k = 0; k < 3; k++) {
                        target -= 0.5 * top[j][k] * (StrictMath.exp(output[k]) / sum - (k == 1 ? 1 : 0));
                    }
                    double clipped = Math.max(0, Math.min(1, target));
                    // Given s, d ≠ 0 where the variate, uniform on s's side of p, lies between p and the target.
                    double side = s[j] == 1 ? p[j] : 1 - p[j];
                    double away = s[j] == 1 ? Math.max(0, p[j] - clipped) : Math.max(0, clipped - p[j]);
                    expected[0] += away / side;
                    variance[0] += away / side * (1 - away / side);
                }
            } else if (signal == Signal.TARGET) {
                different[0] += volley.count(0);
            }
        });
        for (int i = 0; i < presentations; i++) {
            bench.show(Mode.LEARN_FORWARD, 11, "forward", List.of(List.of(new Bench.Shown(i, 1))));
        }
        for (int j = 0; j < N; j++) {
            double standardError = Math.sqrt(p[j] * (1 - p[j]) / presentations);
            assertEquals(p[j], (double) fired[j] / presentations, 5 * standardError);
        }
        assertEquals(expected[0], different[0], 5 * Math.sqrt(variance[0]));
        assertTrue(different[0] > 1000, "too few differences to judge");
    }
}
