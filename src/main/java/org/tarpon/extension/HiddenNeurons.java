package org.tarpon.extension;

/** What a rule sees of a hidden population: itself, and what has come back. */
public interface HiddenNeurons extends Neurons {
    /** What the neuron has sent up: 0 or 1, or a number. */
    float output(int neuron);

    /** The current that the neuron has received from above, 0 without feedback. */
    float feedback(int neuron);

    /**
     * f′(u), of spiking neurons the derivative of the probability. The audit counts its use (objection 2).
     *
     * @throws ExtensionException if the neurons have none
     */
    float derivative(int neuron);

    /**
     * Says in which direction the neuron's potential should have been another, −∂L/∂u where there is a loss: the rule's factor
     * in the change of all its synapses. A neuron that is not taught keeps its synapses.
     *
     * @throws ExtensionException if it is not finite
     */
    void teach(int neuron, float direction);
}
