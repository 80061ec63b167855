package org.tarpon.graph;

import java.util.List;
import java.util.stream.IntStream;

/**
 * S14 on a {@link RandomGraph}: nodes are put into layers by their longest path from an input, and three phases never mix:
 * forward layer by layer, backward layer by layer (ε_In = fʹ(In) Σ (∂In/∂Out) ε), then the gradient by the parameters.
 * It shares nothing with the code under test; each derivative is written once more, in another form where there is one.
 *
 * <p>Along with each ε goes the sum of the magnitudes of all that was added up in it, in which rounding errors are measured.
 */
final class LayeredReference {
    final double[] out;
    final double[] gradient;

    /** Σ |terms| of each gradient. */
    final double[] gradientScale;

    /** First-order bound of the rounding error of the loss. */
    double lossRounding;

    private final RandomGraph graph;
    private final int[] layer;
    private final double[] epsilon;
    private final double[] scale;

    LayeredReference(RandomGraph graph) {
        this.graph = graph;
        int n = graph.nodes().size();
        out = new double[n];
        layer = new int[n];
        epsilon = new double[n];
        scale = new double[n];
        gradient = new double[graph.theta().length];
        gradientScale = new double[graph.theta().length];
        for (int i = 0; i < n; i++) {
            for (int input : graph.nodes().get(i).inputs()) {
                layer[i] = Math.max(layer[i], layer[input] + 1);
            }
        }
        int layers = layer[graph.loss()];
        for (int l = 0; l <= IntStream.of(layer).max().orElseThrow(); l++) {
            inLayer(l).forEach(i -> out[i] = value(i));
        }
        epsilon[graph.loss()] = 1;
        scale[graph.loss()] = 1;
        for (int l = layers; l > 0; l--) {
            inLayer(l).forEach(this::backward);
        }
        for (int l = 0; l <= layers; l++) {
            inLayer(l).forEach(this::parameterGradient);
        }
    }

    private IntStream inLayer(int l) {
        return IntStream.range(0, layer.length).filter(i -> layer[i] == l);
    }

