package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Tract;
import org.tarpon.data.Dataset;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.engine.ChangeListener;
import org.tarpon.engine.SpikeCounts;
import org.tarpon.neuron.Output;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.ChangeCounts;
import org.tarpon.record.ChangeDigest;
import org.tarpon.record.ChangeRecorder;
import org.tarpon.record.ChangeSelection;
import org.tarpon.record.Digests;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitScenario.Recording;
import org.tarpon.scenario.CircuitScenario.Selection;

/**
 * One run of a circuit: warm-up, then the time that is measured, in steps after which states are sampled. Steps change
 * nothing that the neurons do. Nothing is checkpointed: an interrupted run is repeated, to the same bits.
 */
public final class CircuitExperiment {
    private static final int REPORTS = 10;

    /** The run was asked to stop; files under way must not appear. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    private final CircuitScenario scenario;
    private final Optional<Dataset> data;
    private final int threads;
    private final RunDirectory directory;
    private final Observer observer;

    /** @param data the scenario's data set, if it has one */
    public CircuitExperiment(
            CircuitScenario scenario, Optional<Dataset> data, int threads, RunDirectory directory, Observer observer) {
        this.scenario = scenario;
        this.data = data;
        this.threads = threads;
        this.directory = directory;
        this.observer = observer;
    }

