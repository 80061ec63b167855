package org.tarpon.network;

/**
 * A population of neurons that share a model.
 *
 * @param index its position in the network, 0 to 65,535; ties between simultaneous events are broken by it
 * @param name unique in the network; random streams are named after it
 * @param size number of neurons, at least 1
 * @param model how its neurons respond
 */
public record Population(int index, String name, int size, NeuronModel model) {
    public boolean isSource() {
        return model == StandardModel.SOURCE;
    }

    /** Currents from below that its neurons sum. */
    public int currents() {
        return model.currents(size);
    }
}
