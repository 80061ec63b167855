package org.tarpon.plasticity;

import org.tarpon.network.NeuronModel;

/** The loss by which a layer approaches its target, held constant. */
public enum LocalLoss {
    /** S10: L = ‖ĥ − h‖²; teaching signal 2 (ĥ − h) f′(u). */
    SQUARED {
        @Override
        void teach(NeuronModel model, float[] u, float[] mean, float[] target, float[] teaching, int n) {
            for (int j = 0; j < n; j++) {
                teaching[j] = 2f * (target[j] - mean[j]);
            }
            model.backpropagate(u, mean, teaching, teaching, n);
        }
    },
    /**
     * S11: teaching signal ĥ − h, with no derivative of the activation. It is the descent of the cross-entropy for sigmoid
     * and stochastic binary neurons, of half of it between (1 + ĥ)/2 and (1 + h)/2 for tanh, and for any increasing f of the
     * matching loss ∫ (f(u) − ĥ) du (Auer, Herbster and Warmuth 1996).
     */
    CROSS_ENTROPY {
        @Override
        void teach(NeuronModel model, float[] u, float[] mean, float[] target, float[] teaching, int n) {
            for (int j = 0; j < n; j++) {
                teaching[j] = target[j] - mean[j];
            }
        }
    };

    /** Whether it evaluates f′ (objection 2). */
    boolean needsDerivative() {
        return this == SQUARED;
    }

    /**
     * Writes −∂L/∂u of the n neurons of one lane, all arrays [n].
     *
     * @param mean their response to u
     */
    abstract void teach(NeuronModel model, float[] u, float[] mean, float[] target, float[] teaching, int n);
}
