package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;

/** Nothing is allocated in the steady state: an epoch allocates the same few objects however many batches it has. */
class AllocationTest {
    private static final int SAMPLES = 400;

    /** Epochs after which buffers have grown and what only interpreted code allocates is compiled away. */
    private static final int WARM_UP = 5;

    /** What an epoch may allocate as a whole: its summary. One float array a batch would be far more. */
    private static final long BYTES_PER_EPOCH = 8_000;

    @ParameterizedTest
    @ValueSource(strings = {"spike", "coupled-spike", "probability"})
    void anEpochOfTargetPropagationAllocatesOnlyItsSummary(String message) throws Exception {
        assertAllocatesOnlySummary("learning.message=" + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timing.cycles=3",
                "learning.burst=8",
                "data.encoder=gaussian",
                "learning.feedback.alternate=epoch",
                "populations.hidden1.homeostasis={rate: 0.1}",
                "learning={rule: feedback-alignment, forward: {optimizer: adam, rate: 0.001}}",
                "learning={rule: backpropagation, forward: {optimizer: sgd, rate: 0.1}}"
            })
    void neitherCyclesNorEncodersNorOtherRulesAllocateMore(String override) throws Exception {
        if (override.contains("backpropagation")) {
            assertAllocatesOnlySummary(override, "pathways.feedback=[]");
        } else {
            assertAllocatesOnlySummary(override);
        }
    }

    @Test
    void norDoHighwayLayers() throws Exception {
        assertAllocatesOnlySummary(
                "populations={input: {size: 784, model: source}, hidden1: {size: 20, model: stochastic-binary},"
                        + " hidden2: {size: 20, model: stochastic-highway}, output: {size: 10, model: softmax}}");
        assertAllocatesOnlySummary(
                "populations={input: {size: 784, model: source}, hidden1: {size: 20, model: relu},"
                        + " hidden2: {size: 20, model: highway}, output: {size: 10, model: softmax}}",
                "pathways.feedback=[]",
                "learning={rule: backpropagation, forward: {optimizer: sgd, rate: 0.1}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect: {type: max-pooling, window: 2, stride: 2}",
                "connect: {type: local-contrast-normalisation, window: 5}",
                "connect: {type: convolution, kernel: 3, stride: 2, padding: 1}, weights: glorot-uniform"
            })
    void connectionsAllocateNoMore(String connect) throws Exception {
        boolean same = connect.contains("normalisation");
        assertAllocatesOnlySummary(
                "populations.hidden1={shape: [7, 7, 2], model: stochastic-binary}",
                "populations.hidden2={shape: "
                        + (same ? "[7, 7, 2]" : connect.contains("max") ? "[3, 3, 2]" : "[4, 4, 3]")
                        + ", model: linear}",
                "pathways.feedforward.0={from: input, to: hidden1, connect: {type: convolution, kernel: 4, stride: 4},"
                        + " weights: glorot-uniform}",
                "pathways.feedforward.1={from: hidden1, to: hidden2, " + connect + "}",
                "pathways.feedback=[]",
                "learning={rule: backpropagation, forward: {optimizer: sgd, rate: 0.001}}");
    }

    private static void assertAllocatesOnlySummary(String... overrides) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "populations.hidden1.size=20",
                "populations.hidden2.size=20",
                "train.batch=4",
                "data.training=" + SAMPLES));
        all.addAll(List.of(overrides));
        Scenario scenario = ScenarioReader.read(Path.of("scenarios/quickstart.yaml"), all);
        Network network = NetworkBuilder.build(scenario);
        try (Workers workers = new Workers(1)) {
            Trainer trainer =
                    new Trainer(scenario, network, new LearningSetup(scenario, network), randomImages(), workers);
            // Made beforehand: linking a lambda allocates too.
            BooleanSupplier never = () -> false;
            Trainer.Progress nobody = shown -> {};
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            for (int epoch = 0; epoch < WARM_UP; epoch++) {
                trainer.train(epoch, never, nobody);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            trainer.train(WARM_UP, never, nobody);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    allocated <= BYTES_PER_EPOCH,
                    () -> allocated + " bytes in an epoch of " + SAMPLES / 4 + " batches");
        }
    }

    private static ImageSamples randomImages() {
        Random random = new Random(1);
        byte[][] images = new byte[SAMPLES][784];
        byte[] labels = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            random.nextBytes(images[i]);
            labels[i] = (byte) random.nextInt(10);
        }
        return new ImageSamples(28, 28, images, labels);
    }
}
