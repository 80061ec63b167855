package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.tarpon.analysis.Angles;
import org.tarpon.analysis.Audit;
import org.tarpon.data.Dataset;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.Workers;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.phasefree.PlasticRows;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.Digests;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/** A run of learning without phases, in the same files and with the same guarantees as {@link Experiment}. */
final class PhaseFreeExperiment implements Trial {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scenario scenario;
    private final RunDirectory directory;
    private final Observer observer;
    private final Network network;
    private final Workers workers;
    private final PhaseFreeTrainer trainer;
    private final ImageSamples validation;
    private final ImageSamples test;
    private final byte[] scenarioDigest;
    private final List<Double> initialAngles;
    private final Traffic traffic;
    private final long[] directions = new long[2]; // windows with messages in one direction only, and all
    private byte[] spikes = new byte[Digests.SHA256_BYTES];
    private int epochsDone;
    private String metrics = ""; // metrics.jsonl so far
    private double secondsDone;

    PhaseFreeExperiment(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        this.scenario = scenario;
        this.directory = directory;
        this.observer = observer;
        this.scenarioDigest = Digests.ofText(ScenarioWriter.write(scenario));
        this.network = NetworkBuilder.build(scenario);
        this.initialAngles = Angles.toCounterparts(network);
        this.traffic = new Traffic(network);
        this.workers = new Workers(threads);
        ImageSamples all = data.training();
        this.trainer = new PhaseFreeTrainer(
                scenario, network, all.slice(0, scenario.data().training()), workers);
        this.validation = all.slice(all.count() - scenario.data().validation(), all.count());
        this.test = data.test();
    }

    @Override
    public void restore() throws IOException {
        Optional<Checkpoint> newest = directory.newest(scenarioDigest, observer::warn);
        newest.ifPresent(this::load);
        int epochs = scenario.train().epochs();
        if (newest.isEmpty()) {
            observer.warn("there is no usable checkpoint in " + directory.root() + "; starting from the beginning");
        } else if (epochsDone < epochs) {
            observer.note("going on after epoch " + epochsDone + " of " + epochs);
        } else {
            observer.note("this run is finished; its result is:");
        }
        if (!directory.restoreMetrics(metrics)) {
            observer.warn(directory.metrics() + " was altered; it is again as the checkpoint has it");
        }
    }

