package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.analysis.Audit;
import org.tarpon.data.Dataset;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.Digests;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/**
 * The course of a trial that trains, whatever its timing: epochs, each ending in a line of metrics and a checkpoint, and a
 * result. What an epoch is, the timings say.
 */
abstract class TrainingCourse implements Trial {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Scenario scenario;
    final RunDirectory directory;
    final Observer observer;
    final Network network;
    final Workers workers;
    final ImageSamples training;
    final ImageSamples validation;
    final ImageSamples test;
    final Traffic traffic;
    private final byte[] scenarioDigest;
    private int epochsDone;
    private String metrics = ""; // metrics.jsonl so far
    private double secondsDone;

    TrainingCourse(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        this.scenario = scenario;
        this.directory = directory;
        this.observer = observer;
        this.scenarioDigest = Digests.ofText(ScenarioWriter.write(scenario));
        this.network = NetworkBuilder.build(scenario);
        ImageSamples all = data.training();
        this.training = all.slice(0, scenario.data().training());
        this.validation = all.slice(all.count() - scenario.data().validation(), all.count());
        this.test = data.test();
        this.traffic = new Traffic(network);
        this.workers = new Workers(threads);
    }

    static TrainingCourse of(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        return scenario.timing().mode() == Scenario.Mode.ASYNCHRONOUS
                ? new PhaseFreeExperiment(scenario, data, threads, directory, observer)
                : new Experiment(scenario, data, threads, directory, observer);
    }

    /**
     * Trains one epoch and, where it is due, evaluates.
     *
     * @param epoch from 0
     * @return its line of metrics; empty if it was stopped
     */
    abstract Optional<ObjectNode> epoch(int epoch, BooleanSupplier stop);

    /**
     * Trains one epoch and does nothing else, for replays.
     *
     * @param epoch from 0
     * @param stop asked after each batch, by one thread
     */
    abstract void learn(int epoch, BooleanSupplier stop);

    /** How often an epoch goes through all batches: twice where feedback and forward learning take turns by epoch. */
    abstract int passes();

    /**
     * Logs everything that is sent while learning.
     *
     * @return a log for each place of a batch, in their order; the channel of an event is that of {@link #channel}
     */
    abstract List<EventLog> listen();

    static int channel(Pathway pathway, Signal signal) {
        return pathway.index() * Signal.COUNT + signal.ordinal();
    }

    /** Whether an epoch, counted from 0, ends in an evaluation. */
    final boolean evaluates(int epoch) {
        return (epoch + 1) % scenario.evaluate().everyEpochs() == 0
                || epoch + 1 == scenario.train().epochs();
    }

    /**
     * What remains to be done after the last epoch.
     *
     * @param last the metrics of the last epoch, to which some may be added
     * @return whether it came to its end
     */
    boolean conclude(ObjectNode last, BooleanSupplier stop) throws IOException {
        return true;
    }

    abstract List<Audit.Finding> audit();

    /** The digest of all spikes so far. */
    abstract byte[] spikes();

    /** Counters for a checkpoint, and all that is learned; {@link #load} takes them back. */
    abstract List<long[]> counters();

    abstract List<Checkpoint.Matrix> matrices();

    abstract void load(Checkpoint checkpoint);

    @Override
    public final void restore() throws IOException {
        Optional<Checkpoint> newest = directory.newest(scenarioDigest, observer::warn);
        newest.ifPresent(checkpoint -> {
            load(checkpoint);
            epochsDone = checkpoint.epochs();
            metrics = checkpoint.metrics();
            secondsDone = checkpoint.seconds();
        });
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
    public final Optional<JsonNode> run(BooleanSupplier stop) throws IOException {
        long start = System.nanoTime();
        double before = secondsDone;
        int epochs = scenario.train().epochs();
        while (epochsDone < epochs) {
            Optional<ObjectNode> epoch = epoch(epochsDone, stop);
            if (epoch.isEmpty()) {
                return Optional.empty();
            }
            epochsDone++;
            secondsDone = before + (System.nanoTime() - start) * 1e-9;
            String line = JSON.writeValueAsString(epoch.get()) + "\n";
            directory.appendMetrics(line);
            metrics += line;
            if (epochsDone % scenario.checkpoint().everyEpochs() == 0 || epochsDone == epochs) {
                directory.save(checkpoint(), scenario.checkpoint().keep());
            }
            observer.epochEnds(epochsDone, epochs, epoch.get());
        }
        ObjectNode last =
                (ObjectNode) JSON.readTree(metrics.substring(metrics.lastIndexOf('\n', metrics.length() - 2) + 1));
        if (!conclude(last, stop)) {
            return Optional.empty();
        }
        JsonNode result = new RunResult(scenario, network, traffic, audit())
                .json(last, secondsDone, Digests.ofWeights(network), spikes());
        AtomicFile.write(
                directory.result(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        return Optional.of(result);
    }

    private Checkpoint checkpoint() {
        return new Checkpoint(scenarioDigest, epochsDone, metrics, spikes(), counters(), matrices(), secondsDone);
    }

    @Override
    public final void close() {
        workers.close();
    }
}
