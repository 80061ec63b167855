package org.tarpon.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.data.KnownDataset;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;
import org.tarpon.scenario.Study;

/** A run of a study of any kind, for whoever asks: in a directory that nobody else writes to meanwhile. */
public final class Undertaking {
    /** Mini-batches from which an audit of a scenario is made. */
    private static final int AUDITED_BATCHES = 10;

    private final Study study;
    private final Optional<Dataset> data;
    private final int threads;
    private final RunDirectory directory;
    private final Observer observer;
    private final Optional<BlockHosts> hosts;

    /**
     * Nothing happens yet.
     *
     * @param study to be begun; of a run to go on with what its directory's scenario says, or the same over more epochs
     * @param data from {@link #load}
     * @param threads as {@link #threads} takes them
     */
    public Undertaking(Study study, Optional<Dataset> data, int threads, RunDirectory directory, Observer observer) {
        this(study, data, threads, directory, observer, Optional.empty());
    }

    private Undertaking(
            Study study,
            Optional<Dataset> data,
            int threads,
            RunDirectory directory,
            Observer observer,
            Optional<BlockHosts> hosts) {
        this.study = study;
        this.data = data;
        this.threads = threads(study, threads);
        this.directory = directory;
        this.observer = observer;
        this.hosts = hosts;
    }

    /** The same with mini-batches simulated elsewhere, of a scenario in volley timing. */
    public Undertaking on(BlockHosts others) {
        return new Undertaking(study, data, threads, directory, observer, Optional.of(others));
    }

    /**
     * The threads of a run. They change no result.
     *
     * @param wanted 0 for as many as there are processors, or fewer where a circuit is too small for them
     */
    public static int threads(Study study, int wanted) {
        int processors = Runtime.getRuntime().availableProcessors();
        return wanted > 0
                ? wanted
                : study instanceof CircuitScenario circuit ? CircuitEstimate.threads(circuit, processors) : processors;
    }

    /** The resolved file. */
    public static String text(Study study) {
        return study instanceof CircuitScenario circuit
                ? CircuitWriter.write(circuit)
                : ScenarioWriter.write((Scenario) study);
    }

    /**
     * Loads the data set that a study uses, if it uses one.
     *
     * @param loader of the data set that it is given
     * @throws DataException if it cannot be had, or there is less of it here than the study needs
     */
    public static Optional<Dataset> load(Study study, Function<KnownDataset, Dataset> loader) {
        if (study instanceof CircuitScenario circuit) {
            return circuit.data().map(loader);
        }
        Scenario scenario = (Scenario) study;
        Dataset data = loader.apply(scenario.data().set());
        checkCounts(scenario, data);
        return Optional.of(data);
    }

    /** A data set that is not verified may be a part of what was published. */
    private static void checkCounts(Scenario scenario, Dataset data) {
        int learned = scenario.data().training() + scenario.data().validation();
        int shown = scenario.record()
                .spikes()
                .map(spikes -> spikes.lastSample() + 1)
                .orElse(1);
        if (data.training().count() < learned || data.test().count() < shown) {
            throw new DataException("there are " + data.training().count() + " training and "
                    + data.test().count() + " test samples of " + data.name() + " here; the scenario needs " + learned
                    + " and " + shown
                    + ": set data.training, data.validation and record.spikes.samples to fewer, or get"
                    + " the whole data set");
        }
    }

    /** What makes a scenario short enough for an audit: one epoch on a few mini-batches. */
    public static List<String> overridesForAudit(Scenario whole) {
        int samples = Math.min(
                whole.data().training(), AUDITED_BATCHES * whole.train().batch());
        return List.of("train.epochs=1", "data.training=" + samples, "evaluate.passes=1");
    }

    /**
     * Runs it from its beginning.
     *
     * @param stop asked often; when it says yes a run ends early, with a checkpoint
     * @return the result, empty if the run was stopped
     * @throws DivergedException if the simulation left the finite numbers
     * @throws ImpossibleCircuitException if a circuit cannot be simulated as its scenario says
     * @throws RunDirectory.UnusableException if another run has the directory
     * @throws IOException if a file cannot be written
     */
    public Optional<JsonNode> begin(BooleanSupplier stop) throws IOException {
        return locked(() -> conduct(Optional.empty(), stop));
    }

