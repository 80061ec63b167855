package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Tract;
import org.tarpon.data.DataException;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.engine.ChangeListener;
import org.tarpon.engine.SpikeCounts;
import org.tarpon.neuron.Output;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.ChangeDigest;
import org.tarpon.record.ChangeRecorder;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.Digests;
import org.tarpon.record.GrowingFile;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;
import org.tarpon.state.Archive;

/**
 * One run of a circuit: warm-up, then the time that is measured, in steps after which states are sampled. Steps change
 * nothing that the neurons do; between two of them checkpoints are written.
 */
public final class CircuitExperiment implements AutoCloseable {
    private static final int REPORTS = 10;
    private static final String ACTIVITY_HEADER = "time_ns,population,fraction\n";

    /** A signal is heard after a step, and a step is no longer than this. */
    private static final long LONGEST_STEP = 10_000_000;

    private final CircuitScenario scenario;
    private final RunDirectory directory;
    private final Observer observer;
    private final Circuit circuit;
    private final Optional<Checkpoint> from;
    private final ChangeDigest digest;
    private final SpikeCounts counts;
    private final CircuitSamples samples;
    private final long[] before; // spikes of each population in the warm-up
    private final List<GrowingFile> files = new ArrayList<>();
    private final GrowingFile activity; // null if it is not recorded
    private final AsynchronousSimulator simulator;
    private double secondsBefore; // of earlier processes

    /**
     * Draws the connections.
     *
     * @param goOn whether to go on with the run in the directory from its newest whole checkpoint
     * @throws IllegalArgumentException if connections cannot be drawn as the scenario says
     * @throws RunDirectory.UnusableException if the checkpoints belong to another scenario
     * @throws DataException if lists of connections have changed since
     */
    public CircuitExperiment(
            CircuitScenario scenario, int threads, RunDirectory directory, Observer observer, boolean goOn)
            throws IOException {
        this.scenario = scenario;
        this.directory = directory;
        this.observer = observer;
        this.circuit = scenario.circuit();
        this.from = goOn ? newest() : Optional.empty();
        this.digest = new ChangeDigest(circuit);
        this.counts = new SpikeCounts(circuit);
        this.samples = new CircuitSamples(scenario.recording(), circuit);
        this.before = new long[circuit.groups().size()];
        List<ChangeListener> listeners = new ArrayList<>(List.of(digest, counts));
        List<String> recorded = scenario.recording().changes();
        if (!recorded.isEmpty()) {
            GrowingFile spikes = file(directory.spikes(), ChangeRecorder.HEADER);
            listeners.add(new ChangeRecorder(new LinkedHashSet<>(recorded), spikes));
        }
        this.activity = scenario.recording().activity().isEmpty() ? null : file(directory.activity(), ACTIVITY_HEADER);
        this.simulator = new AsynchronousSimulator(circuit, scenario.seed(), threads, listeners);
        observer.note(String.format(Locale.ROOT, "%,d stored synapses", simulator.storedSynapses()));
        if (simulator.threads() == 1 && threads > 1) {
            observer.note("a pathway has no delay, so that one thread does all");
        }
    }

    private GrowingFile file(Path path, String header) throws IOException {
        GrowingFile file = new GrowingFile(path, from.isPresent());
        files.add(file);
        if (from.isEmpty()) {
            write(file, header);
        }
        return file;
    }

    private Optional<Checkpoint> newest() throws IOException {
        directory.sweep();
        Optional<Checkpoint> newest = directory.newest(identity(), observer::warn);
        if (newest.isEmpty()) {
            observer.warn("there is no usable checkpoint in " + directory.root() + "; starting from the beginning");
        } else if (!Arrays.equals(newest.get().data(), dataDigest())) {
            throw new DataException("a list of connections is not what it was when this run began; put back the file of"
                    + " then, or begin anew with run FILE");
        }
        return newest;
    }

    private void restore(Checkpoint checkpoint) throws RunDirectory.UnusableException {
        Archive archive = Archive.of(checkpoint.state());
        try {
            state(archive);
            archive.close();
        } catch (Archive.MismatchException e) {
            throw new RunDirectory.UnusableException("the checkpoint "
                    + checkpoint.place().fileName() + " in " + directory.root() + " cannot be gone on from: "
                    + e.getMessage() + "; begin anew with run " + directory.scenario());
        }
        secondsBefore = checkpoint.seconds();
        observer.note(String.format(Locale.ROOT, "going on after %.3f s", 1e-9 * simulator.now()));
    }

    /** Lists everything that the run goes on from. */
    private void state(Archive archive) {
        simulator.state(archive.part("circuit"));
        digest.state(archive.part("digest"));
        counts.state(archive.part("counts"));
        samples.state(archive.part("samples"));
        archive.array("spikes in the warm-up", before);
        for (int i = 0; i < files.size(); i++) {
            files.get(i).state(archive.part("file " + i));
        }
    }

    private byte[] identity() {
        return Digests.ofText(CircuitWriter.write(scenario));
    }

