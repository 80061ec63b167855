package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.network.AllToAll;
import org.tarpon.network.AveragePooling;
import org.tarpon.network.Convolution;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LocalContrastNormalisation;
import org.tarpon.network.MaxPooling;
import org.tarpon.network.NaiveConnections;
import org.tarpon.network.NaiveConnections.Layer;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.OneToOne;
import org.tarpon.network.Pathway;
import org.tarpon.network.Shape;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Synapses;
import org.tarpon.network.Window;
import org.tarpon.plasticity.Bench.Shown;

/**
 * What a network of all kinds of connections learns by backpropagation on the event engine, against central differences of
 * its loss in double precision.
 */
class ConnectionsGradientPropertyTest {
    private static final int CLASSES = 3;
    private static final float STEP = 1f / 1024;

    /**
     * Central differences are off by STEP²/6 of a third derivative, which is below 100 with activities and weights of about
     * 1: 2e-5. Float sums of a few hundred such terms are off by less, as is the step of the update itself.
     */
    private static final double TOLERANCE = 1e-4;

    /** A chain of connections from the source on, each into a population of its own. */
    private static final class Chain {
        final List<Synapses> synapses = new ArrayList<>();
        final List<Layer> layers = new ArrayList<>();
        final List<NeuronModel> models = new ArrayList<>();

        Chain add(Synapses each, Layer layer, NeuronModel model) {
            synapses.add(each);
            layers.add(layer);
            models.add(model);
            return this;
        }

        Chain convolution(Shape from, Shape to, Window kernel, NeuronModel model) {
            Synapses each = Convolution.own(from, kernel, to.channels());
            assertEquals(to.size(), each.postsynaptic());
            return add(each, NaiveConnections.convolution(from, to, kernel, each.rows()), model);
        }

        Chain transposed(Shape from, Shape to, Window kernel, NeuronModel model) {
            Synapses each = Convolution.transposed(to, kernel, from.channels());
            assertEquals(from.size(), each.presynaptic());
            return add(each, NaiveConnections.transposed(from, to, kernel, each.rows()), model);
        }

        Chain classes(int from) {
            Synapses each = AllToAll.own(from, CLASSES);
            return add(each, NaiveConnections.allToAll(each.rows()), StandardModel.SOFTMAX);
        }

        Network network(long seed) {
            NetworkSketch sketch =
                    new NetworkSketch().population("0", synapses.get(0).presynaptic(), StandardModel.SOURCE);
            for (int i = 0; i < synapses.size(); i++) {
                sketch.population("" + (i + 1), synapses.get(i).postsynaptic(), models.get(i));
                sketch.feedforward("" + i, "" + (i + 1), synapses.get(i));
            }
            for (int i = synapses.size() - 1; i > 0; i--) {
                sketch.tied("" + (i + 1), "" + i);
            }
            return sketch.build(seed, 0.3);
        }

        double loss(float[] input, int label) {
            double[] x = new double[input.length];
            for (int k = 0; k < x.length; k++) {
                x[k] = input[k];
            }
            for (int i = 0; i < layers.size(); i++) {
                x = layers.get(i).apply(x);
                DoubleUnaryOperator f =
                        switch ((StandardModel) models.get(i)) {
                            case TANH -> Math::tanh;
                            case RELU -> u -> Math.max(u, 0);
                            case SIGMOID -> u -> 1 / (1 + Math.exp(-u));
                            default -> u -> u;
                        };
                for (int j = 0; j < x.length; j++) {
                    x[j] = f.applyAsDouble(x[j]);
                }
            }
            double sum = 0;
            for (double u : x) {
                sum += Math.exp(u);
            }
            return Math.log(sum) - x[label];
        }
    }

