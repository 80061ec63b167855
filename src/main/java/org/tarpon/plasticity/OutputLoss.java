package org.tarpon.plasticity;

import org.tarpon.network.NeuronModel;
import org.tarpon.network.StandardModel;

/** The loss of an output population at its label (S2), its gradient, and its target (S5). y is the one-hot label. */
public final class OutputLoss {
    private OutputLoss() {}

    /** −log p[y] for softmax, ‖p − y‖² otherwise. */
    public static double of(NeuronModel model, float[] p, int label) {
        if (model == StandardModel.SOFTMAX) {
            // A probability rounded to 0 counts as the smallest float: a sure mistake stays finite, and NaN stays NaN.
            return -StrictMath.log(Math.max(p[label], Float.MIN_VALUE));
        }
        double loss = 0;
        for (int j = 0; j < p.length; j++) {
            double difference = (double) p[j] - oneHot(label, j);
            loss += difference * difference;
        }
        return loss;
    }

    /** Writes −∂L/∂u, u being the potential. */
    static void teach(NeuronModel model, float[] p, int label, float[] teaching) {
        for (int j = 0; j < p.length; j++) {
            float difference = oneHot(label, j) - p[j];
            teaching[j] = switch ((StandardModel) model) {
                case SOFTMAX -> difference;
                case LINEAR -> 2f * difference;
                case SIGMOID -> 2f * difference * (p[j] * (1f - p[j]));
                default -> throw new IllegalArgumentException(model + " is no output model");
            };
        }
    }

    /**
     * Writes the target of the output: S5, ĥ = p − η̂ ∂L/∂p, for squared losses (η̂ = ½ gives y exactly); for softmax the
     * one-hot label itself (S6).
     *
     * @param step η̂
     */
    public static void target(NeuronModel model, float[] p, int label, float step, float[] target) {
        for (int j = 0; j < p.length; j++) {
            float y = oneHot(label, j);
            // Written as an interpolation between p and y: at η̂ = ½ nothing is rounded.
            float weight = 2f * step;
            target[j] = model == StandardModel.SOFTMAX ? y : weight * y + (1f - weight) * p[j];
        }
    }

    private static float oneHot(int label, int j) {
        return j == label ? 1f : 0f;
    }
}
