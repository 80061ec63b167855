package org.tarpon.circuit;

import org.tarpon.neuron.Row;

/**
 * The synapses of a pathway with a range of its postsynaptic neurons, by presynaptic neuron. Stored and procedural rows
 * hold the same synapses in the same order. An instance belongs to one thread.
 */
public interface Rows {
    /** Lends the synapses of one presynaptic neuron, until the next call. */
    Row row(int presynaptic);

    /** The weight of every synapse of a row that has no weights of its own. */
    double commonWeight();

    /** Synapses that are stored, 0 if none. */
    long stored();

    /**
     * Makes the rows of a pathway that end at the neurons from {@code first} to before {@code end}.
     *
     * @param seed of the run
     */
    static Rows of(Circuit circuit, Tract tract, long seed, int first, int end) {
        return tract.procedural()
                ? new ProceduralRows(circuit, tract, seed, first, end)
                : StoredRows.of(circuit, tract, seed, first, end);
    }
}
