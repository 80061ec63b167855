package org.tarpon.plasticity;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.network.ClassTree;
import org.tarpon.network.Direction;
import org.tarpon.network.HierarchicalSoftmax;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;

/**
 * The loss of a network of deterministic units once more: in double precision, from its definition, and its gradient by
 * central differences, which know nothing of any backward pass. Populations must be listed from the input to the output.
 */
final class DeterministicNet {
    private static final double H = 1e-5;

    /** The feedforward weights, [pathway][presynaptic + 1][postsynaptic]. */
    final List<double[][]> weights = new ArrayList<>();

    private final Network network;
    private final List<Pathway> up;

    /** Copies the network's present weights. */
    DeterministicNet(Network network) {
        this.network = network;
        this.up = network.pathways().stream()
                .filter(p -> p.direction() == Direction.FEEDFORWARD)
                .toList();
        for (Pathway pathway : up) {
            float[][] rows = pathway.synapses().rows();
            double[][] copy = new double[rows.length][rows[0].length];
            for (int k = 0; k < rows.length; k++) {
                for (int j = 0; j < copy[k].length; j++) {
                    copy[k][j] = rows[k][j];
                }
            }
            weights.add(copy);
        }
    }

    List<Pathway> pathways() {
        return up;
    }

    /** Mean loss over a batch. */
    double loss(float[][] inputs, int[] labels) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += loss(inputs[i], labels[i]);
        }
        return sum / labels.length;
    }

    private double loss(float[] input, int label) {
        double[][] out = new double[network.populations().size()][];
        for (Population self : network.populations()) {
            double[] u = new double[self.size()];
            if (self.isSource()) {
                for (int j = 0; j < u.length; j++) {
                    u[j] = input[j];
                }
                out[self.index()] = u;
                continue;
            }
            for (int i = 0; i < up.size(); i++) {
                if (up.get(i).to().equals(self)) {
                    add(weights.get(i), out[up.get(i).from().index()], u);
                }
            }
            if (self.equals(network.output())) {
                return loss(self, u, label);
            }
            out[self.index()] = new double[u.length];
            for (int j = 0; j < u.length; j++) {
                out[self.index()][j] = activation((StandardModel) self.model(), u[j]);
            }
        }
        throw new AssertionError("no output");
    }

    private static void add(double[][] rows, double[] x, double[] u) {
        for (int j = 0; j < u.length; j++) {
            u[j] += rows[x.length][j];
            for (int k = 0; k < x.length; k++) {
                u[j] += x[k] * rows[k][j];
            }
        }
    }

    static double activation(StandardModel model, double u) {
        return switch (model) {
            case TANH -> StrictMath.tanh(u);
            case RELU -> Math.max(u, 0);
            case SIGMOID, STOCHASTIC_BINARY -> 1 / (1 + StrictMath.exp(-u));
            case LINEAR -> u;
            default -> throw new IllegalArgumentException(model + " is not computed unit by unit");
        };
    }

    private static double loss(Population output, double[] u, int label) {
        if (output.model() instanceof HierarchicalSoftmax hierarchical) {
            ClassTree tree = hierarchical.tree();
            double loss = 0;
            for (int i = 0; i < tree.edgesTo(label).length; i++) {
                int branch = tree.branchesTo(label)[i];
                loss += crossEntropy(u, tree.first(branch), tree.first(branch + 1), tree.edgesTo(label)[i]);
            }
            return loss;
        }
        if (output.model() == StandardModel.SOFTMAX) {
            return crossEntropy(u, 0, u.length, label);
        }
        double loss = 0;
        for (int j = 0; j < u.length; j++) {
            double e = activation((StandardModel) output.model(), u[j]) - (j == label ? 1 : 0);
            loss += e * e;
        }
        return loss;
    }

    private static double crossEntropy(double[] u, int from, int to, int chosen) {
        double sum = 0;
        for (int j = from; j < to; j++) {
            sum += StrictMath.exp(u[j]);
        }
        return StrictMath.log(sum) - u[chosen];
    }

    /** The gradient of the mean loss, as {@link #weights}. */
    List<double[][]> gradient(float[][] inputs, int[] labels) {
        List<double[][]> gradient = new ArrayList<>();
        for (double[][] rows : weights) {
            double[][] slopes = new double[rows.length][rows[0].length];
            for (int k = 0; k < rows.length; k++) {
                for (int j = 0; j < slopes[k].length; j++) {
                    double was = rows[k][j];
                    rows[k][j] = was + H;
                    double above = loss(inputs, labels);
                    rows[k][j] = was - H;
                    slopes[k][j] = (above - loss(inputs, labels)) / (2 * H);
                    rows[k][j] = was;
                }
            }
            gradient.add(slopes);
        }
        return gradient;
    }
}
