package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.analysis.Angles;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.record.Digests;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;

class TrainerPropertyTest {
    private static final String SCENARIO =
            """
            tarpon: 1
            name: threads
            seed: 11
            data: {set: fashion-mnist-mini, validation: 10, encoder: {type: %s}}
            timing: {mode: volley, cycle: 25 ms, cycles: %d}
            populations:
              input: {size: 784, model: source}
              hidden1: {size: 30, model: stochastic-binary}
              hidden2: {size: 20, model: stochastic-binary}
              output: {size: 10, model: softmax}
            pathways:
              feedforward:
                - {from: input, to: hidden1, weights: glorot-uniform, delay: 2 ms}
                - {from: hidden1, to: hidden2, weights: glorot-uniform, delay: 3 ms}
                - {from: hidden2, to: output, weights: glorot-uniform, delay: 1 ms}
            %s
            train: {epochs: 1, batch: 21}
            evaluate: {passes: 2, every: 1 epoch}
            """;

    /** 53 samples in batches of 21: blocks of unequal size, and a last batch that leaves blocks empty. */
    private static final ImageSamples SAMPLES = SyntheticSamples.of(53, 1);

    private static final String TARGETS =
            """
              feedback:
                - {from: hidden2, to: hidden1, weights: glorot-uniform, delay: 2 ms}
                - {from: output, to: hidden2, weights: %s}
            learning:
              rule: difference-target-propagation
              target-step: 0.58
              message: %s
              forward: {optimizer: centred-rmsprop, rate: 0.003}
              feedback: {optimizer: adam, rate: 0.001, alternate: %s}
            """;

    private static final String BACKPROPAGATION =
            """
            learning:
              rule: backpropagation
              forward: {optimizer: sgd, rate: 0.1}
            """;