    @Override
    public Optional<JsonNode> run(BooleanSupplier stop) throws IOException {
        long start = System.nanoTime();
        double before = secondsDone;
        int epochs = scenario.train().epochs();
        while (epochsDone < epochs) {
            Optional<ObjectNode> epoch = epoch(stop);
            if (epoch.isEmpty()) {
                return Optional.empty();
            }
            secondsDone = before + (System.nanoTime() - start) * 1e-9;
            String line = JSON.writeValueAsString(epoch.get()) + "\n";
            directory.appendMetrics(line);
            metrics += line;
            if (epochsDone % scenario.checkpoint().everyEpochs() == 0 || epochsDone == epochs) {
                directory.save(save(), scenario.checkpoint().keep());
            }
            observer.epochEnds(epochsDone, epochs, epoch.get());
        }
        ObjectNode last =
                (ObjectNode) JSON.readTree(metrics.substring(metrics.lastIndexOf('\n', metrics.length() - 2) + 1));
        JsonNode result = new RunResult(scenario, network, traffic, audit())
                .json(last, secondsDone, Digests.ofWeights(network), spikes);
        AtomicFile.write(
                directory.result(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        return Optional.of(result);
    }

    private Optional<ObjectNode> epoch(BooleanSupplier stop) {
        int epoch = epochsDone;
        int epochs = scenario.train().epochs();
        int presentations = scenario.data().training();
        observer.epochBegins(epoch + 1, epochs, presentations);
        long start = System.nanoTime();
        OptionalDouble trainError = trainer.train(epoch, stop, observer::progress);
        if (trainError.isEmpty()) {
            return Optional.empty();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        EpochMetrics line = new EpochMetrics(epoch + 1).put("train_error", trainError.getAsDouble());
        boolean due = (epoch + 1) % scenario.evaluate().everyEpochs() == 0 || epoch + 1 == epochs;
        if (due) {
            if (validation.count() > 0) {
                OptionalDouble error = trainer.error(Purpose.VALIDATION, validation, epoch, stop);
                error.ifPresent(value -> line.put("validation_error", value));
            }
            OptionalDouble error = trainer.error(Purpose.TEST, test, epoch, stop);
            if (error.isEmpty()) {
                return Optional.empty();
            }
            line.put("test_error", error.getAsDouble());
        }
        describe(line);
        line.put("train_samples_per_second", presentations / seconds);
        epochsDone++;
        return Optional.of(line.json());
    }

    /** What happened in the epoch, taken from the simulator's counters. */
    private void describe(EpochMetrics line) {
        ObjectNode firing = line.json().putObject("firing_fraction");
        ObjectNode differences = line.json().putObject("difference_spike_fraction");
        for (PlasticRows rows : trainer.simulator().plastic()) {
            Pathway pathway = rows.pathway();
            if (pathway.direction() == Direction.FEEDFORWARD) {
                long[] updates = trainer.simulator().takeUpdates(firing.size());
                String name = pathway.to().name();
                EpochMetrics.put(firing, name, (double) updates[1] / updates[0]);
                EpochMetrics.put(differences, name, (double) updates[2] / updates[0]);
            }
        }
        ObjectNode angles = line.json().putObject("feedback_angle");
        List<Double> now = Angles.toCounterparts(network);
        for (Pathway pathway : network.pathways()) {
            if (pathway.direction() == Direction.FEEDBACK) {
                EpochMetrics.put(angles, pathway.name(), now.get(pathway.index()));
            }
        }
        Traffic ofEpoch = new Traffic(network);
        trainer.simulator().count(ofEpoch);
        traffic.add(ofEpoch);
        line.json().put("synaptic_events", ofEpoch.synapticEvents());
        long[] windows = trainer.simulator().takeDirections();
        directions[0] += windows[0];
        directions[1] += windows[1];
        MessageDigest digest = Digests.sha256();
        digest.update(spikes);
        for (long print : trainer.simulator().takePrints()) {
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(print).array());
        }
        spikes = digest.digest();
    }

    /** Phases would show as windows in which messages went up only, or down only. */
    private List<Audit.Finding> audit() {
        Audit.Counts counts = new Audit.Counts(false, 0, 0, directions[0], directions[1], initialAngles);
        return Audit.of(network, traffic, counts).stream()
                .map(finding -> finding.number() == 5 ? phases(finding) : finding)
                .toList();
    }

    private Audit.Finding phases(Audit.Finding finding) {
        Scenario.PhaseFree free = scenario.learning().phaseFree().orElseThrow();
        String evidence = String.format(
                Locale.ROOT,
                "in %,d of %,d windows of %.1f ms activity went one way only; weights change in all lanes after each"
                        + " window, for which no neuron waits; the label fires from %s to %s of each image's %s",
                directions[0],
                directions[1],
                1e-6 * trainer.simulator().windowNanos(),
                millis(free.labelOnsetNanos()),
                millis(free.labelOffsetNanos()),
                millis(scenario.timing().cycleNanos()));
        return new Audit.Finding(
                finding.number(),
                finding.key(),
                finding.objection(),
                directions[0] == 0 && directions[1] > 0,
                evidence);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.4g ms", 1e-6 * nanos);
    }

    private Checkpoint save() {
        List<Checkpoint.Matrix> matrices = new ArrayList<>();
        for (PlasticRows rows : trainer.simulator().plastic()) {
            matrices.add(new Checkpoint.Matrix(rows.pathway().name(), rows.save()));
        }
        return new Checkpoint(
                scenarioDigest,
                epochsDone,
                metrics,
                spikes,
                List.of(traffic.save(), directions.clone()),
                matrices,
                secondsDone);
    }

    private void load(Checkpoint checkpoint) {
        List<PlasticRows> plastic = trainer.simulator().plastic();
        for (int i = 0; i < plastic.size(); i++) {
            plastic.get(i).restore(checkpoint.matrices().get(i).rows());
        }
        traffic.restore(checkpoint.counters().get(0));
        System.arraycopy(checkpoint.counters().get(1), 0, directions, 0, directions.length);
        spikes = checkpoint.spikes().clone();
        epochsDone = checkpoint.epochs();
        metrics = checkpoint.metrics();
        secondsDone = checkpoint.seconds();
    }

    @Override
    public void close() {
        workers.close();
    }
}