    /** Digest of the lists of connections. */
    private byte[] dataDigest() throws IOException {
        MessageDigest data = Digests.sha256();
        for (CircuitScenario.Pathway pathway : scenario.pathways()) {
            if (pathway.connect().file().isPresent()) {
                data.update(Files.readAllBytes(Path.of(pathway.connect().file().get())));
            }
        }
        return data.digest();
    }

    /**
     * Runs to the end and writes the results.
     *
     * @param stop asked often; the run ends early if it says so, with a checkpoint
     * @return the result, as in {@code result.json}; empty if the run was stopped
     * @throws RunDirectory.UnusableException if a recording is not what the checkpoint says
     */
    public Optional<JsonNode> run(BooleanSupplier stop) throws IOException {
        try {
            if (from.isPresent()) {
                restore(from.get());
            }
            long start = System.nanoTime();
            if (!simulate(stop, start)) {
                save(start);
                return Optional.empty();
            }
            for (GrowingFile file : files) {
                file.finish();
            }
            JsonNode result = result(metrics(), seconds(start));
            AtomicFile.write(directory.result(), result.toPrettyString() + "\n");
            return Optional.of(result);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns whether it came to its end. */
    private boolean simulate(BooleanSupplier stop, long start) throws IOException {
        long warm = scenario.warmUpNanos();
        long end = warm + scenario.durationNanos();
        long step = Math.max(1, Math.min(scenario.durationNanos() / 100, LONGEST_STEP));
        CheckpointClock checkpoints = new CheckpointClock(scenario.checkpoint(), 0, 0, simulator.now());
        while (simulator.now() < end) {
            long now = simulator.now();
            if (now == warm) {
                System.arraycopy(sums(), 0, before, 0, before.length);
            }
            if (now == nextSample()) {
                sample(now);
            }
            long mark = now < warm ? warm : Math.min(end, nextSample());
            simulator.runUntil(Math.min(mark, now + step));
            report(now);
            if (stop.getAsBoolean()) {
                return false;
            }
            if (simulator.now() < end && checkpoints.isDue(0, 0, simulator.now())) {
                save(start);
                checkpoints.written();
            }
        }
        return true;
    }

    private long nextSample() {
        return scenario.recording().samples()
                ? scenario.warmUpNanos()
                        + samples.count() * scenario.recording().everyNanos()
                : Long.MAX_VALUE;
    }

    private void sample(long now) throws IOException {
        samples.take(simulator);
        List<String> names = scenario.recording().activity();
        for (int k = 0; k < names.size(); k++) {
            write(activity, now + "," + names.get(k) + "," + samples.activity(k) + "\n");
        }
    }

    private void report(long from) {
        long total = scenario.durationNanos();
        long begun = Math.max(0, from - scenario.warmUpNanos()) * REPORTS / total;
        long tenth = Math.max(0, simulator.now() - scenario.warmUpNanos()) * REPORTS / total;
        if (tenth != begun) {
            observer.note(tenth * (100 / REPORTS) + " % simulated");
        }
    }

    private void save(long start) throws IOException {
        Archive archive = Archive.empty();
        state(archive);
        Checkpoint.Place place = new Checkpoint.Place(0, 0, simulator.now());
        Checkpoint checkpoint =
                new Checkpoint(identity(), dataDigest(), place, "", archive.values(), seconds(start), 0);
        directory.save(checkpoint, scenario.checkpoint().keep());
    }

    private double seconds(long start) {
        return secondsBefore + (System.nanoTime() - start) * 1e-9;
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

    private ObjectNode metrics() {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        long[] after = sums();
        for (CellGroup group : circuit.groups()) {
            double spikesOfOne = (double) (after[group.index()] - before[group.index()]) / group.size();
            EpochMetrics.put(
                    metrics.withObjectProperty("rate"), group.name(), spikesOfOne * 1e9 / scenario.durationNanos());
        }
        samples.describe(metrics);
        return metrics;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode result(ObjectNode metrics, double seconds) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("name", scenario.name());
        result.put("seed", scenario.seed());
        result.set("metrics", metrics);
        ObjectNode performance = result.putObject("performance");
        performance.put("synaptic_events", simulator.synapticEvents());
        EpochMetrics.put(performance, "synaptic_events_per_second", simulator.synapticEvents() / seconds);
        performance.put("updates", simulator.updates());
        EpochMetrics.put(performance, "wall_seconds", seconds);
        result.putObject("digests").put("spikes", Digests.hex(digest.digest()));
        ObjectNode traffic = result.putObject("traffic").putObject("circuit");
        for (Tract tract : circuit.tracts()) {
            Output form = tract.from().dynamics().outputs().get(tract.output());
            traffic.putObject(tract.name())
                    .putObject("activity")
                    .put(form == Output.STATE ? "change" : "spike", simulator.sent(tract.from(), tract.output()));
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        simulator.close();
        for (GrowingFile file : files) {
            file.close();
        }
    }
}
