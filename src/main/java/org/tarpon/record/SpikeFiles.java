package org.tarpon.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tarpon.format.NestLines;
import org.tarpon.format.SonataWriter;
import org.tarpon.format.SpikeFormat;
import org.tarpon.state.Archive;

/**
 * The files of recorded spikes, in one format or several. All grow while spikes come, so that memory stays the same however
 * long the recording is; a checkpoint has their lengths, and a run that goes on from there cuts off what came later.
 */
public final class SpikeFiles implements Closeable {
    private final RunDirectory directory;
    private boolean goOn; // until the state is read
    private final List<GrowingFile> files = new ArrayList<>();
    private final GrowingFile csv; // null if not asked for, likewise sonata and nest
    private final SonataWriter sonata;
    private final List<GrowingFile> nest;
    private final List<String> trains = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    /**
     * Opens the files.
     *
     * @param header first line of the CSV file, with its end
     * @param goOn whether files go on from what is in the directory; {@link #state} must be read then
     */
    public SpikeFiles(RunDirectory directory, Set<SpikeFormat> formats, String header, boolean goOn)
            throws IOException {
        this.directory = directory;
        this.goOn = goOn;
        this.nest = formats.contains(SpikeFormat.NEST) ? new ArrayList<>() : null;
        try {
            this.csv = formats.contains(SpikeFormat.CSV) ? open(new GrowingFile(directory.spikes(), goOn)) : null;
            this.sonata = formats.contains(SpikeFormat.SONATA)
                    ? new SonataWriter(open(new GrowingFile(directory.sonataSpikes(), goOn)), goOn)
                    : null;
            if (!goOn) {
                row(header);
            }
        } catch (IOException | UncheckedIOException e) {
            close();
            throw e;
        }
    }

    private GrowingFile open(GrowingFile file) {
        files.add(file);
        return file;
    }

    /** Number of a train, as formats without columns of their own call it; it is made if it is new. */
    public int train(String name) {
        int known = trains.indexOf(name);
        if (known >= 0) {
            return known;
        }
        try {
            if (sonata != null) {
                sonata.train(name);
            }
            if (nest != null) {
                GrowingFile file = open(new GrowingFile(directory.nestSpikes(name), goOn));
                nest.add(file);
                if (!goOn) {
                    write(file, NestLines.header());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trains.add(name);
        return trains.size() - 1;
    }

    /** Writes lines of CSV with their ends, if CSV is asked for. */
    void row(CharSequence rows) {
        try {
            if (csv != null) {
                write(csv, rows);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a spike in all other formats that are asked for. Those of a train come in the order of time. */
    void spike(int train, long nanos, int neuron) {
        try {
            if (sonata != null) {
                sonata.write(train, nanos, neuron);
            }
            if (nest != null) {
                line.setLength(0);
                NestLines.append(line, nanos, neuron);
                write(nest.get(train), line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(GrowingFile file, CharSequence text) throws IOException {
        file.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Lists which trains there are, how much of the files counts, and what is not in them yet. */
    public void state(Archive archive) {
        long[] names = archive.list(
                "trains", String.join("\n", trains).chars().asLongStream().toArray());
        StringBuilder known = new StringBuilder();
        Arrays.stream(names).forEach(letter -> known.append((char) letter));
        known.toString().lines().forEach(this::train);
        goOn = false;
        for (int i = 0; i < files.size(); i++) {
            files.get(i).state(archive.part("file " + i));
        }
        if (sonata != null) {
            sonata.state(archive.part("sonata"));
        }
    }

    /** Makes the files whole and gives them their names. */
    public void finish() throws IOException {
        if (sonata != null) {
            sonata.finish();
        }
        for (GrowingFile file : files) {
            file.finish();
        }
    }

    /** Leaves the files under their temporary names. */
    @Override
    public void close() throws IOException {
        for (GrowingFile file : files) {
            file.close();
        }
    }
}
