package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.Workers;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.plasticity.Homeostasis;
import org.tarpon.plasticity.PlasticPathway;
import org.tarpon.plasticity.Tally;
import org.tarpon.plasticity.Trace;
import org.tarpon.random.RandomStream;
import org.tarpon.scenario.Scenario;
import org.tarpon.state.Archive;

/**
 * Learning, epoch by epoch. A mini-batch is shown in lanes; blocks of lanes are simulated side by side; then, after one
 * barrier, the pathways update their rows side by side. There are as few blocks as keep all threads busy, for a block uses
 * weights again while they are in the cache; sums depend on the order of lanes alone, so the number of threads changes no bit.
 */
final class Trainer {
    /** Told of progress. */
    @FunctionalInterface
    interface Progress {
        /** @param done samples learned from in this epoch, each pass counted */
        void shown(long done);
    }

    private final Network network;
    private final LearningSetup learning;
    private final ImageSamples samples;
    private final Workers workers;
    private final List<SimulatedBlock> blocks = new ArrayList<>();
    private final List<PlasticPathway> plastic = new ArrayList<>();
    private final Learners forward = new Learners();
    private final Learners feedback = new Learners();
    private final RandomStream orderDraws;
    private final int[] order;
    private final int batch;
    private final int cycles;
    private final long[] wrong;

    private final Workers.Work show = this::showBlock;
    private Optional<BlockHosts> hosts = Optional.empty();

    private long barriers;
    private long presentations;
    private int epoch = -1;
    private int batchesDone; // of the epoch, each pass counted
    private int first;
    private int size;
    private Purpose purpose;

    private record UpdatePiece(PlasticPathway pathway, int piece) {}

    /** The pathways that learn from the same presentations, and the pieces of their update. */
    private final class Learners {
        final List<PlasticPathway> pathways = new ArrayList<>();
        final List<UpdatePiece> pieces = new ArrayList<>();
        final Workers.Work update = number -> update(pieces.get(number));

        void add(PlasticPathway pathway) {
            pathways.add(pathway);
            for (int piece = 0; piece < pathway.pieces(); piece++) {
                pieces.add(new UpdatePiece(pathway, piece));
            }
        }
    }

    Trainer(Scenario scenario, Network network, LearningSetup learning, ImageSamples samples, Workers workers) {
        this(scenario, network, learning, samples, workers, workers.threads());
    }

    /** @param wanted number of blocks: there may be fewer if a mini-batch is small, and more if it is large */
    Trainer(
            Scenario scenario,
            Network network,
            LearningSetup learning,
            ImageSamples samples,
            Workers workers,
            int wanted) {
        this.network = network;
        this.learning = learning;
        this.samples = samples;
        this.workers = workers;
        this.batch = scenario.train().batch();
        this.cycles = scenario.timing().cycles();
        this.order = new int[samples.count()];
        this.orderDraws = new RandomStream(scenario.seed(), "order");
        int number = LaneBlocks.count(batch, wanted);
        for (int i = 0; i < number; i++) {
            int lanes = LaneBlocks.end(i, number, batch) - LaneBlocks.end(i - 1, number, batch);
            blocks.add(new SimulatedBlock(scenario, network, learning, lanes, List.of()));
        }
        this.wrong = new long[number];
        for (Pathway pathway : network.pathways()) {
            if (blocks.get(0).rule().lessons().trace(pathway) != null) {
                addPlastic(pathway);
            }
        }
        for (Scenario.Population population : scenario.populations()) {
            population.homeostasis().ifPresent(homeostasis -> keepTo(homeostasis, population.name()));
        }
    }

    private void keepTo(Scenario.Homeostasis homeostasis, String name) {
        Population population = network.populations().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        Pathway biased = NetworkBuilder.biased(network, population);
        List<int[]> spikes = blocks.stream()
                .map(block -> block.rule().lessons().countSpikes(population))
                .toList();
        plastic.stream()
                .filter(candidate -> candidate.pathway() == biased)
                .forEach(candidate ->
                        candidate.keepTo(new Homeostasis(homeostasis.rate(), homeostasis.strength(), spikes)));
    }

    private void addPlastic(Pathway pathway) {
        List<Trace> traces = blocks.stream()
                .map(block -> block.rule().lessons().trace(pathway))
                .toList();
        PlasticPathway added =
                new PlasticPathway(pathway, learning.optimizer(pathway.direction()), learning.rate(pathway), traces);
        plastic.add(added);
        boolean ownPresentations = pathway.direction() == Direction.FEEDBACK && learning.presentsForFeedback();
        (ownPresentations ? feedback : forward).add(added);
    }

