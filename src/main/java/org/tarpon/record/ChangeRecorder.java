package org.tarpon.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.tarpon.circuit.CellGroup;
import org.tarpon.engine.ChangeListener;

/**
 * Writes what some populations of an asynchronous network send as CSV, one line a spike or change of state, as it happens:
 * nothing is kept. Lines of one population are in the order of time.
 */
public final class ChangeRecorder implements ChangeListener {
    /** The first line of the file, which is not written here. */
    public static final String HEADER = "time_ns,population,output,neuron,sign\n";

    private final Set<String> populations;
    private final OutputStream out;
    private final StringBuilder line = new StringBuilder();

    /**
     * @param populations names of those to record
     * @param out best buffered; left open
     */
    public ChangeRecorder(Set<String> populations, OutputStream out) {
        this.populations = populations;
        this.out = out;
    }

    @Override
    public void sent(CellGroup group, int output, long time, int neuron, int sign) {
        if (!populations.contains(group.name())) {
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
}
