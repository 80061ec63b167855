package org.tarpon.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.tarpon.circuit.CellGroup;
import org.tarpon.engine.ChangeListener;
import org.tarpon.state.Archive;

/** Counts by neuron the selected spikes, or rises of the state, on the first output. */
public final class ChangeCounts implements ChangeListener {
    /** The first line of a file of counts. */
    public static final String HEADER = "population,neuron,from_ns,to_ns,spikes\n";

    private final ChangeSelection selection;
    private final long[] counts; // up to the last neuron that is selected

    public ChangeCounts(ChangeSelection selection) {
        this.selection = selection;
        this.counts = new long[selection.neurons().length()];
    }

    @Override
    public void sent(CellGroup group, int output, long time, int neuron, int sign) {
        if (output == 0 && sign > 0 && selection.contains(group, time, neuron)) {
            counts[neuron]++;
        }
    }

    public void state(Archive archive) {
        archive.array("spikes", counts);
    }

    /** Spikes of one neuron and second so far, averaged over the selected neurons and the whole time. */
    public double rate() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum
                * 1e9
                / (selection.to() - selection.from())
                / selection.neurons().cardinality();
    }

    /** Writes one line a selected neuron. */
    public void writeTo(OutputStream out) throws IOException {
        BitSet neurons = selection.neurons();
        for (int i = neurons.nextSetBit(0); i >= 0; i = neurons.nextSetBit(i + 1)) {
            String line = selection.population() + "," + i + "," + selection.from() + "," + selection.to() + ","
                    + counts[i] + "\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
