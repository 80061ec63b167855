package org.tarpon.plasticity;

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
    },
    /** S11: cross-entropy; teaching signal ĥ − p, with no derivative of the activation. */
    CROSS_ENTROPY {
        @Override
        void teach(float[] target, float[] probability, float[] teaching, int n) {
            for (int j = 0; j < n; j++) {
                teaching[j] = target[j] - probability[j];
            }
        }
    };

    /** Whether it evaluates σ′ (objection 2). */
    boolean needsDerivative() {
        return this == SQUARED;
    }

    /** Writes −∂L/∂u of n neurons of one lane. */
    abstract void teach(float[] target, float[] probability, float[] teaching, int n);
}
