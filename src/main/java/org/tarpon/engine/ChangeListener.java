package org.tarpon.engine;

import org.tarpon.circuit.CellGroup;

/** Is told of everything that populations send, population by population, each in the order (time, neuron). */
@FunctionalInterface
public interface ChangeListener {
    /**
     * @param output position of the output in the model's list
     * @param time of the emission in nanoseconds
     * @param sign +1 for a rise or a spike, −1 for a fall or a negative spike
     */
    void sent(CellGroup group, int output, long time, int neuron, int sign);
}
