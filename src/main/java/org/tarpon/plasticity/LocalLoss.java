package org.tarpon.plasticity;

import org.tarpon.network.NeuronModel;

/** The loss by which a stochastic-binary layer approaches its target. */
public enum LocalLoss {
    /** S10: L = ‖ĥ − p‖²; teaching signal 2 (ĥ − p) σ′(u). */
    SQUARED {
        @Override
        void teach(float[] target, float[] probability, float[] teaching, int n) {
            for (int j = 0; j < n; j++) {
                float p = probability[j];
                teaching[j] = 2f * (target[j] - p) * (p * (1f - p));
            }
        }

        @Override
        float ascent(float target, float p) {
            return 2f * (target - p);
        }
    },
    /** S11: cross-entropy; teaching signal ĥ − p, with no derivative of the activation. */
    CROSS_ENTROPY {
        @Override
        void teach(float[] target, float[] probability, float[] teaching, int n) {
            for (int j = 0; j < n; j++) {
                teaching[j] = target[j] - probability[j];
            }
        }

        @Override
        float ascent(float target, float p) {
            return (target - p) / Math.max(p * (1f - p), SMALLEST_VARIANCE);
        }
    };

    /** Keeps the cross-entropy's gradient finite where p is rounded to 0 or 1. */
    private static final float SMALLEST_VARIANCE = 1e-6f;

    /** Whether it evaluates σ′ (objection 2). */
    boolean needsDerivative() {
        return this == SQUARED;
    }

    /** Writes −∂L/∂u of n neurons of one lane. */
    abstract void teach(float[] target, float[] probability, float[] teaching, int n);

    /** −∂L/∂p of one neuron. */
    abstract float ascent(float target, float p);

    /**
     * Writes −∂L/∂u of n neurons with several dendrites, through the model's own derivative.
     *
     * @param u [currents(n)]
     * @param scratch [n or more], overwritten
     * @param teaching [currents(n)]
     */
    void teach(
            NeuronModel model,
            float[] u,
            float[] target,
            float[] probability,
            float[] scratch,
            float[] teaching,
            int n) {
        for (int j = 0; j < n; j++) {
            scratch[j] = ascent(target[j], probability[j]);
        }
        model.backpropagate(u, probability, scratch, teaching, n);
    }
}
