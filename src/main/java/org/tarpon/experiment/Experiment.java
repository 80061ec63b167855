package org.tarpon.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.tarpon.analysis.Audit;
import org.tarpon.data.Dataset;
import org.tarpon.plasticity.PlasticPathway;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.state.Archive;

/**
 * One run: epochs of learning and evaluation, each ending in a line of metrics and a checkpoint, and a result. The same
 * scenario and seed give the same weights and spikes on any number of threads, straight or resumed.
 */
public final class Experiment extends TrainingCourse {
    private static final int BLOCKS_ELSEWHERE = 8;

    private final LearningSetup learning;
    private final Trainer trainer;
    private final Evaluator evaluator;
    private final SpikeChain spikes = new SpikeChain();
    private final Optional<AverageWeights> average;
    private final AuditCounts auditCounts;
    private final List<ExtensionRecording> recordings;

    /**
     * @param threads at least 1
     * @param directory where the run leaves its files
     */
    public Experiment(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        this(scenario, data, threads, threads, directory, observer);
    }

    private Experiment(
            Scenario scenario, Dataset data, int threads, int blocks, RunDirectory directory, Observer observer) {
        super(scenario, data, threads, directory, observer);
        this.learning = new LearningSetup(scenario, network);
        this.trainer = new Trainer(scenario, network, learning, training, workers, blocks);
        this.evaluator = new Evaluator(scenario, network, learning, workers);
        this.average = Optional.of(scenario.evaluate().averageEpochs())
                .filter(span -> span > 1)
                .map(span -> new AverageWeights(
                        span,
                        trainer.plastic().stream().map(PlasticPathway::pathway).toList()));
        this.recordings = scenario.record().recorders().stream()
                .map(recorder -> new ExtensionRecording(scenario, recorder, network, learning))
                .toList();
        this.auditCounts = new AuditCounts(network, learning.decodersLinear());
    }

    /** A run whose mini-batches are simulated by others: in {@value #BLOCKS_ELSEWHERE} blocks or more, so that as many have work. */
    static Experiment on(
            BlockHosts hosts, Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        Experiment experiment = new Experiment(scenario, data, threads, BLOCKS_ELSEWHERE, directory, observer);
        experiment.trainer.simulateOn(hosts);
        return experiment;
    }

    @Override
    Optional<ObjectNode> epoch(int epoch, BooleanSupplier batchEnds, BooleanSupplier stop) throws IOException {
        observer.epochBegins(epoch + 1, scenario.train().epochs(), trainer.presentationsPerEpoch());
        Optional<Trainer.Epoch> trained = trainer.train(epoch, batchEnds, observer::progress);
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        double seconds = learningEnds();
        EpochMetrics metrics =
                new EpochMetrics(epoch + 1).put("train_error", trained.get().trainError());
        average.ifPresent(weights -> weights.follow(epoch));
        if (evaluates(epoch) && !look(() -> evaluate(epoch, metrics, stop))) {
            return Optional.empty();
        }
        spikes.endEpoch(trainer.blocks());
        traffic.add(trained.get().traffic());
        auditCounts.add(trained.get());
        if (evaluates(epoch)) {
            evaluator.blocks().forEach(block -> traffic.add(block.traffic()));
            spikes.endEpoch(evaluator.blocks());
        }
        metrics.describe(network, trained.get().tally(), trained.get().traffic());
        metrics.put("train_samples_per_second", scenario.data().training() / seconds);
        if (evaluates(epoch) && !recordings.isEmpty()) {
            look(() -> record(epoch, metrics.json()));
        }
        return Optional.of(metrics.json());
    }

    /** Looks at the network that is evaluated: at that of the averaged weights, if there are any. */
    private boolean look(Look look) throws IOException {
        exchangeWeights();
        try {
            return look.cameToItsEnd();
        } finally {
            exchangeWeights();
        }
    }

    @FunctionalInterface
    private interface Look {
        boolean cameToItsEnd() throws IOException;
    }

    private void exchangeWeights() {
        average.ifPresent(weights -> {
            weights.exchange();
            network.refreshMirrors();
        });
    }