    /**
     * Goes on from the directory's newest whole checkpoint. As {@link #begin} otherwise.
     *
     * @param begun what the directory's scenario says
     */
    public Optional<JsonNode> goOn(Study begun, BooleanSupplier stop) throws IOException {
        return locked(() -> conduct(Optional.of(begun), stop));
    }

    /** Goes on if the directory has a checkpoint, and else begins, again if it was begun before. As {@link #begin} otherwise. */
    public Optional<JsonNode> beginOrGoOn(BooleanSupplier stop) throws IOException {
        return locked(() -> {
            if (directory.newestFile().isPresent()) {
                return conduct(Optional.of(study), stop);
            }
            directory.sweep();
            if (Files.exists(directory.metrics())) {
                // What was appended before the first checkpoint would stand there twice.
                directory.restoreMetrics("");
            }
            return conduct(Optional.empty(), stop);
        });
    }

    private interface Work {
        Optional<JsonNode> run() throws IOException;
    }

    private Optional<JsonNode> locked(Work work) throws IOException {
        Closeable lock = directory.lock();
        try {
            return work.run();
        } finally {
            lock.close();
        }
    }

    /** @param begun what to go on with, if anything */
    private Optional<JsonNode> conduct(Optional<Study> begun, BooleanSupplier stop) throws IOException {
        if (study instanceof CircuitScenario circuit) {
            try (CircuitExperiment experiment =
                    new CircuitExperiment(circuit, data, threads, directory, observer, begun.isPresent())) {
                return experiment.run(stop);
            }
        }
        Scenario scenario = (Scenario) study;
        try (Trial trial = trial(scenario)) {
            if (begun.isPresent()) {
                trial.restore();
                int before = ((Scenario) begun.get()).train().epochs();
                if (scenario.train().epochs() > before) {
                    trial.extend(before);
                }
            }
            return trial.run(stop);
        }
    }

    private Trial trial(Scenario scenario) {
        Dataset loaded = data.orElseThrow();
        return hosts.isPresent()
                ? Trial.on(hosts.get(), scenario, loaded, threads, directory, observer)
                : Trial.of(scenario, loaded, threads, directory, observer);
    }

    /** @throws RunDirectory.UnusableException if one is not the other over at least as many epochs */
    public static void checkExtension(Study begun, Study wanted, RunDirectory directory) throws IOException {
        if (wanted.equals(begun)) {
            return;
        }
        if (!(begun instanceof Scenario before) || !(wanted instanceof Scenario after)) {
            throw new RunDirectory.UnusableException(
                    "a circuit runs for the time that it was begun with: --resume takes no --set");
        }
        int epochs = after.train().epochs();
        if (!after.equals(before.withEpochs(epochs))) {
            throw new RunDirectory.UnusableException(
                    "--resume goes on with the scenario of the run as it is, for the same bits as without"
                            + " a stop; --set can only give it more epochs (--set train.epochs=N)");
        }
        if (epochs < before.train().epochs()) {
            throw new RunDirectory.UnusableException("the run in " + directory.root() + " has "
                    + before.train().epochs() + " epochs; --set train.epochs can only give it more, not " + epochs);
        }
    }

    /** The result of a circuit that came to its end; files that its scenario names may be gone. */
    public static Optional<JsonNode> finishedCircuit(RunDirectory directory) throws IOException {
        if (!Files.isRegularFile(directory.result())) {
            return Optional.empty();
        }
        try {
            JsonNode result =
                    TrainingCourse.AS_WRITTEN.readTree(directory.result().toFile());
            return Optional.of(result)
                    .filter(whole -> whole.at("/traffic/circuit").isObject());
        } catch (JsonProcessingException e) {
            // It was altered; a run that has checkpoints writes it again.
            return Optional.empty();
        }
    }
}
