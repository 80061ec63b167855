package org.tarpon.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/**
 * Writes the spikes of some populations as CSV, one line a spike: the sample that was shown, the time of emission from
 * the beginning of its presentation, who spiked, what it meant, and the sign (−1 only for difference spikes). A volley
 * that leaves on several pathways is written once.
 */
public final class SpikeRecorder implements VolleyListener {
    /** The first line of the file. */
    public static final String HEADER = "sample,time_ns,population,signal,neuron,sign\n";

    private final Set<String> populations;
    private final OutputStream out;
    private final long[][] lastTime;

    /** @param populations names of those to record */
    public SpikeRecorder(Network network, Set<String> populations, OutputStream out) throws IOException {
        this.populations = populations;
        this.out = out;
        this.lastTime = new long[network.populations().size()][Signal.COUNT];
        beginPresentation();
        out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    }

    /** Time begins at 0 again. */
    public void beginPresentation() {
        for (long[] times : lastTime) {
            Arrays.fill(times, -1);
        }
    }

    @Override
    public void sent(long time, Pathway pathway, Signal signal, Volley volley, Presentations presentations) {
        Population population = pathway.from();
        if (volley.form() == Form.GRADED
                || !populations.contains(population.name())
                || lastTime[population.index()][signal.ordinal()] == time) {
            return;
        }
        lastTime[population.index()][signal.ordinal()] = time;
        StringBuilder lines = new StringBuilder();
        for (int lane = 0; lane < presentations.active(); lane++) {
            for (int k = 0; k < volley.count(lane); k++) {
                lines.append(presentations.sample(lane))
                        .append(',')
                        .append(time)
                        .append(',')
                        .append(population.name())
                        .append(',')
                        .append(signal.name().toLowerCase(Locale.ROOT))
                        .append(',')
                        .append(volley.indices(lane)[k])
                        .append(volley.values(lane) != null && volley.values(lane)[k] < 0 ? ",-1\n" : ",1\n");
            }
        }
        try {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
