package org.tarpon.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tarpon.engine.VolleyListener;
import org.tarpon.format.Trains;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/**
 * Writes the spikes of some populations, one line a spike, also of a burst: the sample that was shown, the time of emission
 * from the beginning of its presentation, who spiked, what it meant, and the sign (−1 only for difference spikes). In formats
 * without samples presentations follow each other. A volley that leaves on several pathways is written once.
 */
public final class SpikeRecorder implements VolleyListener {
    /** The first line of the file. */
    public static final String HEADER = "sample,time_ns,population,signal,neuron,sign\n";

    private final List<String> populations;
    private final SpikeFiles files;
    private final long[][] lastTime;
    private long begin;

    /** @param populations names of those to record */
    public SpikeRecorder(Network network, List<String> populations, SpikeFiles files) {
        this.populations = List.copyOf(populations);
        this.files = files;
        this.lastTime = new long[network.populations().size()][Signal.COUNT];
        populations.forEach(files::train); // also of neurons that are silent
        beginPresentation(0);
    }

    /**
     * Time begins at 0 again.
     *
     * @param nanos when that is, for formats that do not know samples
     */
    public void beginPresentation(long nanos) {
        begin = nanos;
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
        int positive = files.train(Trains.of(population.name(), what(signal), 1));
        for (int lane = 0; lane < presentations.active(); lane++) {
            for (int k = 0; k < volley.count(lane); k++) {
                int neuron = volley.indices(lane)[k];
                int signed = volley.values(lane) == null ? 1 : (int) volley.values(lane)[k];
                int train = signed < 0 ? files.train(Trains.of(population.name(), what(signal), -1)) : positive;
                String line = presentations.sample(lane) + "," + time + "," + population.name() + ","
                        + signal.name().toLowerCase(Locale.ROOT) + "," + neuron + (signed < 0 ? ",-1\n" : ",1\n");
                for (int spike = 0; spike < Math.abs(signed); spike++) {
                    lines.append(line);
                    files.spike(train, begin + time, neuron);
                }
            }
        }
        files.row(lines);
    }

    private static String what(Signal signal) {
        return signal == Signal.ACTIVITY ? "" : signal.name().toLowerCase(Locale.ROOT);
    }
}
