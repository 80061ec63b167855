package org.tarpon.network;

import org.tarpon.math.Functions;

/** How the neurons of a population turn their basal potential u into a probability or output p (S1, S2). */
public enum NeuronModel {
    /** No potential: its volleys come from an encoder. */
    SOURCE(false) {
        @Override
        public void respond(float[] u, float[] p, int n) {
            throw new IllegalStateException("a source has no potential to respond to");
        }
    },
    /** S1: p = σ(u), s ~ Bernoulli(p). */
    STOCHASTIC_BINARY(false) {
        @Override
        public void respond(float[] u, float[] p, int n) {
            Functions.sigmoid(u, p, n);
        }
    },
    /** S2: p = softmax(u), loss −log p[y]. */
    SOFTMAX(true) {
        @Override
        public void respond(float[] u, float[] p, int n) {
            float largest = u[0];
            for (int j = 1; j < n; j++) {
                largest = Math.max(largest, u[j]);
            }
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double e = StrictMath.exp((double) u[j] - largest);
                p[j] = (float) e;
                sum += e;
            }
            for (int j = 0; j < n; j++) {
                p[j] = (float) (p[j] / sum);
            }
        }
    },
    /** Sigmoid output p = σ(u), loss ‖p − y‖² (S2). */
    SIGMOID(true) {
        @Override
        public void respond(float[] u, float[] p, int n) {
            Functions.sigmoid(u, p, n);
        }
    },
    /** Linear output p = u, loss ‖p − y‖² (S2). */
    LINEAR(true) {
        @Override
        public void respond(float[] u, float[] p, int n) {
            System.arraycopy(u, 0, p, 0, n);
        }
    };

    private final boolean output;

    NeuronModel(boolean output) {
        this.output = output;
    }

    /** Whether the population meets the label instead of firing feedforward. */
    public boolean isOutput() {
        return output;
    }

    /**
     * Writes p for the potentials u of n neurons of one lane.
     *
     * @throws IllegalStateException for a source
     */
    public abstract void respond(float[] u, float[] p, int n);
}
