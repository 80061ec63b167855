package org.tarpon.plasticity;

import org.tarpon.network.NeuronModel;

/** The loss by which a layer approaches its target, held constant. */
public enum LocalLoss {
    /** S10: L = ‖ĥ − h‖²; teaching signal 2 (ĥ − h) f′(u). */
    SQUARED {
        @Override
        void teach(
                NeuronModel model, float[] u, float[] mean, float[] target, float[] scratch, float[] teaching, int n) {
            for (int j = 0; j < n; j++) {
                scratch[j] = 2f * (target[j] - mean[j]);
            }
            model.backpropagate(u, mean, scratch, teaching, n);
        }
    },
    /**
     * S11: teaching signal ĥ − h, with no derivative of the activation. It is the descent of the cross-entropy for sigmoid
     * and stochastic binary neurons, of half of it between (1 + ĥ)/2 and (1 + h)/2 for tanh, and for any increasing f of the
     * matching loss ∫ (f(u) − ĥ) du (Auer, Herbster and Warmuth 1996). Through the several dendrites of a neuron the
     * cross-entropy goes by the model's own derivative.
     */
    CROSS_ENTROPY {
        @Override
        void teach(
                NeuronModel model, float[] u, float[] mean, float[] target, float[] scratch, float[] teaching, int n) {
            if (model.currents(n) == n) {
                for (int j = 0; j < n; j++) {
                    teaching[j] = target[j] - mean[j];
                }
                return;
            }
            for (int j = 0; j < n; j++) {
                scratch[j] = (target[j] - mean[j]) / Math.max(mean[j] * (1f - mean[j]), SMALLEST_VARIANCE);
            }
            model.backpropagate(u, mean, scratch, teaching, n);
        }
    };

    /** Keeps the cross-entropy's gradient finite where p is rounded to 0 or 1. */
    private static final float SMALLEST_VARIANCE = 1e-6f;

    /** Whether it evaluates f′ (objection 2) of a population's neurons. */
    boolean needsDerivative(NeuronModel model, int n) {
        return !model.isLinear() && (this == SQUARED || model.currents(n) != n);
    }

    /**
     * Writes −∂L/∂u of the n neurons of one lane.
     *
     * @param u [currents(n)]
     * @param mean [n], their response to u
     * @param target [n]
     * @param scratch [n or more], overwritten
     * @param teaching [currents(n)]
     */
    abstract void teach(
            NeuronModel model, float[] u, float[] mean, float[] target, float[] scratch, float[] teaching, int n);
}