    /** Whether values are moderate, and no kink or pole is near, so that finite differences can be believed. */
    boolean isTame() {
        List<RandomGraph.Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            boolean tame = Math.abs(out[i]) < 20;
            tame &= switch (nodes.get(i).kind()) {
                case RELU -> Math.abs(in(i, 0)) > 1e-2;
                case QUOTIENT -> in(i, 1) > 0.1;
                case POWER -> in(i, 0) > 0.1;
                default -> true;
            };
            if (!tame) {
                return false;
            }
        }
        return true;
    }

    private double in(int i, int which) {
        return out[graph.nodes().get(i).inputs()[which]];
    }

    private double parameter(int i, int which) {
        return graph.theta()[graph.nodes().get(i).parameters()[which]];
    }

    private double value(int i) {
        RandomGraph.Node node = graph.nodes().get(i);
        int inputs = node.inputs().length;
        double x = inputs == 0 ? 0 : in(i, 0);
        return switch (node.kind()) {
            case INPUT -> node.given();
            case AFFINE -> {
                double sum = parameter(i, inputs);
                for (int k = 0; k < inputs; k++) {
                    sum += parameter(i, k) * in(i, k);
                }
                yield sum;
            }
            case TANH -> 1 - 2 / (Math.exp(2 * x) + 1);
            case SIGMOID -> (1 + Math.tanh(x / 2)) / 2;
            case RELU -> x > 0 ? x : 0;
            case SOFTPLUS -> Math.log(1 + Math.exp(x));
            case PRODUCT -> x * in(i, 1);
            case QUOTIENT -> x / in(i, 1);
            case GAIN -> x * parameter(i, 0);
            case POWER -> Math.exp(parameter(i, 0) * Math.log(x));
            case LEAK -> x / Math.exp(1 / parameter(i, 0));
            case SOFTMAX_LOSS -> -Math.log(softmax(i, (int) node.given()));
            case SQUARED_LOSS -> {
                double sum = 0;
                for (int k = 0; k < inputs; k++) {
                    sum += Math.pow(in(i, k) - (k == node.given() ? 1 : 0), 2);
                }
                yield sum;
            }
            case DIFFERENCE_LOSS -> Math.pow(x - in(i, 1), 2);
        };
    }

    private double softmax(int i, int which) {
        double sum = 0;
        for (int k = 0; k < graph.nodes().get(i).inputs().length; k++) {
            sum += Math.exp(in(i, k) - in(i, which));
        }
        return 1 / sum;
    }

    private void backward(int i) {
        RandomGraph.Node node = graph.nodes().get(i);
        int inputs = node.inputs().length;
        double x = in(i, 0);
        double f = out[i];
        lossRounding += Math.ulp(1.0) * (inputs + 4) * magnitude(i) * scale[i];
        for (int k = 0; k < inputs; k++) {
            double y = k == node.given() ? 1 : 0;
            double slope =
                    switch (node.kind()) {
                        case INPUT -> 0;
                        case AFFINE -> parameter(i, k);
                        case TANH -> 4 * Math.exp(-2 * Math.abs(x)) / Math.pow(1 + Math.exp(-2 * Math.abs(x)), 2);
                        case SIGMOID -> f / (1 + Math.exp(x));
                        case RELU -> x > 0 ? 1 : 0;
                        case SOFTPLUS -> Math.exp(x - f);
                        case PRODUCT -> in(i, 1 - k);
                        case QUOTIENT -> k == 0 ? 1 / in(i, 1) : -f / in(i, 1);
                        case GAIN -> parameter(i, 0);
                        case POWER -> parameter(i, 0) * f / x;
                        case LEAK -> 1 / Math.exp(1 / parameter(i, 0));
                        case SOFTMAX_LOSS -> softmax(i, k) - y;
                        case SQUARED_LOSS -> 2 * in(i, k) - 2 * y;
                        case DIFFERENCE_LOSS -> 2 * in(i, k) - 2 * in(i, 1 - k);
                    };
            double terms =
                    switch (node.kind()) {
                        case SOFTMAX_LOSS -> softmax(i, k) + y;
                        case SQUARED_LOSS -> 2 * Math.abs(in(i, k)) + 2 * y;
                        case DIFFERENCE_LOSS -> 2 * Math.abs(x) + 2 * Math.abs(in(i, 1));
                        default -> Math.abs(slope);
                    };
            epsilon[node.inputs()[k]] += slope * epsilon[i];
            scale[node.inputs()[k]] += terms * scale[i];
        }
    }

    /** Σ |terms| of a node's value. */
    private double magnitude(int i) {
        RandomGraph.Node node = graph.nodes().get(i);
        double sum = 1 + Math.abs(out[i]);
        for (int k = 0; k < node.inputs().length; k++) {
            double x = Math.abs(in(i, k));
            sum += switch (node.kind()) {
                case AFFINE -> Math.abs(parameter(i, k)) * x;
                case SQUARED_LOSS, DIFFERENCE_LOSS -> 2 * (x + 1) * (x + 1);
                default -> x;
            };
        }
        return sum;
    }

    private void parameterGradient(int i) {
        RandomGraph.Node node = graph.nodes().get(i);
        for (int k = 0; k < node.parameters().length; k++) {
            double theta = parameter(i, k);
            double slope =
                    switch (node.kind()) {
                        case AFFINE -> k < node.inputs().length ? in(i, k) : 1;
                        case GAIN -> in(i, 0);
                        case POWER -> out[i] * Math.log(in(i, 0));
                        case LEAK -> out[i] / theta / theta;
                        default -> throw new AssertionError(node.kind() + " has no parameters");
                    };
            gradient[node.parameters()[k]] += slope * epsilon[i];
            gradientScale[node.parameters()[k]] += Math.abs(slope) * scale[i];
        }
    }
}
