package org.tarpon.network;

/**
 * The connections from one population to another. It owns its weights, its delay and its direction.
 *
 * @param index its position in the network; simultaneous volleys arrive in this order
 * @param direction feedforward or feedback
 * @param from the presynaptic population
 * @param to the postsynaptic population
 * @param delayNanos time from the emission to the arrival of a volley, in nanoseconds, positive
 * @param synapses the weights and biases
 */
public record Pathway(
        int index, Direction direction, Population from, Population to, long delayNanos, Synapses synapses) {
    /** "from-to", as metrics and messages name it. */
    public String name() {
        return from.name() + "-" + to.name();
    }

    /** Whether its weights mirror another pathway's instead of being its own (weight transport). */
    public boolean isTied() {
        return synapses.isMirror();
    }

    /** Whether it has weights of its own, which it may learn. */
    public boolean hasWeights() {
        return !isTied() && synapses.rows().length > 0;
    }
}