    /** Has other processes simulate the blocks from now on. */
    void simulateOn(BlockHosts hosts) {
        this.hosts = Optional.of(hosts);
    }

    /** The pathways that learn, with their optimisers' memory. */
    List<PlasticPathway> plastic() {
        return plastic;
    }

    List<SimulatedBlock> blocks() {
        return blocks;
    }

    /** Samples shown in one epoch: each once for every kind of learning that has presentations of its own. */
    long presentationsPerEpoch() {
        return (long) samples.count() * (learning.presentsForFeedback() ? 2 : 1);
    }

    /**
     * What happened in the epoch last trained.
     *
     * @param trainError percentage of wrong answers while learning
     * @param barriers points at which all of the network waited
     * @param presentations that each lane has shown
     */
    record Epoch(double trainError, Tally tally, Traffic traffic, long barriers, long presentations) {}

    /** Mini-batches of the epoch last trained, each pass counted. */
    int batchesDone() {
        return batchesDone;
    }

    int batchesPerEpoch() {
        return passes() * batchesPerPass();
    }

    private int batchesPerPass() {
        return (samples.count() + batch - 1) / batch;
    }

    private boolean learnsBothByBatch() {
        return learning.presentsForFeedback() && learning.alternatesByBatch();
    }

    /** How often an epoch goes through all batches. */
    int passes() {
        return learning.presentsForFeedback() && !learnsBothByBatch() ? 2 : 1;
    }

    /**
     * Lists where learning is and all that the epoch has come to. Order and draws follow from the epoch; blocks keep nothing
     * else from one mini-batch to the next. One block stands for all, because another time there may be more or fewer.
     */
    void state(Archive archive) {
        epoch = (int) archive.number("epoch", epoch);
        batchesDone = (int) archive.number("batches done", batchesDone);
        barriers = archive.number("barriers", barriers);
        presentations = archive.number("presentations", presentations);
        for (int i = 1; i < blocks.size(); i++) {
            blocks.get(0).takeOver(blocks.get(i));
            wrong[0] += wrong[i];
            wrong[i] = 0;
        }
        counts(0, archive);
    }

    /**
     * Learns from every training sample once, in an order drawn for this epoch; goes on where it was stopped in the epoch.
     *
     * @param epoch from 0
     * @param stop asked after each batch
     * @return empty if it was stopped
     * @throws DivergedException if a weight or loss stops being finite
     */
    Optional<Epoch> train(int epoch, BooleanSupplier stop, Progress progress) {
        if (epoch != this.epoch) {
            begin(epoch);
        }
        orderDraws.permutation(epoch, order);
        if (learning.learnsFeedback()) {
            for (SimulatedBlock block : blocks) {
                block.rule().setNoise(learning.feedbackNoise(epoch));
            }
        }
        while (batchesDone < batchesPerEpoch()) {
            int pass = batchesDone / batchesPerPass();
            boolean feedbackPass = passes() == 2 && pass == 0;
            first = batchesDone % batchesPerPass() * batch;
            size = Math.min(batch, order.length - first);
            if (feedbackPass || learnsBothByBatch()) {
                learn(Purpose.FEEDBACK_LEARNING);
            }
            if (!feedbackPass) {
                learn(Purpose.FORWARD_LEARNING);
            }
            batchesDone++;
            long shown = (long) pass * order.length + first + size;
            progress.shown(learnsBothByBatch() ? 2 * shown : shown);
            if (stop.getAsBoolean()) {
                return Optional.empty();
            }
        }
        return Optional.of(summary());
    }

    private void begin(int epoch) {
        this.epoch = epoch;
        batchesDone = 0;
        barriers = 0;
        presentations = 0;
        Arrays.fill(wrong, 0);
        for (SimulatedBlock block : blocks) {
            block.clearCounts();
        }
    }

    private void learn(Purpose purpose) {
        this.purpose = purpose;
        presentations++;
        long roundsBefore = workers.rounds();
        if (hosts.isEmpty()) {
            workers.run(blocks.size(), show);
        } else {
            showElsewhere(hosts.get());
            barriers++;
        }
        Learners learners = purpose == Purpose.FORWARD_LEARNING ? forward : feedback;
        for (int i = 0; i < learners.pathways.size(); i++) {
            learners.pathways.get(i).beginUpdate();
        }
        workers.run(learners.pieces.size(), learners.update);
        barriers += workers.rounds() - roundsBefore;
        network.refreshMirrors();
        checkFinite(learners.pathways);
    }

