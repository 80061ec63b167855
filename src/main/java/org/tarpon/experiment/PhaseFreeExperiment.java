package org.tarpon.experiment;

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
import org.tarpon.engine.Traffic;
import org.tarpon.network.Direction;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.phasefree.PlasticRows;
import org.tarpon.record.Digests;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.state.Archive;

/** A run of learning without phases, in the same files and with the same guarantees as {@link Experiment}. */
final class PhaseFreeExperiment extends TrainingCourse {
    private final PhaseFreeTrainer trainer;
    private final List<Double> initialAngles;
    private final long[] directions = new long[2]; // windows with messages in one direction only, and all
    private byte[] spikes = new byte[Digests.SHA256_BYTES];

    PhaseFreeExperiment(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        super(scenario, data, threads, directory, observer);
        this.initialAngles = Angles.toCounterparts(network);
        this.trainer = new PhaseFreeTrainer(scenario, network, training, workers);
    }

    @Override
    Optional<ObjectNode> epoch(int epoch, BooleanSupplier batchEnds, BooleanSupplier stop) throws IOException {
        int presentations = scenario.data().training();
        observer.epochBegins(epoch + 1, scenario.train().epochs(), presentations);
        OptionalDouble trainError = trainer.train(epoch, batchEnds, observer::progress);
        if (trainError.isEmpty()) {
            return Optional.empty();
        }
        double seconds = learningEnds();
        EpochMetrics line = new EpochMetrics(epoch + 1).put("train_error", trainError.getAsDouble());
        if (evaluates(epoch)) {
            if (validation.count() > 0) {
                OptionalDouble error = trainer.error(Purpose.VALIDATION, validation, epoch, stop);
                error.ifPresent(value -> line.put("validation_error", value));
            }
            OptionalDouble error = trainer.error(Purpose.TEST, test, epoch, stop);
            if (error.isEmpty()) {
                return Optional.empty();
            }
            trainer.answers().write(directory, test, scenario.data().set().classes(), epoch + 1, 1, 0);
            line.put("test_error", error.getAsDouble());
        }
        describe(line);
        line.put("train_samples_per_second", presentations / seconds);
        return Optional.of(line.json());
    }

    @Override
    void learn(int epoch, BooleanSupplier stop) {
        trainer.train(epoch, stop, shown -> {});
    }

    @Override
    int passes() {
        return 1;
    }

    @Override
    List<EventLog> listen() {
        List<EventLog> logs = new ArrayList<>();
        for (int lane = 0; lane < scenario.train().batch(); lane++) {
            EventLog log = new EventLog();
            logs.add(log);
            trainer.simulator()
                    .listen(
                            lane,
                            (time, pathway, difference, neuron, sign) -> log.add(
                                    time,
                                    channel(pathway, difference ? Signal.TARGET : Signal.ACTIVITY),
                                    neuron,
                                    sign));
        }
        return logs;
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

    @Override
    boolean conclude(ObjectNode last, BooleanSupplier stop) throws IOException {
        PresentationRecording.write(trainer.simulator(), test, directory);
        return true;
    }

    /** Phases would show as windows in which messages went up only, or down only. */
    @Override
    List<Audit.Finding> audit() {
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

    @Override
    byte[] spikes() {
        return spikes;
    }

    @Override
    Optional<String> differenceByExtension(int from, int done) {
        return scenario.learning().phaseFree().orElseThrow().anneal() == 0
                ? super.differenceByExtension(from, done)
                : Optional.of(
                        "learning rates fall to 0 by the last epoch (learning.anneal), and did so by epoch " + from
                                + "; they now go on along the schedule of the longer run, so that the result is not that of a run"
                                + " begun with as many epochs");
    }

    @Override
    int batchesDone() {
        return trainer.batchesDone();
    }

    @Override
    int batchesPerEpoch() {
        return trainer.batchesPerEpoch();
    }

    @Override
    long batchNanos() {
        return scenario.timing().cycleNanos();
    }

    @Override
    void state(Archive archive) {
        trainer.state(archive);
        traffic.state(archive);
        archive.array("directions", directions);
        archive.array(SPIKES, spikes);
    }
}
