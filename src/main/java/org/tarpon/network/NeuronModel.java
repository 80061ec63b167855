package org.tarpon.network;

/**
 * How the neurons of a population turn their potential u into what they send: the part of a layer that is not its
 * connections (S1, S14). Stateless.
 */
public interface NeuronModel {
    /** What the population sends: spikes drawn from its mean output, or the output itself. */
    Form form();

    /** Currents that a population of n neurons sums; n unless its neurons have several dendrites. */
    default int currents(int n) {
        return n;
    }

    /**
     * Writes the output of the n neurons of one lane, in the mean over their own draws: p for spiking neurons, f(u) for
     * deterministic ones.
     *
     * @param u [currents(n)]
     * @param mean [n]
     * @throws IllegalStateException for a source
     */
    void respond(float[] u, float[] mean, int n);

    /**
     * The backward half of a layer (S14): ∂L/∂u = f′(u) ⊙ ∂L/∂output. Spiking neurons pass the error straight through
     * their draw.
     *
     * @param u [currents(n)], as it was when they responded
     * @param mean [n], their response to it
     * @param error [n], ∂L/∂output
     * @param result [currents(n)], receives ∂L/∂u
     * @throws IllegalStateException if the neurons have no derivative
     */
    void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n);

    /** Whether f is the identity, so that the way back needs no derivative (objection 2). */
    default boolean isLinear() {
        return false;
    }
}
