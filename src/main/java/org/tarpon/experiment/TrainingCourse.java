package org.tarpon.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.tarpon.analysis.Audit;
import org.tarpon.data.DataException;
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
import org.tarpon.state.Archive;

/**
 * The course of a trial that trains, whatever its timing: epochs, each ending in a line of metrics and a checkpoint, and a
 * result. What an epoch is, the timings say.
 */
abstract class TrainingCourse implements Trial {
    /** Under which name the state has the digest of all spikes so far. */
    static final String SPIKES = "spikes";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keeps numbers as a file has them. */
    static final ObjectMapper AS_WRITTEN = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    final Scenario scenario;
    final RunDirectory directory;
    final Observer observer;
    final Network network;
    final Workers workers;
    final ImageSamples training;
    final ImageSamples validation;
    final ImageSamples test;
    final Traffic traffic;
    private final Dataset data;
    private CheckpointClock checkpoints;
    private int epochsDone;
    private String metrics = ""; // metrics.jsonl so far
    private double secondsBefore; // of earlier processes
    private double epochSecondsBefore;
    private long start;
    private long epochStart;
    private OptionalDouble epochLearned = OptionalDouble.empty(); // seconds, when its learning is over

    TrainingCourse(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        this.scenario = scenario;
        this.directory = directory;
        this.observer = observer;
        this.data = data;
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
     * Trains one epoch, or what is left of it, and, where it is due, evaluates. Until it is finished it changes nothing that
     * {@link #state} lists but what learning does, so that an evaluation that was stopped is repeated as a whole.
     *
     * @param epoch from 0
     * @param batchEnds to be asked whether to stop after each mini-batch, when all is as {@link #state} has it
     * @param stop asked during evaluation
     * @return its line of metrics; empty if it was stopped
     */
    abstract Optional<ObjectNode> epoch(int epoch, BooleanSupplier batchEnds, BooleanSupplier stop) throws IOException;

    /** Mini-batches of the epoch under way that are done, each pass counted. */
    abstract int batchesDone();

    abstract int batchesPerEpoch();

    /** Simulated time of one mini-batch where it runs on from one to the next, else 0. */
    abstract long batchNanos();

    /** Lists everything that the run goes on from. */
    abstract void state(Archive archive);

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

    /**
     * Says of a run that goes on over more epochs than it was begun with in what it differs from one begun with as many.
     *
     * @param from where the run would have ended
     * @param done epochs finished, at least 1
     */
    Optional<String> differenceByExtension(int from, int done) {
        int every = scenario.evaluate().everyEpochs();
        return from % every == 0 || done < from
                ? Optional.empty()
                : Optional.of(
                        "epoch " + from + " was evaluated because it was the last; without that, counts of messages and"
                                + " the digest of spikes would be others (weights and later errors would not)");
    }

    @Override
    public final void restore() throws IOException {
        directory.sweep();
        Optional<Checkpoint> newest = directory.newest(identity(scenario), observer::warn);
        if (newest.isPresent()) {
            restore(newest.get());
        }
        int epochs = scenario.train().epochs();
        if (newest.isEmpty()) {
            observer.warn("there is no usable checkpoint in " + directory.root() + "; starting from the beginning");
        } else if (epochsDone < epochs) {
            int batches = newest.get().place().batches();
            String within = batches == 0 ? "" : " and " + batches + " of " + batchesPerEpoch() + " batches";
            observer.note("going on after epoch " + epochsDone + within + " of " + epochs);
        } else {
            observer.note("this run is finished; its result is:");
        }
        if (!directory.restoreMetrics(metrics)) {
            observer.warn(directory.metrics() + " was altered; it is again as the checkpoint has it");
        }
    }

    @Override
    public final void extend(int from) throws IOException {
        directory.replaceScenario(ScenarioWriter.write(scenario));
        if (epochsDone > 0) {
            differenceByExtension(from, epochsDone).ifPresent(observer::warn);
        }
    }

    private void restore(Checkpoint checkpoint) throws IOException {
        if (!Arrays.equals(checkpoint.data(), dataDigest(data))) {
            throw new DataException("the data set " + scenario.data().set().key()
                    + " is not what it was when this run began: its images or labels have changed; put back the files"
                    + " of then (see --data), or begin anew with run FILE");
        }
        epochsDone = checkpoint.place().epochs();
        if (epochsDone > scenario.train().epochs()) {
            throw new RunDirectory.UnusableException(directory.root() + " was trained for " + epochsDone
                    + " epochs, of which nothing can be taken back; scenario.yaml has train.epochs: "
                    + scenario.train().epochs());
        }
        try {
            Archive.restore(checkpoint.state(), this::state);
        } catch (Archive.MismatchException e) {
            throw new RunDirectory.UnusableException(
                    "the checkpoint " + checkpoint.place().fileName() + " in " + directory.root()
                            + " is of another build of Tarpon or was altered: " + e.getMessage()
                            + "; go on with that one, or begin anew with run "
                            + directory.scenario());
        }
        metrics = checkpoint.metrics();
        secondsBefore = checkpoint.seconds();
        epochSecondsBefore = checkpoint.epochSeconds();
    }

    /** Digest of what a run does in each epoch: how many there are may change. */
    static byte[] identity(Scenario scenario) {
        return Digests.ofText(ScenarioWriter.write(scenario.withEpochs(1)));
    }

    /** Digest of a data set's files, which were hashed when they were read. */
    static byte[] dataDigest(Dataset data) {
        return Digests.ofText(data.name() + " " + data.digests());
    }

    @Override
    public final Optional<JsonNode> run(BooleanSupplier stop) throws IOException {
        int epochs = scenario.train().epochs();
        Optional<JsonNode> finished = epochsDone == epochs ? finished() : Optional.empty();
        if (finished.isPresent()) {
            return finished;
        }
        start = System.nanoTime();
        epochStart = start;
        checkpoints = new CheckpointClock(scenario.checkpoint(), epochsDone, batches(), batches() * batchNanos());
        while (epochsDone < epochs) {
            Optional<ObjectNode> epoch;
            try {
                epoch = epoch(epochsDone, () -> batchEnds(stop), stop);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            if (epoch.isEmpty()) {
                save(batchesDone());
                return Optional.empty();
            }
            epochsDone++;
            epochStart = System.nanoTime();
            epochSecondsBefore = 0;
            epochLearned = OptionalDouble.empty();
            String line = JSON.writeValueAsString(epoch.get()) + "\n";
            directory.appendMetrics(line);
            metrics += line;
            if (isDue() || epochsDone == epochs) {
                save(0);
            }
            observer.epochEnds(epochsDone, epochs, epoch.get());
        }
        ObjectNode last =
                (ObjectNode) JSON.readTree(metrics.substring(metrics.lastIndexOf('\n', metrics.length() - 2) + 1));
        if (!conclude(last, stop)) {
            return Optional.empty();
        }
        JsonNode result = new RunResult(scenario, network, traffic, audit())
                .json(last, seconds(), Digests.ofWeights(network), spikes());
        AtomicFile.write(
                directory.result(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        return Optional.of(result);
    }

    /** The result of an earlier process that came to the end of this run. */
    private Optional<JsonNode> finished() throws IOException {
        if (!Files.exists(directory.result())) {
            return Optional.empty();
        }
        try {
            JsonNode result = AS_WRITTEN.readTree(directory.result().toFile());
            // A run that was continued has the result of its first end until it comes to the next.
            boolean ofThisEnd = result.at("/metrics/epoch").asInt() == epochsDone;
            return ofThisEnd ? Optional.of(result) : Optional.empty();
        } catch (JsonProcessingException e) {
            observer.warn(directory.result() + " was altered; it is made anew");
            return Optional.empty();
        }
    }

    private boolean batchEnds(BooleanSupplier stop) {
        try {
            // The last batch is followed by the end of the epoch.
            if (batchesDone() < batchesPerEpoch() && isDue()) {
                save(batchesDone());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stop.getAsBoolean();
    }

    /** Mini-batches of the whole run. */
    private long batches() {
        return (long) epochsDone * batchesPerEpoch() + batchesDone() % batchesPerEpoch();
    }

    private boolean isDue() {
        return checkpoints.isDue(epochsDone, batches(), batches() * batchNanos());
    }

    /** @param batches of the epoch under way; 0 between two epochs */
    private void save(int batches) throws IOException {
        long begin = System.nanoTime();
        Archive archive = Archive.empty();
        state(archive);
        Checkpoint.Place place = new Checkpoint.Place(epochsDone, batches, 0);
        Checkpoint checkpoint = new Checkpoint(
                identity(scenario), dataDigest(data), place, metrics, archive.values(), seconds(), epochSeconds());
        directory.save(checkpoint, scenario.checkpoint().keep());
        checkpoints.written();
        epochStart += System.nanoTime() - begin;
    }

    /** Seconds of learning in the epoch under way, also before an interruption: without those of checkpoints. */
    private double epochSeconds() {
        return epochLearned.orElseGet(() -> epochSecondsBefore + (System.nanoTime() - epochStart) * 1e-9);
    }

    /** To be called when the epoch has learned from its last sample: what follows is not counted. */
    final double learningEnds() {
        epochLearned = OptionalDouble.of(epochSeconds());
        return epochLearned.getAsDouble();
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - start) * 1e-9;
    }

    @Override
    public final void close() {
        workers.close();
    }
}
