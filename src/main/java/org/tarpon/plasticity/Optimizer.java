package org.tarpon.plasticity;

/** How a gradient becomes a change of weights. Stateless: what it remembers of each weight is handed to it. */
public interface Optimizer {
    /** Numbers it remembers for each weight. */
    int memories();

    /** η of the first epoch. */
    double rate();

    /** Factor on the rate after each epoch, in (0, 1]. */
    double rateDecay();

    /** λ: each weight, but not the biases, is drawn to 0 as if ½λw² were added to the loss. */
    double weightDecay();

    /**
     * Changes the weights of one row against the gradient.
     *
     * @param weights [n], changed in place
     * @param ascent [n], minus the gradient of the loss
     * @param rate η
     * @param memory [memories()][n], zero before the first step
     * @param corrections what {@link #prepare} made for this step
     */
    void step(float[] weights, float[] ascent, float rate, float[][] memory, float[] corrections);

    /** Room for {@link #prepare}. */
    int CORRECTIONS = 2;

    /**
     * Makes what is the same for all rows of a step.
     *
     * @param step its number, from 1
     * @param corrections [{@value #CORRECTIONS}], overwritten
     */
    default void prepare(long step, float[] corrections) {}

    /** η of an epoch counted from 0, by repeated multiplication, which has the same bits everywhere. */
    static double rateIn(int epoch, double rate, double decay) {
        double result = rate;
        for (int i = 0; i < epoch && decay != 1.0; i++) {
            result *= decay;
        }
        return result;
    }

    /** baseⁿ by squaring, n at least 0: the same bits everywhere, and no object made, as StrictMath.pow may. */
    static double power(double base, long n) {
        double result = 1.0;
        double square = base;
        for (long rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /** Stochastic gradient descent: v ← μv + η·ascent, w ← w + v. */
    record Sgd(double rate, double momentum, double rateDecay, double weightDecay) implements Optimizer {
        @Override
        public int memories() {
            return 1;
        }

        @Override
        public void step(float[] weights, float[] ascent, float rate, float[][] memory, float[] corrections) {
            float[] velocity = memory[0];
            float mu = (float) momentum;
            if (mu == 0f) {
                for (int j = 0; j < weights.length; j++) {
                    weights[j] += rate * ascent[j];
                }
                return;
            }
            for (int j = 0; j < weights.length; j++) {
                float v = mu * velocity[j] + rate * ascent[j];
                velocity[j] = v;
                weights[j] += v;
            }
        }
    }

    /**
     * RMSProp with the mean removed, as in Lee et al.'s program (docs/model.md): a ← ρa + (1 − ρ)g, b ← ρb + (1 − ρ)g²,
     * inc ← μ inc + η g/√(b − a² + ε), w ← w + inc, g being the direction of ascent.
     */
    record CentredRmsProp(
            double rate, double decay, double momentum, double stabiliser, double rateDecay, double weightDecay)
            implements Optimizer {
        @Override
        public int memories() {
            return 3;
        }

        @Override
        public void step(float[] weights, float[] ascent, float rate, float[][] memory, float[] corrections) {
            float keep = (float) decay;
            float take = (float) (1.0 - decay);
            advance(
                    weights,
                    ascent,
                    memory[0],
                    memory[1],
                    memory[2],
                    keep,
                    take,
                    (float) momentum,
                    (float) stabiliser,
                    rate);
        }

        private static void advance(
                float[] weights,
                float[] ascent,
                float[] increment,
                float[] mean,
                float[] square,
                float keep,
                float take,
                float momentum,
                float stabiliser,
                float rate) {
            for (int j = 0; j < weights.length; j++) {
                float g = ascent[j];
                float a = keep * mean[j] + take * g;
                float b = keep * square[j] + take * (g * g);
                // The variance is not negative; its rounded value might be, and is then as small.
                float variance = Math.abs(b - a * a);
                float inc = momentum * increment[j] + rate * g / (float) Math.sqrt(variance + stabiliser);
                mean[j] = a;
                square[j] = b;
                increment[j] = inc;
                weights[j] += inc;
            }
        }
    }

    /** Adam (Kingma and Ba 2015, algorithm 1). */
    record Adam(double rate, double beta1, double beta2, double epsilon, double rateDecay, double weightDecay)
            implements Optimizer {
        @Override
        public int memories() {
            return 2;
        }

        @Override
        public void prepare(long step, float[] corrections) {
            corrections[0] = (float) (1.0 / (1.0 - power(beta1, step)));
            corrections[1] = (float) (1.0 / (1.0 - power(beta2, step)));
        }

        @Override
        public void step(float[] weights, float[] ascent, float rate, float[][] memory, float[] corrections) {
            float first = (float) beta1;
            float second = (float) beta2;
            float correct = corrections[0];
            float correctSquare = corrections[1];
            float small = (float) epsilon;
            float[] mean = memory[0];
            float[] square = memory[1];
            for (int j = 0; j < weights.length; j++) {
                float g = ascent[j];
                float a = first * mean[j] + (1f - first) * g;
                float b = second * square[j] + (1f - second) * (g * g);
                mean[j] = a;
                square[j] = b;
                weights[j] += rate * (a * correct) / ((float) Math.sqrt(b * correctSquare) + small);
            }
        }
    }
}
