package org.tarpon.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tarpon.state.Archive;

/**
 * Writes a spike file of SONATA while spikes come: for each population the group {@code /spikes/NAME} with {@code timestamps}
 * in milliseconds and {@code node_ids} (SONATA developer guide, section "Spike file"). Spikes of a population come in the
 * order of time.
 */
public final class SonataWriter {
    static final String SPIKES = "spikes";
    static final String TIMESTAMPS = "timestamps";
    static final String NODE_IDS = "node_ids";
    static final String UNITS = "units";

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private record Train(Hdf5Column times, Hdf5Column neurons) {}

    private final Hdf5Writer file;
    private final List<Train> trains = new ArrayList<>();

    /** @param goOn whether the file has been begun by an earlier writer, whose trains must be added again in their order */
    public SonataWriter(ByteSink out, boolean goOn) throws IOException {
        this.file = new Hdf5Writer(out, goOn);
        // By these a file is known to be one of SONATA's, and of which version.
        file.group("").unsigned("magic", 0x0A7A).unsigned("version", 0, 1);
        file.group(SPIKES);
    }

    /** Adds a population and returns its number. */
    public int train(String population) {
        String path = SPIKES + "/" + population;
        file.group(path).attribute("sorting", List.of("none", "by_id", "by_time"), "by_time");
        Hdf5Column times = file.doubles(path + "/" + TIMESTAMPS);
        times.attribute(UNITS, "ms");
        trains.add(new Train(times, file.unsignedLongs(path + "/" + NODE_IDS)));
        return trains.size() - 1;
    }

    /** @param train as {@link #train} has numbered it */
    public void write(int train, long nanos, int neuron) throws IOException {
        trains.get(train).times().append(Double.doubleToRawLongBits(nanos / NANOS_PER_MILLISECOND));
        trains.get(train).neurons().append(neuron);
    }

    /** Lists what is not in the file yet. */
    public void state(Archive archive) {
        for (int i = 0; i < trains.size(); i++) {
            trains.get(i).times().state(archive.part("times " + i));
            trains.get(i).neurons().state(archive.part("neurons " + i));
        }
    }

    /** Makes the file whole. */
    public void finish() throws IOException {
        file.finish();
    }
}
