package org.tarpon.graph;

/** The functions of other than one input, and those with parameters. See also {@link Elementwise} and {@link Losses}. */
public final class NodeFunctions {
    private NodeFunctions() {}

    /** No inputs; the value is the one given to the node. */
    public static final NodeFunction INPUT = new Input();

    /** x₀ / x₁. */
    public static final NodeFunction QUOTIENT = new Quotient();

    /** θ₀ x₀: a gain. */
    public static final NodeFunction GAIN = new Gain();

    /** x₀ to the power θ₀, for positive x₀. */
    public static final NodeFunction POWER = new Power();

    /**
     * Σ θᵢ xᵢ + Σ biases: the weights of the inputs first among the parameters, the biases after them.
     *
     * @param inputs 0 or more
     * @param biases 0 or more; a neuron has one for each pathway that ends at it
     */
    public static NodeFunction affine(int inputs, int biases) {
        return new Affine(inputs, biases);
    }

    /**
     * x₀ x₁ ⋯.
     *
     * @param inputs at least 1
     */
    public static NodeFunction product(int inputs) {
        return new Product(inputs);
    }

    private record Input() implements NodeFunction {
        @Override
        public int inputs() {
            return 0;
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            return given;
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {}
    }

    private record Affine(int inputs, int biases) implements NodeFunction {
        @Override
        public int parameters() {
            return inputs + biases;
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            double sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += theta[i] * x[i];
            }
            for (int i = inputs; i < theta.length; i++) {
                sum += theta[i];
            }
            return sum;
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            System.arraycopy(theta, 0, partials, 0, inputs);
        }

        @Override
        public void byParameters(double[] x, double[] theta, double given, double[] partials) {
            System.arraycopy(x, 0, partials, 0, inputs);
            for (int i = inputs; i < theta.length; i++) {
                partials[i] = 1;
            }
        }
    }

    private record Product(int inputs) implements NodeFunction {
        @Override
        public double value(double[] x, double[] theta, double given) {
            double product = x[0];
            for (int i = 1; i < x.length; i++) {
                product *= x[i];
            }
            return product;
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            // The factors before i from the left, those after i from the right: no division, so zeros do no harm.
            double before = 1;
            for (int i = 0; i < x.length; i++) {
                partials[i] = before;
                before *= x[i];
            }
            double after = 1;
            for (int i = x.length - 1; i >= 0; i--) {
                partials[i] *= after;
                after *= x[i];
            }
        }
    }

    private record Quotient() implements NodeFunction {
        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            return x[0] / x[1];
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = 1 / x[1];
            partials[1] = -x[0] / (x[1] * x[1]);
        }
    }

    private record Gain() implements NodeFunction {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            return theta[0] * x[0];
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = theta[0];
        }

        @Override
        public void byParameters(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = x[0];
        }
    }

    private record Power() implements NodeFunction {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            return StrictMath.pow(x[0], theta[0]);
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = theta[0] * StrictMath.pow(x[0], theta[0] - 1);
        }

        @Override
        public void byParameters(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = StrictMath.pow(x[0], theta[0]) * StrictMath.log(x[0]);
        }
    }
}