    private static Chain chain(String name) {
        Window three = new Window(3, 3, 1, 1);
        Window stride = new Window(3, 2, 2, 1);
        Window pool = new Window(2, 2, 2, 0);
        Shape in = new Shape(6, 5, 2);
        return switch (name) {
            case "pooled" -> {
                Shape conv = new Shape(6, 5, 3);
                Shape pooled = new Shape(3, 2, 3);
                yield new Chain()
                        .convolution(in, conv, three, StandardModel.TANH)
                        .add(MaxPooling.of(conv, pool), NaiveConnections.max(conv, pooled, pool), StandardModel.LINEAR)
                        .classes(pooled.size());
            }
            case "normalised" -> {
                Shape conv = new Shape(3, 3, 4);
                Window overlapping = new Window(2, 2, 1, 0);
                Shape pooled = new Shape(2, 2, 4);
                yield new Chain()
                        .convolution(in, conv, stride, StandardModel.RELU)
                        .add(
                                LocalContrastNormalisation.of(conv, 3),
                                NaiveConnections.contrast(conv, 3),
                                StandardModel.LINEAR)
                        .add(
                                AveragePooling.of(conv, overlapping),
                                NaiveConnections.average(conv, pooled, overlapping),
                                StandardModel.TANH)
                        .classes(pooled.size());
            }
            case "transposed" -> {
                Shape small = new Shape(3, 3, 2);
                Shape large = new Shape(6, 5, 3);
                yield new Chain()
                        .transposed(small, large, stride, StandardModel.SIGMOID)
                        .add(OneToOne.of(large.size()), x -> x.clone(), StandardModel.TANH)
                        .classes(large.size());
            }
            default -> {
                Shape first = new Shape(3, 3, 4);
                Shape second = new Shape(3, 3, 2);
                yield new Chain()
                        .convolution(in, first, stride, StandardModel.TANH)
                        .convolution(first, second, three, StandardModel.SIGMOID)
                        .classes(second.size());
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "pooled, GRADED", "normalised, GRADED", "transposed, GRADED", "stacked, GRADED",
        "pooled, SPIKE", "normalised, SPIKE", "transposed, SPIKE", "stacked, SPIKE"
    })
    void anUpdate_isTheMeanGradient(String name, Form form) {
        Chain chain = chain(name);
        Network network = chain.network(5);
        float[][] inputs = inputs(chain.synapses.get(0).presynaptic(), form);
        List<List<Shown>> batch =
                List.of(List.of(new Shown(0, 0), new Shown(1, 2)), List.of(), List.of(new Shown(2, 1)));
        Bench bench = new Bench(
                network,
                ErrorPropagation.wiring(form),
                block -> new ErrorPropagation(block, ErrorPropagation.wiring(form), 1),
                new int[] {2, 2, 3},
                1,
                1,
                (presentation, cycle) -> inputs[(int) presentation]);
        List<float[][]> gradients = expected(chain, inputs, batch);
        List<float[][]> before = chain.synapses.stream()
                .map(ConnectionsGradientPropertyTest::copy)
                .toList();
        bench.show(Mode.LEARN_FORWARD, 1, "x", batch);
        bench.update(Direction.FEEDFORWARD, 3);
        double largest = 0;
        for (Pathway pathway : network.pathways()) {
            if (!pathway.hasWeights()) {
                continue;
            }
            float[][] rows = pathway.synapses().rows();
            for (int k = 0; k < rows.length; k++) {
                for (int j = 0; j < rows[k].length; j++) {
                    double change = before.get(pathway.index())[k][j] - rows[k][j];
                    double gradient = gradients.get(pathway.index())[k][j];
                    assertEquals(gradient, change, TOLERANCE, pathway.name() + " " + k + " " + j);
                    largest = Math.max(largest, Math.abs(gradient));
                }
            }
        }
        assertTrue(largest > 1000 * TOLERANCE, "gradients so small that nothing is tested");
    }

    private static float[][] copy(Synapses synapses) {
        float[][] copy = new float[synapses.rows().length][];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = synapses.rows()[k].clone();
        }
        return copy;
    }

    private static float[][] inputs(int size, Form form) {
        Random random = new Random(9);
        float[][] inputs = new float[3][size];
        for (float[] input : inputs) {
            for (int k = 0; k < size; k++) {
                input[k] = form == Form.SPIKE ? random.nextInt(2) : (float) random.nextGaussian();
            }
        }
        return inputs;
    }

    private static double loss(Chain chain, float[][] inputs, List<List<Shown>> batch) {
        return batch.stream()
                        .flatMap(List::stream)
                        .mapToDouble(shown -> chain.loss(inputs[(int) shown.presentation()], shown.label()))
                        .sum()
                / inputs.length;
    }

    private static List<float[][]> expected(Chain chain, float[][] inputs, List<List<Shown>> batch) {
        List<float[][]> gradients = new ArrayList<>();
        for (Synapses synapses : chain.synapses) {
            float[][] gradient = copy(synapses);
            for (int k = 0; k < gradient.length; k++) {
                float[] row = synapses.rows()[k];
                for (int j = 0; j < row.length; j++) {
                    float weight = row[j];
                    row[j] = weight + STEP;
                    double above = loss(chain, inputs, batch);
                    double distance = row[j];
                    row[j] = weight - STEP;
                    distance -= row[j];
                    gradient[k][j] = (float) ((above - loss(chain, inputs, batch)) / distance);
                    row[j] = weight;
                }
            }
            gradients.add(gradient);
        }
        return gradients;
    }
}