    private static Scenario scenario(String name) {
        String text =
                switch (name) {
                    case "coupled" ->
                        SCENARIO.formatted("bernoulli", 1, TARGETS.formatted("tied", "coupled-spike", "epoch"));
                    case "probability" ->
                        SCENARIO.formatted("gaussian", 2, TARGETS.formatted("glorot-uniform", "probability", "batch"));
                    case "backpropagation" -> SCENARIO.formatted("analog", 1, BACKPROPAGATION);
                    default -> throw new IllegalArgumentException(name);
                };
        try {
            return ScenarioReader.parse(text, name, List.of());
        } catch (InvalidScenarioException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    /** Digests of weights and spikes, and the metrics, after two epochs and an evaluation. */
    private static List<String> run(Scenario scenario, int threads) {
        Network network = NetworkBuilder.build(scenario);
        LearningSetup learning = new LearningSetup(scenario, network);
        List<String> outcome = new ArrayList<>();
        try (Workers workers = new Workers(threads)) {
            Trainer trainer = new Trainer(scenario, network, learning, SAMPLES, workers);
            Evaluator evaluator = new Evaluator(scenario, network, learning, workers);
            SpikeChain spikes = new SpikeChain();
            for (int epoch = 0; epoch < 2; epoch++) {
                Trainer.Epoch trained =
                        trainer.train(epoch, () -> false, done -> {}).orElseThrow();
                spikes.endEpoch(trainer.blocks());
                outcome.add(trained.trainError() + " " + trained.tally().loss() + " "
                        + trained.traffic().synapticEvents());
            }
            outcome.add(
                    "" + evaluator.error(Purpose.TEST, SAMPLES, 1, () -> false).orElseThrow());
            spikes.endEpoch(evaluator.blocks());
            outcome.add(Digests.hex(spikes.value()));
            outcome.add(Digests.hex(Digests.ofWeights(network)));
        }
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(strings = {"coupled", "probability", "backpropagation"})
    void numberOfThreads_changesNoBit(String name) {
        Scenario scenario = scenario(name);
        List<String> alone = run(scenario, 1);
        assertEquals(alone, run(scenario, 1));
        assertEquals(alone, run(scenario, 2));
        assertEquals(alone, run(scenario, 8));
    }

    /**
     * Without noise and chance an answer depends on input and weights alone, so that one batch of feedback learning has the
     * same outcome whoever else learns from its presentations.
     */
    @Test
    void feedbackLearnsTheSame_fromPresentationsOfItsOwn_andFromThoseOfForwardLearning() {
        float[][] own = decoderAfterOneBatch("alternate: batch");
        float[][] shared = decoderAfterOneBatch("share-forward: true");
        for (int row = 0; row < own.length; row++) {
            assertArrayEquals(own[row], shared[row]);
        }
    }

    private static float[][] decoderAfterOneBatch(String turns) {
        String text = SCENARIO.formatted("analog", 1, TARGETS.formatted("tied", "probability", "batch"))
                .replace("stochastic-binary", "tanh")
                .replace("alternate: batch", "noise: {initial: 0}, " + turns)
                .replace("batch: 21", "batch: 60");
        Scenario scenario;
        try {
            scenario = ScenarioReader.parse(text, "one batch", List.of());
        } catch (InvalidScenarioException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
        Network network = NetworkBuilder.build(scenario);
        Pathway decoder = network.pathways().stream()
                .filter(p -> p.direction() == Direction.FEEDBACK && !p.isTied())
                .findFirst()
                .orElseThrow();
        String before = Digests.hex(Digests.ofWeights(network));
        try (Workers workers = new Workers(1)) {
            LearningSetup learning = new LearningSetup(scenario, network);
            Trainer trainer = new Trainer(scenario, network, learning, SAMPLES, workers);
            Trainer.Epoch epoch = trainer.train(0, () -> false, done -> {}).orElseThrow();
            assertEquals(turns.startsWith("share") ? 1 : 2, epoch.presentations());
        }
        assertNotEquals(before, Digests.hex(Digests.ofWeights(network)));
        return decoder.synapses().rows();
    }

    @Test
    void training_changesAllOwnWeights_andLowersTheLoss() {
        Scenario scenario = scenario("coupled");
        Network network = NetworkBuilder.build(scenario);
        String before = Digests.hex(Digests.ofWeights(network));
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(scenario, network, new LearningSetup(scenario, network), SAMPLES, workers);
            double first = trainer.train(0, () -> false, done -> {})
                    .orElseThrow()
                    .tally()
                    .loss();
            double last = first;
            for (int epoch = 1; epoch < 20; epoch++) {
                last = trainer.train(epoch, () -> false, done -> {})
                        .orElseThrow()
                        .tally()
                        .loss();
            }
            assertTrue(last < 0.7 * first, first + " to " + last);
        }
        assertFalse(before.equals(Digests.hex(Digests.ofWeights(network))));
    }

    /** Tied pathways follow each change of what they mirror, or errors would come down through old weights. */
    @Test
    void mirrors_followTheirOriginals() {
        Scenario scenario = scenario("backpropagation");
        Network network = NetworkBuilder.build(scenario);
        List<Pathway> tied = network.pathways().stream().filter(Pathway::isTied).toList();
        assertEquals(2, tied.size());
        try (Workers workers = new Workers(1)) {
            new Trainer(scenario, network, new LearningSetup(scenario, network), SAMPLES, workers)
                    .train(0, () -> false, done -> {});
        }
        for (Pathway feedback : tied) {
            Pathway forward = Angles.counterpart(network, feedback).orElseThrow();
            for (int j = 0; j < feedback.from().size(); j++) {
                for (int k = 0; k < feedback.to().size(); k++) {
                    assertEquals(
                            forward.synapses().rows()[k][j], feedback.synapses().rows()[j][k]);
                }
            }
        }
    }

    @Test
    void stopping_endsTheEpochAfterTheBatch() {
        Scenario scenario = scenario("backpropagation");
        Network network = NetworkBuilder.build(scenario);
        try (Workers workers = new Workers(2)) {
            Trainer trainer = new Trainer(scenario, network, new LearningSetup(scenario, network), SAMPLES, workers);
            List<Long> progress = new ArrayList<>();
            Optional<Trainer.Epoch> epoch = trainer.train(0, () -> progress.size() == 2, progress::add);
            assertTrue(epoch.isEmpty());
            assertEquals(List.of(21L, 42L), progress);
        }
    }
}
