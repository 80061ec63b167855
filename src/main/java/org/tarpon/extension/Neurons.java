package org.tarpon.extension;

/** What a rule sees of one population in one presentation. Valid during the call. */
public interface Neurons {
    /** How many there are. */
    int size();

    /** The cycle of the presentation, from 0. */
    int cycle();

    /** u: the current that the neuron has received from below, its bias included. */
    float potential(int neuron);

    /** The mean output at this potential: of spiking neurons the probability of a spike, of a softmax output that of the class. */
    float mean(int neuron);

    /** A number in [0, 1), drawn for this neuron, presentation and cycle and for nothing else: the same whenever asked for. */
    float uniform(int neuron);

    /**
     * Sends down what the rule's messages are, on every feedback pathway from here. A neuron that sends nothing, or 0, costs
     * nothing.
     *
     * @param value of spikes 1, of signed spikes 1 or −1
     * @throws ExtensionException if it is not, or not finite
     */
    void send(int neuron, float value);
}
