package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.tarpon.analysis.Audit;
import org.tarpon.data.Dataset;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.plasticity.PlasticPathway;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.Digests;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/**
 * One run: epochs of learning and evaluation, each ending in a line of metrics and a checkpoint, and a result. The same
 * scenario and seed give the same weights and spikes on any number of threads, straight or resumed.
 */
public final class Experiment implements Trial {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scenario scenario;
    private final RunDirectory directory;
    private final Observer observer;
    private final Network network;
    private final LearningSetup learning;
    private final Workers workers;
    private final Trainer trainer;
    private final Evaluator evaluator;
    private final ImageSamples training;
    private final ImageSamples validation;
    private final ImageSamples test;
    private final byte[] scenarioDigest;
    private final SpikeChain spikes = new SpikeChain();
    private final Traffic traffic;
    private final AuditCounts auditCounts;
    private int epochsDone;
    private String metrics = ""; // metrics.jsonl so far
    private double secondsDone;

    /**
     * @param threads at least 1
     * @param directory where the run leaves its files
     */
    public Experiment(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        this.scenario = scenario;
        this.directory = directory;
        this.observer = observer;
        this.scenarioDigest = Digests.ofText(ScenarioWriter.write(scenario));
        this.network = NetworkBuilder.build(scenario);
        this.learning = new LearningSetup(scenario, network);
        int available = data.training().count();
        this.training = data.training().slice(0, scenario.data().training());
        this.validation = data.training().slice(available - scenario.data().validation(), available);
        this.test = data.test();
        this.workers = new Workers(threads);
        this.trainer = new Trainer(scenario, network, learning, training, workers);
        this.evaluator = new Evaluator(scenario, network, learning, workers);
        this.traffic = new Traffic(network);
        this.auditCounts = new AuditCounts(network, learning.decodersLinear());
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
        if (scenario.record().spikes().isPresent()) {
            Scenario.Spikes wanted = scenario.record().spikes().get();
            SpikeRecording.write(scenario, wanted, network, learning, test, epochs - 1, directory);
        }
        ObjectNode last = lastMetrics();
        if (learning.isGenerative()) {
            GenerativeStudy study = new GenerativeStudy(scenario, network, learning, workers, directory, stop);
            observer.note("inferring, completing and sampling");
            if (!study.run(training, validation, test, last)) {
                return Optional.empty();
            }
        }
        JsonNode result = new RunResult(scenario, network, traffic, Audit.of(network, traffic, auditCounts.counts()))
                .json(last, secondsDone, Digests.ofWeights(network), spikes.value());
        AtomicFile.write(
                directory.result(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        return Optional.of(result);
    }

    private Optional<ObjectNode> epoch(BooleanSupplier stop) {
        int epoch = epochsDone;
        int epochs = scenario.train().epochs();
        observer.epochBegins(epoch + 1, epochs, trainer.presentationsPerEpoch());
        long start = System.nanoTime();
        Optional<Trainer.Epoch> trained = trainer.train(epoch, stop, observer::progress);
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        spikes.endEpoch(trainer.blocks());
        traffic.add(trained.get().traffic());
        auditCounts.add(trained.get());
        EpochMetrics metrics =
                new EpochMetrics(epoch + 1).put("train_error", trained.get().trainError());
        boolean due = (epoch + 1) % scenario.evaluate().everyEpochs() == 0 || epoch + 1 == epochs;
        if (due && !evaluate(epoch, metrics, stop)) {
            return Optional.empty();
        }
        metrics.describe(network, trained.get().tally(), trained.get().traffic());
        metrics.put("train_samples_per_second", scenario.data().training() / seconds);
        epochsDone++;
        return Optional.of(metrics.json());
    }

    /** Returns whether it came to its end. */
    private boolean evaluate(int epoch, EpochMetrics metrics, BooleanSupplier stop) {
        for (SimulatedBlock block : evaluator.blocks()) {
            block.traffic().clear();
        }
        OptionalDouble validationError = validation.count() == 0
                ? OptionalDouble.empty()
                : evaluator.error(Purpose.VALIDATION, validation, epoch, stop);
        OptionalDouble testError = evaluator.error(Purpose.TEST, test, epoch, stop);
        if (testError.isEmpty()) {
            return false;
        }
        validationError.ifPresent(error -> metrics.put("validation_error", error));
        metrics.put("test_error", testError.getAsDouble());
        for (SimulatedBlock block : evaluator.blocks()) {
            traffic.add(block.traffic());
        }
        spikes.endEpoch(evaluator.blocks());
        return true;
    }

    private ObjectNode lastMetrics() throws IOException {
        return (ObjectNode) JSON.readTree(metrics.substring(metrics.lastIndexOf('\n', metrics.length() - 2) + 1));
    }

    private Checkpoint save() {
        List<Checkpoint.Matrix> matrices = new ArrayList<>();
        long[] steps = new long[trainer.plastic().size()];
        for (int i = 0; i < steps.length; i++) {
            PlasticPathway plastic = trainer.plastic().get(i);
            steps[i] = plastic.steps();
            matrices.add(new Checkpoint.Matrix(
                    plastic.pathway().name(), plastic.pathway().synapses().rows()));
            for (int memory = 0; memory < plastic.memories(); memory++) {
                matrices.add(
                        new Checkpoint.Matrix(plastic.pathway().name() + " memory " + memory, plastic.memory(memory)));
            }
        }
        return new Checkpoint(
                scenarioDigest,
                epochsDone,
                metrics,
                spikes.value(),
                List.of(steps, traffic.save(), auditCounts.save()),
                matrices,
                secondsDone);
    }

    private void load(Checkpoint checkpoint) {
        int next = 0;
        for (int i = 0; i < trainer.plastic().size(); i++) {
            PlasticPathway plastic = trainer.plastic().get(i);
            plastic.setSteps(checkpoint.counters().get(0)[i]);
            copy(
                    checkpoint.matrices().get(next++).rows(),
                    plastic.pathway().synapses().rows());
            for (int memory = 0; memory < plastic.memories(); memory++) {
                copy(checkpoint.matrices().get(next++).rows(), plastic.memory(memory));
            }
        }
        network.refreshMirrors();
        spikes.restore(checkpoint.spikes());
        traffic.restore(checkpoint.counters().get(1));
        auditCounts.restore(checkpoint.counters().get(2));
        epochsDone = checkpoint.epochs();
        metrics = checkpoint.metrics();
        secondsDone = checkpoint.seconds();
    }

    private static void copy(float[][] from, float[][] to) {
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, to[i].length);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
