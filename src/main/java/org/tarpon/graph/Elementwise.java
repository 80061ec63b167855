package org.tarpon.graph;

/** Functions of one input, without parameters. */
public enum Elementwise implements NodeFunction {
    IDENTITY {
        @Override
        double at(double x) {
            return x;
        }

        @Override
        double slope(double x) {
            return 1;
        }
    },
    TANH {
        @Override
        double at(double x) {
            return StrictMath.tanh(x);
        }

        @Override
        double slope(double x) {
            // Not 1 − tanh²: that would leave nothing but rounding errors where tanh is close to ±1.
            double cosh = StrictMath.cosh(x);
            return 1 / (cosh * cosh);
        }
    },
    SIGMOID {
        @Override
        double at(double x) {
            return sigmoid(x);
        }

        @Override
        double slope(double x) {
            return sigmoid(x) * sigmoid(-x);
        }
    },
    /** max(x, 0); its derivative at 0 is taken to be 0. */
    RELU {
        @Override
        double at(double x) {
            return Math.max(x, 0);
        }

        @Override
        double slope(double x) {
            return x > 0 ? 1 : 0;
        }
    },
    /** log(1 + eˣ), always positive. */
    SOFTPLUS {
        @Override
        double at(double x) {
            return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
        }

        @Override
        double slope(double x) {
            return sigmoid(x);
        }
    },
    /**
     * The straight-through estimator of a stochastic binary neuron (S14, Bengio et al. 2013): the value is the spike s that
     * was drawn and is given, the derivative by the potential that of its probability, σ′(u).
     */
    STRAIGHT_THROUGH {
        @Override
        double at(double x) {
            throw new IllegalStateException("a spike is given, not computed from the potential");
        }

        @Override
        double slope(double x) {
            return SIGMOID.slope(x);
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            return given;
        }
    };

    abstract double at(double x);

    abstract double slope(double x);

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public double value(double[] x, double[] theta, double given) {
        return at(x[0]);
    }

    @Override
    public void byInputs(double[] x, double[] theta, double given, double[] partials) {
        partials[0] = slope(x[0]);
    }
}
