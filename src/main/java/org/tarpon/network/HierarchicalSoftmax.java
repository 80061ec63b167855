package org.tarpon.network;

/**
 * Softmax among the edges out of each branch of a class tree; the probability of a class is the product along its way. An
 * output only. With a flat tree it is {@link StandardModel#SOFTMAX}, to the bit.
 */
public record HierarchicalSoftmax(ClassTree tree) implements NeuronModel {
    @Override
    public Form form() {
        return Form.GRADED;
    }

    @Override
    public void respond(float[] u, float[] mean, int n) {
        for (int branch = 0; branch < tree.branches(); branch++) {
            normalise(u, mean, tree.first(branch), tree.first(branch + 1));
        }
    }

    @Override
    public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
        throw new IllegalStateException("no error passes through a hierarchical softmax");
    }

    /** Softmax of the neurons from the first up to, but without, the last. */
    static void normalise(float[] u, float[] mean, int from, int to) {
        float largest = u[from];
        for (int j = from + 1; j < to; j++) {
            largest = Math.max(largest, u[j]);
        }
        double sum = 0;
        for (int j = from; j < to; j++) {
            double e = StrictMath.exp((double) u[j] - largest);
            mean[j] = (float) e;
            sum += e;
        }
        for (int j = from; j < to; j++) {
            mean[j] = (float) (mean[j] / sum);
        }
    }
}
