package org.tarpon.network;

import org.tarpon.math.Functions;

/** The neuron models without parameters. */
public enum StandardModel implements NeuronModel {
    /** No potential: its volleys come from an encoder. */
    SOURCE(Form.SPIKE) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            throw new IllegalStateException("a source has no potential to respond to");
        }
    },
    /** S1: p = σ(u), s ~ Bernoulli(p). */
    STOCHASTIC_BINARY(Form.SPIKE) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            Functions.sigmoid(u, mean, n);
        }

        @Override
        public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
            SIGMOID.backpropagate(u, mean, error, result, n);
        }
    },
    /** tanh(u). */
    TANH(Form.GRADED) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            Functions.tanh(u, mean, n);
        }

        @Override
        public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
            for (int j = 0; j < n; j++) {
                result[j] = error[j] * (1f - mean[j] * mean[j]);
            }
        }
    },
    /**
     * h = tanh(u), of which only the sign travels; sign(0) = +1 (Lee et al. 2015, §3.2). The derivative is that of h, for
     * losses within the neuron: what is sent has none.
     */
    SIGN(Form.SIGN) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            TANH.respond(u, mean, n);
        }

        @Override
        public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
            TANH.backpropagate(u, mean, error, result, n);
        }
    },
    /** max(u, 0); the derivative at 0 is taken to be 0. */
    RELU(Form.GRADED) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            for (int j = 0; j < n; j++) {
                mean[j] = Math.max(u[j], 0f);
            }
        }

        @Override
        public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
            for (int j = 0; j < n; j++) {
                result[j] = mean[j] > 0f ? error[j] : 0f;
            }
        }
    },
    /** σ(u); as an output, with the loss ‖p − y‖² (S2). */
    SIGMOID(Form.GRADED) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            Functions.sigmoid(u, mean, n);
        }

        @Override
        public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
            for (int j = 0; j < n; j++) {
                result[j] = error[j] * (mean[j] * (1f - mean[j]));
            }
        }
    },
    /** u itself; as an output, with the loss ‖p − y‖² (S2). */
    LINEAR(Form.GRADED) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            System.arraycopy(u, 0, mean, 0, n);
        }

        @Override
        public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
            System.arraycopy(error, 0, result, 0, n);
        }

        @Override
        public boolean isLinear() {
            return true;
        }
    },
    /** S2: p = softmax(u), loss −log p[y]; an output only. */
    SOFTMAX(Form.GRADED) {
        @Override
        public void respond(float[] u, float[] mean, int n) {
            HierarchicalSoftmax.normalise(u, mean, 0, n);
        }
    };

    private final Form form;

    StandardModel(Form form) {
        this.form = form;
    }

    @Override
    public Form form() {
        return form;
    }

    @Override
    public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
        throw new IllegalStateException("no error passes through the model " + this);
    }
}
