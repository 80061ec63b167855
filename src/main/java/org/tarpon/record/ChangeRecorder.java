package org.tarpon.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tarpon.circuit.CellGroup;
import org.tarpon.engine.ChangeListener;

/**
 * Writes what some populations of an asynchronous network send as CSV, one line a spike or change of state, as it happens:
 * nothing is kept. Lines of one population are in the order of time.
 */
public final class ChangeRecorder implements ChangeListener {
    /** The first line of the file, which is not written here. */
    public static final String HEADER = "time_ns,population,output,neuron,sign\n";

    private final List<ChangeSelection> selections;
    private final OutputStream out;
    private final StringBuilder line = new StringBuilder();

    /**
     * @param selections what to record; a change that is in several is written once
     * @param out best buffered; left open
     */
    public ChangeRecorder(List<ChangeSelection> selections, OutputStream out) {
        this.selections = List.copyOf(selections);
        this.out = out;
    }

    @Override
    public void sent(CellGroup group, int output, long time, int neuron, int sign) {
        if (!isSelected(group, time, neuron)) {
            return;
        }
        line.setLength(0);
        line.append(time)
                .append(',')
                .append(group.name())
                .append(',')
                .append(output)
                .append(',');
        line.append(neuron).append(sign < 0 ? ",-1\n" : ",1\n");
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSelected(CellGroup group, long time, int neuron) {
        for (int k = 0; k < selections.size(); k++) {
            if (selections.get(k).contains(group, time, neuron)) {
                return true;
            }
        }
        return false;
    }
}
