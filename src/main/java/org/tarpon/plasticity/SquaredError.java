package org.tarpon.plasticity;

import org.tarpon.network.Volley;

/** L = ‖p − y‖² of sigmoid and linear outputs (S2), y being the one-hot label: one neuron a class. */
enum SquaredError implements OutputLayer {
    OF_SIGMOID {
        @Override
        float slope(float p) {
            return p * (1f - p);
        }

        @Override
        public boolean needsDerivative() {
            return true;
        }

        @Override
        public void fire(float[] variate, float[] p, int lane, Volley spikes) {
            spikes.fire(lane, variate, p);
        }
    },

    /** Has no spikes. */
    OF_LINEAR {
        @Override
        float slope(float p) {
            return 1f;
        }

        @Override
        public boolean needsDerivative() {
            return false;
        }

        @Override
        public void fire(float[] variate, float[] p, int lane, Volley spikes) {
            throw new IllegalArgumentException("a linear output has no spikes");
        }
    };

    /** The derivative of the activation, as a function of its value. */
    abstract float slope(float p);

    @Override
    public int classes(int n) {
        return n;
    }

    @Override
    public double loss(float[] p, int label) {
        double loss = 0;
        for (int j = 0; j < p.length; j++) {
            double difference = (double) p[j] - oneHot(label, j);
            loss += difference * difference;
        }
        return loss;
    }

    @Override
    public void teach(float[] p, int label, float[] teaching) {
        for (int j = 0; j < p.length; j++) {
            teaching[j] = 2f * (oneHot(label, j) - p[j]) * slope(p[j]);
        }
    }

    @Override
    public void addScores(float[] p, float[] scores) {
        for (int j = 0; j < scores.length; j++) {
            scores[j] += p[j];
        }
    }

    /** S5, ĥ = p − η̂ ∂L/∂p; η̂ = ½ gives y exactly. */
    @Override
    public void target(float[] p, int label, float step, float[] target) {
        // Written as an interpolation between p and y: at η̂ = ½ nothing is rounded.
        float weight = 2f * step;
        for (int j = 0; j < p.length; j++) {
            target[j] = weight * oneHot(label, j) + (1f - weight) * p[j];
        }
    }

    @Override
    public boolean targetIsLabel() {
        return false;
    }

    @Override
    public void fireLabel(float[] variate, float[] p, int label, int lane, Volley message, int burst) {
        throw new IllegalStateException("target spikes of a squared loss are drawn from its target");
    }

    private static float oneHot(int label, int j) {
        return j == label ? 1f : 0f;
    }
}
