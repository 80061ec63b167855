package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Tract;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.neuron.Output;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.Digests;
import org.tarpon.record.Program;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;
import org.tarpon.state.Archive;

/**
 * One run of a circuit: warm-up, then the time that is measured, in steps after which states are sampled. Steps change
 * nothing that the neurons do; between two of them checkpoints are written.
 */
public final class CircuitExperiment implements AutoCloseable {
    /** A signal is heard after a step, and a step is no longer than this. */
    private static final long LONGEST_STEP = 10_000_000;

    private final CircuitScenario scenario;
    private final RunDirectory directory;
    private final Observer observer;
    private final byte[] dataDigest;
    private final Optional<Checkpoint> from;
    private final CircuitRecord record;
    private final AsynchronousSimulator simulator;
    private double secondsBefore; // of earlier processes

    /**
     * Draws the connections.
     *
     * @param data the scenario's data set, if it has one
     * @param goOn whether to go on with the run in the directory from its newest whole checkpoint
     * @throws ImpossibleCircuitException if connections cannot be drawn as the scenario says
     * @throws RunDirectory.UnusableException if the checkpoints belong to another scenario
     * @throws DataException if files that the scenario names, or its data set, have changed since
     */
    public CircuitExperiment(
            CircuitScenario scenario,
            Optional<Dataset> data,
            int threads,
            RunDirectory directory,
            Observer observer,
            boolean goOn)
            throws IOException {
        this.scenario = scenario;
        this.directory = directory;
        this.observer = observer;
        this.dataDigest = dataDigest(data);
        Circuit circuit = possible(() -> scenario.circuit(Pictures.of(data)));
        this.from = goOn ? newest() : Optional.empty();
        this.record = new CircuitRecord(scenario, circuit, directory, from.isPresent());
        this.simulator =
                possible(() -> new AsynchronousSimulator(circuit, scenario.seed(), threads, record.listeners()));
        observer.note(String.format(Locale.ROOT, "%,d stored synapses", simulator.storedSynapses()));
        if (threads > 1 && circuit.minimumDelay() < AsynchronousSimulator.SHORTEST_DELAY_OF_THREADS) {
            observer.note("a pathway has a delay below 1 µs or none, so that one thread does all");
        } else if (simulator.threads() < threads) {
            observer.note("the network is too small for more threads than " + simulator.threads());
        }
    }

    /** What the circuit makes of its own description: if it cannot, that is for the user, who wrote it. */
    private static <T> T possible(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ImpossibleCircuitException(e);
        }
    }

    /** Digest of the data set and of the files that the scenario names. */
    private byte[] dataDigest(Optional<Dataset> data) throws IOException {
        MessageDigest digest = Digests.sha256();
        for (Path file : scenario.files()) {
            digest.update(Digests.ofFile(file));
        }
        data.ifPresent(set -> digest.update(TrainingCourse.dataDigest(set)));
        return digest.digest();
    }

    private byte[] identity() {
        return Digests.ofText(CircuitWriter.write(scenario));
    }

    private Optional<Checkpoint> newest() throws IOException {
        directory.sweep();
        Optional<Checkpoint> newest = directory.newest(identity(), observer::warn);
        if (newest.isEmpty()) {
            observer.warn("there is no usable checkpoint in " + directory.root() + "; starting from the beginning");
        } else if (!Arrays.equals(newest.get().data(), dataDigest)) {
            throw new DataException("a list of connections or of spikes, or the data set, is not what it was when this"
                    + " run began; put back the files of then, or begin anew with run FILE");
        }
        return newest;
    }

    private void restore(Checkpoint checkpoint) throws RunDirectory.UnusableException {
        try {
            Archive.restore(checkpoint.state(), this::state);
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
        record.state(archive);
    }

    /**
     * Runs to the end and writes the results.
     *
     * @param stop asked often; the run ends early if it says so, with a checkpoint
     * @return the result, as in {@code result.json}; empty if the run was stopped
     * @throws ImpossibleCircuitException if more spikes are under way than can be
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
            record.finish();
            JsonNode result = result(seconds(start));
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
        Supplier<Observer.CircuitFigures> figures = this::figures;
        observer.simulated(simulator.now(), warm, end, figures);
        while (simulator.now() < end) {
            long now = simulator.now();
            if (now == warm) {
                record.begin();
            }
            if (now == record.nextSample()) {
                record.sample(simulator);
            }
            long mark = Math.min(now < warm ? warm : end, record.nextSample());
            simulate(Math.min(mark, now + step));
            observer.simulated(simulator.now(), warm, end, figures);
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

    private void simulate(long until) {
        possible(() -> {
            simulator.runUntil(until);
            return simulator;
        });
    }

    private Observer.CircuitFigures figures() {
        Map<String, Double> spikes = new LinkedHashMap<>();
        for (CellGroup group : simulator.circuit().groups()) {
            List<Output> outputs = group.dynamics().outputs();
            if (!outputs.isEmpty()) {
                double sent = simulator.sent(group, 0);
                spikes.put(group.name(), (outputs.get(0) == Output.STATE ? sent / 2 : sent) / group.size());
            }
        }
        return new Observer.CircuitFigures(simulator.synapticEvents(), spikes);
    }

    private void save(long start) throws IOException {
        Archive archive = Archive.empty();
        state(archive);
        Checkpoint.Place place = new Checkpoint.Place(0, 0, simulator.now());
        Checkpoint checkpoint = new Checkpoint(identity(), dataDigest, place, "", archive.values(), seconds(start), 0);
        directory.save(checkpoint, scenario.checkpoint().keep());
    }

    private double seconds(long start) {
        return secondsBefore + (System.nanoTime() - start) * 1e-9;
    }

    private JsonNode result(double seconds) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("name", scenario.name());
        result.put("seed", scenario.seed());
        result.put("version", Program.version());
        result.set("metrics", record.metrics());
        ObjectNode performance = result.putObject("performance");
        performance.put("synaptic_events", simulator.synapticEvents());
        EpochMetrics.put(performance, "synaptic_events_per_second", simulator.synapticEvents() / seconds);
        performance.put("updates", simulator.updates());
        EpochMetrics.put(performance, "wall_seconds", seconds);
        performance.put("java", System.getProperty("java.version"));
        result.putObject("digests").put("spikes", record.digest());
        ObjectNode traffic = result.putObject("traffic").putObject("circuit");
        for (Tract tract : simulator.circuit().tracts()) {
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
        record.close();
    }
}
