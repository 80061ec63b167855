package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.phasefree.LearningSimulator;
import org.tarpon.phasefree.PlasticRows;
import org.tarpon.phasefree.Settings;
import org.tarpon.random.RandomStream;
import org.tarpon.scenario.Scenario;
import org.tarpon.state.Archive;

/** Epochs and evaluations in continuous time. An epoch begins with all neurons silent, so that it can be repeated. */
final class PhaseFreeTrainer {
    /** Images that an evaluation shows between two questions whether to stop. */
    private static final int SHARE = 400;

    private final Scenario scenario;
    private final LearningSimulator simulator;
    private final ImageSamples samples;
    private final RandomStream orderDraws;
    private final int[] order;
    private final byte[][] images;
    private final int[] labels;
    private final int[] answers;
    private final byte[][] shown = new byte[SHARE][];
    private final int[] given = new int[SHARE];
    private final List<PlasticRows> plastic;
    private Answers lastAnswers = new Answers(0);
    private int epoch = -1;
    private int batchesDone;
    private long mistakes;

    PhaseFreeTrainer(Scenario scenario, Network network, ImageSamples samples, Workers workers) {
        this.scenario = scenario;
        this.samples = samples;
        int lanes = scenario.train().batch();
        this.simulator = new LearningSimulator(network, settings(scenario), rates(scenario, network), lanes, workers);
        this.plastic = simulator.plastic();
        this.orderDraws = new RandomStream(scenario.seed(), "order");
        this.order = new int[samples.count()];
        this.images = new byte[lanes][];
        this.labels = new int[lanes];
        this.answers = new int[lanes];
    }

    private static Settings settings(Scenario scenario) {
        Scenario.PhaseFree free = scenario.learning().phaseFree().orElseThrow();
        return new Settings(
                scenario.seed(),
                free.updateNanos(),
                free.filterNanos(),
                free.sourceUpdateNanos(),
                scenario.timing().cycleNanos(),
                free.labelOnsetNanos(),
                free.labelOffsetNanos(),
                free.answerNanos(),
                free.answerFromNanos(),
                free.targetSteps().stream().mapToDouble(Double::doubleValue).toArray(),
                scenario.learning().feedback().orElseThrow().optimizer().weightDecay(),
                free.keepNorm());
    }

    private static double[] rates(Scenario scenario, Network network) {
        List<Scenario.Pathway> all = new ArrayList<>(scenario.feedforward());
        all.addAll(scenario.feedback());
        double[] rates = new double[all.size()];
        for (Pathway pathway : network.pathways()) {
            double common = pathway.direction() == Direction.FEEDFORWARD
                    ? scenario.learning().forward().optimizer().rate()
                    : scenario.learning().feedback().orElseThrow().optimizer().rate();
            rates[pathway.index()] = all.get(pathway.index()).rate().orElse(common);
        }
        return rates;
    }

    LearningSimulator simulator() {
        return simulator;
    }

    /** Mini-batches of the epoch last trained. */
    int batchesDone() {
        return batchesDone;
    }

    int batchesPerEpoch() {
        return (order.length + images.length - 1) / images.length;
    }

    /** What was answered in the evaluation last made. */
    Answers answers() {
        return lastAnswers;
    }

    /** Lists what was learned, where learning is, and what is under way in the lanes. */
    void state(Archive archive) {
        epoch = (int) archive.number("epoch", epoch);
        batchesDone = (int) archive.number("batches done", batchesDone);
        mistakes = archive.number("mistakes", mistakes);
        if (archive.isReading() && epoch >= 0) {
            simulator.begin(epoch);
        }
        simulator.plastic().forEach(rows -> rows.state(archive));
        if (batchesDone > 0) {
            simulator.state(archive);
        }
    }

    /**
     * Learns from every training sample once, in an order drawn for this epoch; goes on where it was stopped in the epoch.
     *
     * @param epoch from 0
     * @return percentage of wrong answers before the label came; empty if it was stopped
     * @throws DivergedException if a weight stops being finite
     */
    OptionalDouble train(int epoch, BooleanSupplier stop, Trainer.Progress progress) {
        orderDraws.permutation(epoch, order);
        if (epoch != this.epoch) {
            this.epoch = epoch;
            batchesDone = 0;
            mistakes = 0;
            simulator.begin(epoch);
        }
        double anneal = scenario.learning().phaseFree().orElseThrow().anneal();
        double all = (double) scenario.train().epochs() * order.length;
        while (batchesDone < batchesPerEpoch()) {
            int first = batchesDone * images.length;
            int count = Math.min(images.length, order.length - first);
            for (int lane = 0; lane < count; lane++) {
                images[lane] = samples.pixels(order[first + lane]);
                labels[lane] = samples.label(order[first + lane]);
            }
            double over = ((double) epoch * order.length + first) / all;
            simulator.present(images, labels, answers, count, StrictMath.pow(1 - over, anneal));
            for (int lane = 0; lane < count; lane++) {
                mistakes += answers[lane] == labels[lane] ? 0 : 1;
            }
            checkFinite();
            batchesDone++;
            progress.shown(first + count);
            if (stop.getAsBoolean()) {
                return OptionalDouble.empty();
            }
        }
        simulator.export();
        return OptionalDouble.of(100.0 * mistakes / order.length);
    }

    /** After each batch, so that no checkpoint holds what has diverged. */
    private void checkFinite() {
        for (PlasticRows rows : plastic) {
            if (!rows.isFinite()) {
                throw new DivergedException(
                        epoch + 1, batchesDone + 1, rows.pathway().name(), "a weight is not a finite number");
            }
        }
    }

    /** Percentage of wrong answers; empty if stopped. */
    OptionalDouble error(Purpose purpose, ImageSamples tested, int epoch, BooleanSupplier stop) {
        simulator.beginAnswers(purpose.stream() + "/" + epoch);
        int mistakes = 0;
        if (lastAnswers.samples() != tested.count()) {
            lastAnswers = new Answers(tested.count());
        }
        for (int first = 0; first < tested.count(); first += SHARE) {
            int count = Math.min(SHARE, tested.count() - first);
            for (int i = 0; i < count; i++) {
                shown[i] = tested.pixels(first + i);
            }
            simulator.answer(shown, given, count);
            for (int i = 0; i < count; i++) {
                mistakes += given[i] == tested.label(first + i) ? 0 : 1;
                lastAnswers.set(first + i, given[i], 0, 0);
            }
            if (stop.getAsBoolean()) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(100.0 * mistakes / tested.count());
    }
}
