package org.tarpon.extension;

/**
 * How hidden neurons learn. Called for one population and one presentation at a time, only while learning; activity climbs
 * as under every rule, and the output learns by the delta rule of its loss.
 *
 * <p>A synapse changes by the product of its presynaptic activity and what its postsynaptic neuron is taught here, summed over a
 * mini-batch and taken by the optimiser of {@code learning.forward}. So a rule is what {@link #teach} makes of what the
 * neuron itself knows. It reads no weight, no other population and no label.
 */
public interface LocalRule {
    /** The output has answered and knows the label: it may send down what helps those below. Without feedback never called. */
    default void answer(OutputNeurons self) {}

    /**
     * A hidden population has received all feedback that it awaits, or, without feedback, has just answered. It says what its
     * neurons learn, and may send on to those below where the wiring leads there.
     */
    void teach(HiddenNeurons self);
}
