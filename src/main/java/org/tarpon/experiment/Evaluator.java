package org.tarpon.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.scenario.Scenario;

/**
 * Measures the error of the network as it is (S4): every sample is shown K times, and the mean of p_M decides. Each block
 * takes a fixed share of the samples.
 */
final class Evaluator {
    private static final int BLOCKS = 8;
    private static final int LANES = 16;

    private final List<SimulatedBlock> blocks;
    private final Workers workers;
    private final Scenario scenario;
    private final long[] wrong = new long[BLOCKS];
    private Answers answers = new Answers(0);
    private final Workers.Work show = this::showShare;
    private Purpose purpose;
    private ImageSamples samples;
    private int epoch;
    private BooleanSupplier stop;

    Evaluator(Scenario scenario, Network network, LearningSetup learning, Workers workers) {
        this.blocks = IntStream.range(0, BLOCKS)
                .mapToObj(i -> new SimulatedBlock(scenario, network, learning, LANES, List.of()))
                .toList();
        this.workers = workers;
        this.scenario = scenario;
    }

    List<SimulatedBlock> blocks() {
        return blocks;
    }

    /**
     * @param epoch from 0; evaluations after different epochs share no draw
     * @param stop asked now and then, by all threads; once it says yes it must say so again
     * @return empty if stopped; else the percentage of samples whose most probable class is not their label
     */
    OptionalDouble error(Purpose purpose, ImageSamples samples, int epoch, BooleanSupplier stop) {
        this.purpose = purpose;
        this.samples = samples;
        this.epoch = epoch;
        this.stop = stop;
        if (answers.samples() != samples.count()) {
            answers = new Answers(samples.count());
        }
        workers.run(BLOCKS, show);
        return stop.getAsBoolean()
                ? OptionalDouble.empty()
                : OptionalDouble.of(100.0 * Arrays.stream(wrong).sum() / samples.count());
    }

    /** What was answered in the evaluation last made. */
    Answers answers() {
        return answers;
    }

    /**
     * The number that addresses the draws of a sample's first showing; each further one adds the number of samples, so that
     * no two of a run have the same.
     */
    static long presentation(Scenario scenario, ImageSamples samples, int epoch, int sample) {
        return (long) epoch * scenario.evaluate().passes() * samples.count() + sample;
    }

    private void showShare(int number) {
        SimulatedBlock block = blocks.get(number);
        int end = LaneBlocks.end(number, BLOCKS, samples.count());
        float showings = scenario.evaluate().passes() * scenario.timing().cycles();
        wrong[number] = 0;
        for (int from = LaneBlocks.end(number - 1, BLOCKS, samples.count());
                from < end && !stop.getAsBoolean();
                from += LANES) {
            int to = Math.min(end, from + LANES);
            block.rule().clearScores();
            block.begin(purpose, samples);
            for (int sample = from; sample < to; sample++) {
                block.presentations()
                        .add(presentation(scenario, samples, epoch, sample), sample, samples.label(sample));
            }
            block.present();
            for (int pass = 1; pass < scenario.evaluate().passes(); pass++) {
                block.presentAgain(samples.count());
            }
            for (int lane = 0; lane < to - from; lane++) {
                wrong[number] += block.isRight(lane) ? 0 : 1;
                int label = samples.label(from + lane);
                answers.set(
                        from + lane,
                        block.answer(lane),
                        block.score(lane, block.answer(lane)) / showings,
                        block.score(lane, label) / showings);
            }
        }
    }
}
