package org.tarpon.graph;

/**
 * What one node computes: a scalar g(x, θ; d) of its inputs x, its parameters θ, and one number d that is given to the node
 * for each run: the value of an input, a label, a drawn spike; most functions do not read it. Nothing is derived by d.
 *
 * <p>A function is pure: it keeps nothing between calls, changes none of its arguments but the array it is to write, and
 * gives the same bits for the same arguments (so no {@code Math.exp} and its like). One instance may serve many nodes.
 */
public interface NodeFunction {
    /** The number of inputs it takes. */
    int inputs();

    /** The number of parameters it reads. They need not be weights. */
    default int parameters() {
        return 0;
    }

    /**
     * g.
     *
     * @param x the inputs, [{@link #inputs}]
     * @param theta the node's parameters, [{@link #parameters}]
     * @param given d; NaN unless one was given
     */
    double value(double[] x, double[] theta, double given);

    /**
     * Writes ∂g/∂x.
     *
     * @param partials receives the derivative by input i in element i; may be longer than {@link #inputs}
     */
    void byInputs(double[] x, double[] theta, double given, double[] partials);

    /**
     * Writes ∂g/∂θ; never called for a function without parameters.
     *
     * @param partials receives the derivative by parameter i in element i; may be longer than {@link #parameters}
     */
    default void byParameters(double[] x, double[] theta, double given, double[] partials) {
        throw new UnsupportedOperationException(this + " has parameters, but does not say its derivative by them");
    }
}