    private void showElsewhere(BlockHosts elsewhere) {
        Archive weights = Archive.empty();
        weights(weights);
        List<Map<String, Object>> counts = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Archive ofBlock = Archive.empty();
            counts(i, ofBlock);
            counts.add(ofBlock.values());
        }
        BlockHost.Batch shown = new BlockHost.Batch(epoch, first, size, purpose.ordinal());
        List<Map<String, Object>> lessons = elsewhere.show(shown, weights.values(), counts);
        for (int i = 0; i < blocks.size(); i++) {
            int number = i;
            Archive.restore(lessons.get(i), archive -> lessons(number, archive));
        }
    }

    /**
     * Simulates a block for another process.
     *
     * @param weights all that learns, as it is there
     * @param counts what the block has counted there
     * @return what the block's mini-batch has come to; good until the next call
     */
    Map<String, Object> showFor(
            BlockHost.Batch shown, Map<String, Object> weights, int block, Map<String, Object> counts) {
        Archive.restore(weights, this::weights);
        network.refreshMirrors();
        Archive.restore(counts, archive -> counts(block, archive));
        epoch = shown.epoch();
        first = shown.first();
        size = shown.size();
        purpose = Purpose.values()[shown.purpose()];
        orderDraws.permutation(epoch, order);
        if (learning.learnsFeedback()) {
            blocks.get(block).rule().setNoise(learning.feedbackNoise(epoch));
        }
        showBlock(block);
        Archive lessons = Archive.empty();
        lessons(block, lessons);
        return lessons.values();
    }

    private void weights(Archive archive) {
        for (PlasticPathway pathway : plastic) {
            archive.rows(pathway.pathway().name(), pathway.pathway().synapses().rows());
        }
    }

    private void counts(int number, Archive archive) {
        wrong[number] = archive.number("wrong", wrong[number]);
        blocks.get(number).state(archive);
    }

    private void lessons(int number, Archive archive) {
        wrong[number] = archive.number("wrong", wrong[number]);
        blocks.get(number).lessons(archive);
    }

    private void showBlock(int number) {
        SimulatedBlock block = blocks.get(number);
        block.begin(purpose, samples);
        int from = LaneBlocks.end(number - 1, blocks.size(), batch);
        int to = Math.min(size, LaneBlocks.end(number, blocks.size(), batch));
        for (int lane = from; lane < to; lane++) {
            int position = first + lane;
            int sample = order[position];
            block.presentations().add((long) epoch * order.length + position, sample, samples.label(sample));
        }
        if (to <= from) {
            return;
        }
        block.rule().clearScores();
        block.present();
        if (purpose == Purpose.FORWARD_LEARNING) {
            for (int lane = 0; lane < to - from; lane++) {
                wrong[number] += block.isRight(lane) ? 0 : 1;
            }
        }
    }

    private void update(UpdatePiece piece) {
        piece.pathway.update(piece.piece, size * cycles, epoch);
    }

    private void checkFinite(List<PlasticPathway> updated) {
        for (int i = 0; i < updated.size(); i++) {
            if (!updated.get(i).isFinite()) {
                PlasticPathway pathway = updated.get(i);
                throw diverged(pathway.pathway(), "a weight is not a finite number: " + pathway.firstNotFinite());
            }
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (!Double.isFinite(blocks.get(i).rule().tally().totalLoss())) {
                throw diverged(
                        network.into(network.output(), Direction.FEEDFORWARD).get(0),
                        "the loss is not a finite number");
            }
        }
    }

    private DivergedException diverged(Pathway pathway, String what) {
        return new DivergedException(epoch + 1, first / batch + 1, pathway.name(), what);
    }

    private Epoch summary() {
        Tally tally = new Tally(network);
        Traffic traffic = new Traffic(network);
        long mistakes = 0;
        for (int i = 0; i < blocks.size(); i++) {
            tally.add(blocks.get(i).rule().tally());
            traffic.add(blocks.get(i).traffic());
            mistakes += wrong[i];
        }
        return new Epoch(100.0 * mistakes / order.length, tally, traffic, barriers, presentations);
    }
}
