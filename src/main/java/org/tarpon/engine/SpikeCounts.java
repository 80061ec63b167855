package org.tarpon.engine;

import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.state.Archive;

/** Counts by neuron what its first output sends with sign +1: spikes, or rises of its state. */
public final class SpikeCounts implements ChangeListener {
    private final long[][] counts;

    public SpikeCounts(Circuit circuit) {
        counts = new long[circuit.groups().size()][];
        for (CellGroup group : circuit.groups()) {
            counts[group.index()] = new long[group.size()];
        }
    }

    @Override
    public void sent(CellGroup group, int output, long time, int neuron, int sign) {
        if (output == 0 && sign > 0) {
            counts[group.index()][neuron]++;
        }
    }

    public void state(Archive archive) {
        for (int g = 0; g < counts.length; g++) {
            archive.array("spikes of " + g, counts[g]);
        }
    }

    /** Counts of a population's neurons so far; live, not a copy. */
    public long[] of(CellGroup group) {
        return counts[group.index()];
    }
}
