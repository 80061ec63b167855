package org.tarpon.circuit;

import org.tarpon.neuron.Dynamics;

/**
 * A population of asynchronous neurons that share a model.
 *
 * @param index its position in the circuit; simultaneous events are ordered by it
 * @param name unique in the circuit; random streams are named after it
 * @param size number of neurons, at least 1
 * @param dynamics how each of them lives
 */
public record CellGroup(int index, String name, int size, Dynamics dynamics) {}
