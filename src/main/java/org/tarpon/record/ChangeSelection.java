package org.tarpon.record;

import java.util.BitSet;
import org.tarpon.circuit.CellGroup;

/**
 * Which spikes, or changes of state, are meant: of one population, of some of its neurons, over some time.
 *
 * @param population its name
 * @param neurons counted from 0; not copied
 * @param from nanoseconds
 * @param to nanoseconds, no longer included
 */
public record ChangeSelection(String population, BitSet neurons, long from, long to) {
    boolean contains(CellGroup group, long time, int neuron) {
        return time >= from && time < to && group.name().equals(population) && neurons.get(neuron);
    }
}
