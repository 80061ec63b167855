package org.tarpon.graph;

/** Losses to be minimised. Where there is a label, it is the number given to the node: a class from 0. */
public final class Losses {
    private Losses() {}

    /** (x₀ − x₁)²: of a prediction and what it should be, which may be an input. */
    public static final NodeFunction SQUARED_DIFFERENCE = new SquaredDifference();

    /** ‖x − y‖² with the one-hot label y (S2). */
    public static NodeFunction squaredError(int classes) {
        return new SquaredError(classes);
    }

    /**
     * −log softmax(x)[label] of the potentials x (S2). Softmax and logarithm are one function because their derivative,
     * softmax(x) − y, stays exact where a probability vanishes.
     */
    public static NodeFunction softmaxNegativeLogLikelihood(int classes) {
        return new SoftmaxNegativeLogLikelihood(classes);
    }

    private static int label(double given, int classes) {
        if (!(given >= 0 && given < classes && given == (int) given)) {
            throw new IllegalArgumentException(
                    "a label must be given to the loss, a whole number from 0 to " + (classes - 1) + ", not " + given);
        }
        return (int) given;
    }

    private record SquaredDifference() implements NodeFunction {
        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            return (x[0] - x[1]) * (x[0] - x[1]);
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = 2 * (x[0] - x[1]);
            partials[1] = -partials[0];
        }
    }

    private record SquaredError(int inputs) implements NodeFunction {
        @Override
        public double value(double[] x, double[] theta, double given) {
            int label = label(given, inputs);
            double sum = 0;
            for (int j = 0; j < inputs; j++) {
                double difference = x[j] - (j == label ? 1 : 0);
                sum += difference * difference;
            }
            return sum;
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            int label = label(given, inputs);
            for (int j = 0; j < inputs; j++) {
                partials[j] = 2 * (x[j] - (j == label ? 1 : 0));
            }
        }
    }

    private record SoftmaxNegativeLogLikelihood(int inputs) implements NodeFunction {
        @Override
        public double value(double[] x, double[] theta, double given) {
            int label = label(given, inputs);
            double largest = largest(x);
            double sum = 0;
            for (int j = 0; j < inputs; j++) {
                sum += StrictMath.exp(x[j] - largest);
            }
            return StrictMath.log(sum) + (largest - x[label]);
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            int label = label(given, inputs);
            double largest = largest(x);
            double sum = 0;
            for (int j = 0; j < inputs; j++) {
                partials[j] = StrictMath.exp(x[j] - largest);
                sum += partials[j];
            }
            for (int j = 0; j < inputs; j++) {
                partials[j] /= sum;
            }
            partials[label] -= 1;
        }

        private static double largest(double[] x) {
            double largest = x[0];
            for (int j = 1; j < x.length; j++) {
                largest = Math.max(largest, x[j]);
            }
            return largest;
        }
    }
}
