package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.network.Synapses;
import org.tarpon.record.Digests;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;

/** Rules that send errors down differ by their feedback weights, and by nothing else. */
class FeedbackAlignmentTest {
    private static final int COUNT = 40;
    private static final ImageSamples SAMPLES = SyntheticSamples.of(COUNT, 1);

    private static final String TWO_HIDDEN =
            """
                - {from: input, to: hidden1, weights: glorot-uniform, delay: 2 ms}
                - {from: hidden1, to: hidden2, weights: glorot-uniform, delay: 2 ms}
                - {from: hidden2, to: output, weights: glorot-uniform, delay: 2 ms}
            """;

    private static final String ONE_HIDDEN =
            """
                - {from: input, to: hidden1, weights: glorot-uniform, delay: 2 ms}
                - {from: hidden1, to: output, weights: glorot-uniform, delay: 2 ms}
            """;

    private static String text(String rule, String feedforward, String feedback) {
        boolean two = feedforward.equals(TWO_HIDDEN);
        return """
                tarpon: 1
                name: alignment
                data: {set: fashion-mnist-mini, validation: 10}
                populations:
                  input: {size: 784, model: source}
                  hidden1: {size: 15, model: stochastic-binary}
                %s  output: {size: 10, model: softmax}
                pathways:
                  feedforward:
                %s%slearning:
                  rule: %s
                  forward: {optimizer: sgd, rate: 0.5}
                train: {epochs: 1, batch: 40}
                """
                .formatted(two ? "  hidden2: {size: 12, model: stochastic-binary}\n" : "", feedforward, feedback, rule);
    }

    private static Scenario scenario(String rule, String feedforward) {
        try {
            return ScenarioReader.parse(text(rule, feedforward, ""), "test", List.of());
        } catch (InvalidScenarioException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** One epoch, which is one mini-batch. */
    private static Trainer.Epoch train(Scenario scenario, Network network) {
        try (Workers workers = new Workers(1)) {
            LearningSetup learning = new LearningSetup(scenario, network);
            return new Trainer(scenario, network, learning, SAMPLES, workers)
                    .train(0, () -> false, done -> {})
                    .orElseThrow();
        }
    }

    private static Pathway pathway(Network network, String name) {
        return network.pathways().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static float[][] copy(Synapses synapses) {
        return Arrays.stream(synapses.rows()).map(float[]::clone).toArray(float[][]::new);
    }

    @Test
    void alignmentWithTransposedWeights_isBackpropagation_toTheBit() {
        Scenario tied = scenario("backpropagation", TWO_HIDDEN);
        Scenario fixed = scenario("feedback-alignment", TWO_HIDDEN);
        Network reference = NetworkBuilder.build(tied);
        Network aligned = NetworkBuilder.build(fixed);
        for (String name : List.of("hidden2-hidden1", "output-hidden2")) {
            float[][] transposed = pathway(reference, name).synapses().rows();
            float[][] own = pathway(aligned, name).synapses().rows();
            for (int k = 0; k < own.length; k++) {
                System.arraycopy(transposed[k], 0, own[k], 0, own[k].length);
            }
        }
        train(tied, reference);
        train(fixed, aligned);
        for (String name : List.of("input-hidden1", "hidden1-hidden2", "hidden2-output")) {
            assertArrayEquals(
                    pathway(reference, name).synapses().rows(),
                    pathway(aligned, name).synapses().rows(),
                    name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedback-alignment", "direct-feedback-alignment"})
    void feedbackWeightsStay_andForwardWeightsLearn(String rule) {
        Scenario scenario = scenario(rule, TWO_HIDDEN);
        Network network = NetworkBuilder.build(scenario);
        List<float[][]> before =
                network.pathways().stream().map(p -> copy(p.synapses())).toList();
        train(scenario, network);
        for (Pathway pathway : network.pathways()) {
            float[][] after = pathway.synapses().rows();
            boolean forward = pathway.index() < 3;
            assertFalse(pathway.isTied(), pathway.name());
            assertEquals(forward, !Arrays.deepEquals(before.get(pathway.index()), after), pathway.name());
        }
    }

    @Test
    void aboveOneHiddenPopulation_directAndLayerwiseAlignmentAreTheSame() {
        Network layerwise = NetworkBuilder.build(scenario("feedback-alignment", ONE_HIDDEN));
        Network direct = NetworkBuilder.build(scenario("direct-feedback-alignment", ONE_HIDDEN));
        train(scenario("feedback-alignment", ONE_HIDDEN), layerwise);
        train(scenario("direct-feedback-alignment", ONE_HIDDEN), direct);
        assertArrayEquals(Digests.ofWeights(layerwise), Digests.ofWeights(direct));
    }

    @Test
    void directAlignment_sendsTheOutputsErrorToEveryHiddenPopulation() {
        Scenario scenario = scenario("direct-feedback-alignment", TWO_HIDDEN);
        Network network = NetworkBuilder.build(scenario);
        Trainer.Epoch epoch = train(scenario, network);
        for (String name : List.of("output-hidden1", "output-hidden2")) {
            assertEquals(
                    10L * COUNT, epoch.traffic().messages(pathway(network, name), Signal.ERROR, Form.GRADED), name);
        }
        assertEquals(5, network.pathways().size());
    }

    @Test
    void impliedPathwaysAreWrittenOut() {
        String written = ScenarioWriter.write(scenario("direct-feedback-alignment", TWO_HIDDEN));
        assertTrue(
                written.contains(
                        "{from: output, to: hidden1, connect: {type: all-to-all}, weights: {type: glorot-uniform"),
                written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feedback-alignment|{from: hidden2, to: hidden1, weights: tied}|is tied, but rule `feedback-alignment`",
                "feedback-alignment|{from: output, to: hidden1, weights: glorot-uniform}|skips populations",
                "direct-feedback-alignment|{from: hidden2, to: hidden1, weights: glorot-uniform}|starts below the output",
                "direct-feedback-alignment|{from: output, to: hidden1, weights: tied}|has fixed random feedback",
                "feedback-alignment|{from: hidden2, to: hidden1, weights: glorot-uniform, rate: 0.1}|has a rate",
                "backpropagation|{from: hidden2, to: hidden1, weights: glorot-uniform}|has weights of its own"
            })
    void feedbackThatDoesNotSuitTheRule_isRefused(String line) {
        String[] parts = line.split("\\|");
        String feedback = "  feedback:\n    - " + parts[1] + "\n";
        InvalidScenarioException e = assertThrows(
                InvalidScenarioException.class,
                () -> ScenarioReader.parse(text(parts[0], TWO_HIDDEN, feedback), "test", List.of()));
        assertEquals(1, e.problems().size(), e.getMessage());
        assertTrue(e.getMessage().contains(parts[2]), e.getMessage());
    }
}