    private boolean record(int epoch, ObjectNode metrics) {
        recordings.forEach(recording -> recording.record(epoch, test, metrics, directory));
        return true;
    }

    @Override
    void learn(int epoch, BooleanSupplier stop) {
        trainer.train(epoch, stop, shown -> {});
    }

    @Override
    int passes() {
        return trainer.passes();
    }

    @Override
    List<EventLog> listen() {
        List<EventLog> logs = new ArrayList<>();
        for (SimulatedBlock block : trainer.blocks()) {
            EventLog[] ofBlock = new EventLog[block.presentations().capacity()];
            Arrays.setAll(ofBlock, lane -> new EventLog());
            logs.addAll(List.of(ofBlock));
            block.listen((time, pathway, signal, volley, presentations) -> {
                for (int lane = 0; lane < presentations.active(); lane++) {
                    float[] values = volley.values(lane);
                    for (int k = 0; k < volley.count(lane); k++) {
                        int neuron = volley.indices(lane)[k];
                        ofBlock[lane].add(time, channel(pathway, signal), neuron, values == null ? 1 : values[k]);
                    }
                }
            });
        }
        return logs;
    }

    /** Returns whether it came to its end. */
    private boolean evaluate(int epoch, EpochMetrics metrics, BooleanSupplier stop) throws IOException {
        evaluator.blocks().forEach(SimulatedBlock::clearCounts);
        OptionalDouble validationError = validation.count() == 0
                ? OptionalDouble.empty()
                : evaluator.error(Purpose.VALIDATION, validation, epoch, stop);
        long before = evaluationEvents();
        OptionalDouble testError = evaluator.error(Purpose.TEST, test, epoch, stop);
        if (testError.isEmpty()) {
            return false;
        }
        validationError.ifPresent(error -> metrics.put("validation_error", error));
        metrics.put("test_error", testError.getAsDouble());
        evaluator
                .answers()
                .write(
                        directory,
                        test,
                        scenario.data().set().classes(),
                        epoch + 1,
                        scenario.evaluate().passes(),
                        evaluationEvents() - before);
        return true;
    }

    private long evaluationEvents() {
        return evaluator.blocks().stream()
                .mapToLong(block -> block.traffic().synapticEvents())
                .sum();
    }

    @Override
    boolean conclude(ObjectNode last, BooleanSupplier stop) throws IOException {
        return look(() -> show(last, stop));
    }

    private boolean show(ObjectNode last, BooleanSupplier stop) throws IOException {
        if (scenario.record().spikes().isPresent()) {
            Scenario.Spikes wanted = scenario.record().spikes().get();
            int epoch = scenario.train().epochs() - 1;
            SpikeRecording.write(scenario, wanted, network, learning, test, epoch, directory);
        }
        PresentationRecording.write(scenario, network, learning, test, directory);
        if (!learning.isGenerative()) {
            return true;
        }
        observer.note("inferring, completing and sampling");
        return new GenerativeStudy(scenario, network, learning, workers, directory, stop)
                .run(training, validation, test, last);
    }

    @Override
    List<Audit.Finding> audit() {
        return Audit.of(network, traffic, auditCounts.counts());
    }

    @Override
    byte[] spikes() {
        return spikes.value();
    }

    @Override
    int batchesDone() {
        return trainer.batchesDone();
    }

    @Override
    int batchesPerEpoch() {
        return trainer.batchesPerEpoch();
    }

    /** Every presentation begins at 0. */
    @Override
    long batchNanos() {
        return 0;
    }

    @Override
    void state(Archive archive) {
        for (PlasticPathway plastic : trainer.plastic()) {
            String name = plastic.pathway().name();
            archive.rows(name, plastic.pathway().synapses().rows());
            for (int memory = 0; memory < plastic.memories(); memory++) {
                archive.rows(name + " memory " + memory, plastic.memory(memory));
            }
            plastic.setSteps(archive.number(name + " steps", plastic.steps()));
        }
        if (archive.isReading()) {
            network.refreshMirrors();
        }
        average.ifPresent(weights -> weights.state(archive));
        spikes.state(archive);
        traffic.state(archive);
        auditCounts.state(archive);
        trainer.state(archive.part("epoch"));
    }
}