    /**
     * Runs to the end and writes the results.
     *
     * @param stop asked often; the run ends early if it says so
     * @return the result, as in {@code result.json}; empty if the run was stopped
     * @throws IllegalArgumentException if connections cannot be drawn as the scenario says
     */
    public Optional<JsonNode> run(BooleanSupplier stop) throws IOException {
        try {
            JsonNode[] result = new JsonNode[1];
            recording(
                    scenario.recording().spikes().isEmpty() ? null : directory.spikes(),
                    spikes -> recording(
                            scenario.recording().activity().isEmpty() ? null : directory.activity(),
                            activity -> result[0] = simulate(stop, spikes, activity)));
            AtomicFile.write(directory.result(), result[0].toPrettyString() + "\n");
            return Optional.of(result[0]);
        } catch (Stopped e) {
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** @param file null if nothing is recorded */
    private static void recording(Path file, AtomicFile.Content content) throws IOException {
        if (file == null) {
            content.writeTo(OutputStream.nullOutputStream());
        } else {
            AtomicFile.write(file, content);
        }
    }

    private JsonNode simulate(BooleanSupplier stop, OutputStream spikes, OutputStream activity) throws IOException {
        Circuit circuit = scenario.circuit(Pictures.of(data));
        ChangeDigest digest = new ChangeDigest(circuit);
        SpikeCounts counts = new SpikeCounts(circuit);
        List<ChangeListener> listeners = new ArrayList<>(List.of(digest, counts));
        Recording recording = scenario.recording();
        if (!recording.spikes().isEmpty()) {
            listeners.add(new ChangeRecorder(
                    recording.spikes().stream()
                            .map(CircuitExperiment::selection)
                            .toList(),
                    spikes));
        }
        List<ChangeCounts> rates = recording.rates().stream()
                .map(rate -> new ChangeCounts(selection(rate.of())))
                .toList();
        List<ChangeCounts> table = recording.counts().stream()
                .map(counted -> new ChangeCounts(selection(counted)))
                .toList();
        listeners.addAll(rates);
        listeners.addAll(table);
        if (!recording.activity().isEmpty()) {
            write(activity, "time_ns,population,fraction\n");
        }
        try (AsynchronousSimulator simulator =
                new AsynchronousSimulator(circuit, scenario.seed(), threads, listeners)) {
            observer.note(String.format(Locale.ROOT, "%,d stored synapses", simulator.storedSynapses()));
            if (threads > 1 && circuit.minimumDelay() < AsynchronousSimulator.SHORTEST_DELAY_OF_THREADS) {
                observer.note("a pathway has a delay below 1 µs or none, so that one thread does all");
            } else if (simulator.threads() < threads) {
                observer.note("the network is too small for more threads than " + simulator.threads());
            }
            CircuitSamples samples = new CircuitSamples(scenario.recording(), circuit);
            long begin = System.nanoTime();
            advance(simulator, scenario.warmUpNanos(), stop);
            long[] before = sums(circuit, counts);
            measure(simulator, samples, stop, activity);
            double seconds = (System.nanoTime() - begin) / 1e9;
            ObjectNode metrics = JsonNodeFactory.instance.objectNode();
            long[] after = sums(circuit, counts);
            for (CellGroup group : circuit.groups()) {
                double spikesOfOne = (double) (after[group.index()] - before[group.index()]) / group.size();
                EpochMetrics.put(
                        metrics.withObjectProperty("rate"), group.name(), spikesOfOne * 1e9 / scenario.durationNanos());
            }
            for (int k = 0; k < rates.size(); k++) {
                EpochMetrics.put(
                        metrics.withObjectProperty("rate"),
                        recording.rates().get(k).name(),
                        rates.get(k).rate());
            }
            samples.describe(metrics);
            write(table);
            return result(simulator, metrics, seconds, digest);
        }
    }

    private static ChangeSelection selection(Selection of) {
        BitSet neurons = new BitSet();
        of.neurons().forEach(range -> neurons.set(range.first(), range.last() + 1));
        return new ChangeSelection(of.of(), neurons, of.fromNanos(), of.toNanos());
    }

    private void write(List<ChangeCounts> table) throws IOException {
        if (!table.isEmpty()) {
            AtomicFile.write(directory.counts(), out -> {
                write(out, ChangeCounts.HEADER);
                for (ChangeCounts counts : table) {
                    counts.writeTo(out);
                }
            });
        }
    }

    /** To the end; while states are sampled, in steps of the sampling interval. */
    private void measure(
            AsynchronousSimulator simulator, CircuitSamples samples, BooleanSupplier stop, OutputStream activity)
            throws IOException {
        Recording recording = scenario.recording();
        List<String> names = recording.activity();
        StringBuilder lines = new StringBuilder();
        for (long time = recording.fromNanos();
                recording.samples() && time < recording.toNanos();
                time += recording.everyNanos()) {
            advance(simulator, time, stop);
            samples.take(simulator);
            lines.setLength(0);
            for (int k = 0; k < names.size(); k++) {
                lines.append(time).append(',').append(names.get(k)).append(',');
                lines.append(samples.activity(k)).append('\n');
            }
            write(activity, lines.toString());
        }
        advance(simulator, scenario.warmUpNanos() + scenario.durationNanos(), stop);
    }

    /** In steps so short that a signal is heard soon. */
    private void advance(AsynchronousSimulator simulator, long end, BooleanSupplier stop) {
        long start = scenario.warmUpNanos();
        long total = scenario.durationNanos();
        while (simulator.now() < end) {
            long from = simulator.now();
            simulator.runUntil(Math.min(end, from + Math.max(1, Math.min(total / 100, 10_000_000))));
            if (stop.getAsBoolean()) {
                throw new Stopped();
            }
            long tenth = (simulator.now() - start) * REPORTS / total;
            if (from >= start && tenth != (from - start) * REPORTS / total) {
                observer.note(tenth * (100 / REPORTS) + " % simulated");
            }
        }
    }

    private static long[] sums(Circuit circuit, SpikeCounts counts) {
        long[] sums = new long[circuit.groups().size()];
        for (CellGroup group : circuit.groups()) {
            for (long count : counts.of(group)) {
                sums[group.index()] += count;
            }
        }
        return sums;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode result(AsynchronousSimulator simulator, ObjectNode metrics, double seconds, ChangeDigest digest) {
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
        for (Tract tract : simulator.circuit().tracts()) {
            Output form = tract.from().dynamics().outputs().get(tract.output());
            traffic.putObject(tract.name())
                    .putObject("activity")
                    .put(form == Output.STATE ? "change" : "spike", simulator.sent(tract.from(), tract.output()));
        }
        return result;
    }
}
