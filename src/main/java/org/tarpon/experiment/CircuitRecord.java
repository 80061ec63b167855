package org.tarpon.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.engine.ChangeListener;
import org.tarpon.engine.SpikeCounts;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.ChangeCounts;
import org.tarpon.record.ChangeDigest;
import org.tarpon.record.ChangeRecorder;
import org.tarpon.record.ChangeSelection;
import org.tarpon.record.Digests;
import org.tarpon.record.GrowingFile;
import org.tarpon.record.RunDirectory;
import org.tarpon.record.SpikeFiles;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitScenario.Recording;
import org.tarpon.scenario.CircuitScenario.Selection;
import org.tarpon.state.Archive;

/** What is measured of a circuit and written while it is simulated. */
final class CircuitRecord implements Closeable {
    private static final String ACTIVITY_HEADER = "time_ns,population,fraction\n";

    private final CircuitScenario scenario;
    private final Recording recording;
    private final Circuit circuit;
    private final RunDirectory directory;
    private final ChangeDigest digest;
    private final SpikeCounts counts;
    private final CircuitSamples samples;
    private final long[] before; // spikes of each population in the warm-up
    private final List<ChangeCounts> rates;
    private final List<ChangeCounts> table;
    private final List<ChangeListener> listeners = new ArrayList<>();
    private final SpikeFiles spikes; // null if none are recorded
    private final GrowingFile activity; // likewise

    /** @param goOn whether files go on from what is in the directory; {@link #state} must be read then */
    CircuitRecord(CircuitScenario scenario, Circuit circuit, RunDirectory directory, boolean goOn) throws IOException {
        this.scenario = scenario;
        this.recording = scenario.recording();
        this.circuit = circuit;
        this.directory = directory;
        this.digest = new ChangeDigest(circuit);
        this.counts = new SpikeCounts(circuit);
        this.samples = new CircuitSamples(recording, circuit);
        this.before = new long[circuit.groups().size()];
        this.rates = recording.rates().stream()
                .map(rate -> new ChangeCounts(selection(rate.of())))
                .toList();
        this.table = recording.counts().stream()
                .map(counted -> new ChangeCounts(selection(counted)))
                .toList();
        listeners.addAll(List.of(digest, counts));
        if (!recording.spikes().isEmpty()) {
            spikes = new SpikeFiles(directory, recording.formats(), ChangeRecorder.HEADER, goOn);
            listeners.add(new ChangeRecorder(
                    recording.spikes().stream().map(CircuitRecord::selection).toList(), circuit, spikes));
        } else {
            spikes = null;
        }
        listeners.addAll(rates);
        listeners.addAll(table);
        this.activity = recording.activity().isEmpty() ? null : new GrowingFile(directory.activity(), goOn);
        if (activity != null && !goOn) {
            write(activity, ACTIVITY_HEADER);
        }
    }

    private static ChangeSelection selection(Selection of) {
        BitSet neurons = new BitSet();
        of.neurons().forEach(range -> neurons.set(range.first(), range.last() + 1));
        return new ChangeSelection(of.of(), neurons, of.fromNanos(), of.toNanos());
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    List<ChangeListener> listeners() {
        return listeners;
    }

    /** Lists all that was measured, and how much of the files counts. */
    void state(Archive archive) {
        digest.state(archive.part("digest"));
        counts.state(archive.part("counts"));
        samples.state(archive.part("samples"));
        archive.array("spikes in the warm-up", before);
        states(archive, "rate", rates);
        states(archive, "table", table);
        if (spikes != null) {
            spikes.state(archive.part("recorded spikes"));
        }
        if (activity != null) {
            activity.state(archive.part("recorded activity"));
        }
    }

    private static void states(Archive archive, String name, List<ChangeCounts> all) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).state(archive.part(name + " " + i));
        }
    }

    /** Takes note that the warm-up is over. */
    void begin() {
        System.arraycopy(sums(), 0, before, 0, before.length);
    }

    /** When states are to be sampled next; {@link Long#MAX_VALUE} if no more. */
    long nextSample() {
        long next = recording.fromNanos() + samples.count() * recording.everyNanos();
        return recording.samples() && next < recording.toNanos() ? next : Long.MAX_VALUE;
    }

    void sample(AsynchronousSimulator simulator) throws IOException {
        samples.take(simulator);
        List<String> names = recording.activity();
        for (int k = 0; k < names.size(); k++) {
            write(activity, simulator.now() + "," + names.get(k) + "," + samples.activity(k) + "\n");
        }
    }

    /** Gives files their names and writes those that are made at the end. */
    void finish() throws IOException {
        if (spikes != null) {
            spikes.finish();
        }
        if (activity != null) {
            activity.finish();
        }
        if (!table.isEmpty()) {
            AtomicFile.write(directory.counts(), out -> {
                write(out, ChangeCounts.HEADER);
                for (ChangeCounts counted : table) {
                    counted.writeTo(out);
                }
            });
        }
    }

    ObjectNode metrics() {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        ObjectNode rate = metrics.withObjectProperty("rate");
        long[] after = sums();
        for (CellGroup group : circuit.groups()) {
            double spikesOfOne = (double) (after[group.index()] - before[group.index()]) / group.size();
            EpochMetrics.put(rate, group.name(), spikesOfOne * 1e9 / scenario.durationNanos());
        }
        for (int k = 0; k < rates.size(); k++) {
            EpochMetrics.put(rate, recording.rates().get(k).name(), rates.get(k).rate());
        }
        samples.describe(metrics);
        return metrics;
    }

    /** The digest of everything that was sent, in hexadecimal. */
    String digest() {
        return Digests.hex(digest.digest());
    }

    private long[] sums() {
        long[] sums = new long[circuit.groups().size()];
        for (CellGroup group : circuit.groups()) {
            for (long count : counts.of(group)) {
                sums[group.index()] += count;
            }
        }
        return sums;
    }

    @Override
    public void close() throws IOException {
        if (spikes != null) {
            spikes.close();
        }
        if (activity != null) {
            activity.close();
        }
    }
}
