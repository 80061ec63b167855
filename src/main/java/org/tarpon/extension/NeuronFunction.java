package org.tarpon.extension;

/** What neurons make of their potential, each of its own alone. Stateless. */
public interface NeuronFunction {
    /**
     * Writes the mean output of n neurons: of spiking ones the probability of a spike, 0 to 1.
     *
     * @param potential [n], not to be written to
     * @param mean [n]
     */
    void respond(float[] potential, float[] mean, int n);

    /**
     * The way back of errors: ∂L/∂u = f′(u) ⊙ ∂L/∂f. Asked for only if the provider says that there is a derivative.
     *
     * @param potential [n]; not to be written to
     * @param mean [n], the response to it; not to be written to
     * @param error [n], ∂L/∂f; not to be written to
     * @param result [n], receives ∂L/∂u
     */
    default void backpropagate(float[] potential, float[] mean, float[] error, float[] result, int n) {
        throw new UnsupportedOperationException("there is no derivative");
    }
}
