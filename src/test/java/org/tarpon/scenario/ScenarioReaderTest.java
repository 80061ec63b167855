package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.data.KnownDataset;
import org.tarpon.format.SpikeFormat;
import org.tarpon.scenario.Expectation.Bounds;
import org.tarpon.scenario.Expectation.DigestEquals;
import org.tarpon.scenario.Expectation.DigestOf;
import org.tarpon.scenario.Expectation.MetricBounds;
import org.tarpon.scenario.Scenario.Activation;
import org.tarpon.scenario.Scenario.Adam;
import org.tarpon.scenario.Scenario.Alternate;
import org.tarpon.scenario.Scenario.CentredRmsProp;
import org.tarpon.scenario.Scenario.Data;
import org.tarpon.scenario.Scenario.Encoder;
import org.tarpon.scenario.Scenario.EncoderType;
import org.tarpon.scenario.Scenario.Evaluate;
import org.tarpon.scenario.Scenario.Feedback;
import org.tarpon.scenario.Scenario.FeedbackLoss;
import org.tarpon.scenario.Scenario.LocalLoss;
import org.tarpon.scenario.Scenario.Message;
import org.tarpon.scenario.Scenario.Mode;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Noise;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Recording;
import org.tarpon.scenario.Scenario.Sgd;
import org.tarpon.scenario.Scenario.Spikes;
import org.tarpon.scenario.Scenario.Timing;
import org.tarpon.scenario.Scenario.Train;
import org.tarpon.scenario.Scenario.WeightType;
import org.tarpon.scenario.Scenario.Weights;

class ScenarioReaderTest {
    private static final Weights GLOROT = new Weights(WeightType.GLOROT_UNIFORM, 1, 0, 0, 0);

    static Stream<Path> shippedScenarios() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shippedScenarios")
    void everyShippedScenarioIsValidAndNamedAfterItsFile(Path file) throws InvalidScenarioException {
        Study scenario = ScenarioReader.readStudy(file, List.of(), note -> {});
        assertEquals(scenario.name() + ".yaml", file.getFileName().toString());
        assertTrue(!scenario.expect().isEmpty());
    }

    @Test
    void readsWhatTheFileSays() throws InvalidScenarioException {
        Scenario scenario = Example.read(Example.TEXT);
        assertEquals("example", scenario.name());
        assertEquals(
                List.of(
                        new Population("input", 784, Model.SOURCE),
                        new Population("hidden1", 20, Model.STOCHASTIC_BINARY),
                        new Population("hidden2", 20, Model.STOCHASTIC_BINARY),
                        new Population("output", 10, Model.SOFTMAX)),
                scenario.populations());
        assertEquals(
                pathway("hidden1", "hidden2", GLOROT, 2_000_000),
                scenario.feedforward().get(1));
        assertEquals(OptionalDouble.of(0.58), scenario.learning().targetStep());
        assertEquals(new Sgd(0.1, 0, 1, 0), scenario.learning().forward().optimizer());
        assertEquals(new Train(3, 100), scenario.train());
        assertEquals(
                new Recording(Optional.of(new Spikes(List.of("hidden1"), 0, 99, Set.of(SpikeFormat.CSV)))),
                scenario.record());
        assertEquals(
                List.of(new MetricBounds(
                        "test_error", OptionalInt.empty(), new Bounds(OptionalDouble.of(30), OptionalDouble.empty()))),
                scenario.expect());
    }

    @Test
    void fillsInDefaults() throws InvalidScenarioException {
        Scenario scenario = Example.read(Example.edited(
                "seed: 1\n", "",
                ", validation: 500", "",
                "timing: {mode: volley, cycle: 25 ms}\n", "",
                "evaluate: {passes: 2, every: 1 epoch}\n", "",
                "record: {spikes: {populations: [hidden1], samples: 0..99}}\n", "",
                "expect:\n  - {metric: test_error, at-most: 30.0}\n", "",
                "weights: glorot-uniform, delay: 2 ms}\nlearning", "weights: glorot-uniform}\nlearning"));
        assertEquals(1, scenario.seed());
        assertEquals(
                new Data(KnownDataset.FASHION_MNIST_MINI, 5_000, 0, new Encoder(EncoderType.BERNOULLI, 0)),
                scenario.data());
        assertEquals(new Timing(Mode.VOLLEY, 25_000_000, 1), scenario.timing());
        assertEquals(new Evaluate(20, 1, 1), scenario.evaluate());
        assertEquals(Checkpointing.ofEpochs(1, 2), scenario.checkpoint());
        assertEquals(new Recording(Optional.empty()), scenario.record());
        assertEquals(List.of(), scenario.expect());
        assertEquals(1_000_000, scenario.feedback().get(0).delayNanos());
        assertEquals(Optional.of(Message.COUPLED_SPIKE), scenario.learning().message());
        assertEquals(
                Optional.of(LocalLoss.SQUARED), scenario.learning().forward().loss());
        Adam adam = new Adam(0.001, 0.9, 0.999, 1e-8, 1, 0);
        assertEquals(
                Optional.of(new Feedback(
                        adam, FeedbackLoss.INVERSE, Activation.TANH, new Noise(0.5, 100), Alternate.EPOCH)),
                scenario.learning().feedback());
    }

    @Test
    void fillsInTheDefaultsOfCentredRmsProp() throws InvalidScenarioException {
        assertEquals(
                new CentredRmsProp(0.1, 0.95, 0.9, 0.001, 1, 0),
                Example.read(Example.TEXT, "learning.forward.optimizer=centred-rmsprop")
                        .learning()
                        .forward()
                        .optimizer());
    }

    @Test
    void targetRulesTieTheTopFeedbackUnlessTheFileGivesIt() throws InvalidScenarioException {
        Pathway given = pathway("hidden2", "hidden1", GLOROT, 2_000_000);
        assertEquals(
                List.of(given, pathway("output", "hidden2", Weights.tied(), 2_000_000)),
                Example.read(Example.TEXT).feedback());

        Pathway learned = pathway("output", "hidden2", new Weights(WeightType.ORTHOGONAL, 2, 0, 0, 0), 3_000_000);
        String top = "{from: output, to: hidden2, weights: {type: orthogonal, gain: 2}, delay: 3 ms}";
        assertEquals(
                List.of(learned, given),
                Example.read(Example.edited("feedback:\n    -", "feedback:\n    - " + top + "\n    -"))
                        .feedback());
    }

    @Test
    void backpropagationTiesAllFeedback() throws InvalidScenarioException {
        Scenario scenario = Example.read(Example.edited(
                "  feedback:\n    - {from: hidden2, to: hidden1, weights: glorot-uniform, delay: 2 ms}\n", "",
                "difference-target-propagation\n  target-step: 0.58", "backpropagation",
                "  feedback: {optimizer: adam, rate: 0.001}\n", "",
                "{from: hidden2, to: output, weights: glorot-uniform, delay: 2 ms}",
                        "{from: hidden2, to: output, weights: glorot-uniform, delay: 5 ms}"));
        assertEquals(
                List.of(
                        pathway("hidden2", "hidden1", Weights.tied(), 2_000_000),
                        pathway("output", "hidden2", Weights.tied(), 5_000_000)),
                scenario.feedback());
        assertEquals(OptionalDouble.empty(), scenario.learning().targetStep());
        assertEquals(Optional.empty(), scenario.learning().message());
        assertEquals(Optional.empty(), scenario.learning().forward().loss());
        assertEquals(Optional.empty(), scenario.learning().feedback());
    }

    @Test
    void aSkipFromTheSourceIsAllowedAndTheLongestWayDecidesTheRoundTrip() {
        String skip = Example.edited(
                "  feedback:\n    -",
                "    - {from: input, to: output, weights: {type: normal, deviation: 0.1}, delay: 20 ms, rate: 0}\n"
                        + "  feedback:\n    -");
        assertEquals(List.of(), Example.problems(skip));
        assertEquals(
                List.of("--set timing.cycle=23 ms: the cycle of 23 ms is shorter than the round trip of 24 ms up and"
                        + " down the network; allowed: 24 ms or more; did you mean `24 ms`?"),
                Example.problems(skip, "timing.cycle=23 ms"));
        assertEquals(List.of(), Example.problems(skip, "timing.cycle=24 ms"));
    }

    @ParameterizedTest
    @CsvSource({"1 ns,1", "2 us,2000", "2.5ms,2500000", "0.000000001 s,1", "0.01 s,10000000"})
    void timesAreExactNanoseconds(String time, long nanos) throws InvalidScenarioException {
        Scenario scenario = Example.read(Example.TEXT, "pathways.feedforward.0.delay=" + time);
        assertEquals(nanos, scenario.feedforward().get(0).delayNanos());
    }

    @Test
    void overridesReachEverythingAndTheLastWins() throws InvalidScenarioException {
        Scenario scenario = Example.read(
                Example.TEXT,
                "train.epochs=7",
                "train.epochs=9",
                "seed=-5",
                "populations.hidden1.size=100",
                "pathways.feedback.0.delay=3 ms",
                "pathways.feedback.0.weights={type: constant, value: -0.0}",
                "data.encoder.type=gaussian",
                "record.spikes.populations=[input, hidden2]",
                "expect.0={digest: weights, equals: " + "0a".repeat(32) + "}");
        assertEquals(9, scenario.train().epochs());
        assertEquals(-5, scenario.seed());
        assertEquals(100, scenario.populations().get(1).size());
        assertEquals(
                pathway("hidden2", "hidden1", new Weights(WeightType.CONSTANT, 0, 0, 0, 0), 3_000_000),
                scenario.feedback().get(0));
        assertEquals(new Encoder(EncoderType.GAUSSIAN, 0.3), scenario.data().encoder());
        assertEquals(
                List.of("input", "hidden2"),
                scenario.record().spikes().orElseThrow().populations());
        assertEquals(List.of(new DigestEquals(DigestOf.WEIGHTS, "0a".repeat(32))), scenario.expect());
    }

    @Test
    void metricsOfPopulationsAndPathwaysAreKnown() throws InvalidScenarioException {
        for (String metric : List.of(
                "validation_error",
                "firing_fraction.input",
                "difference_spike_fraction.hidden2",
                "reconstruction_loss.hidden2-hidden1",
                "feedback_angle.output-hidden2")) {
            Example.read(Example.TEXT, "expect.0.metric=" + metric);
        }
    }

    @Test
    void aMetricOfNoSamplesIsAProblem() {
        assertEquals(
                1,
                Example.problems(Example.TEXT, "expect.0.metric=validation_error", "data.validation=0")
                        .size());
    }

    private static Pathway pathway(String from, String to, Weights weights, long delay) {
        return new Pathway(from, to, weights, delay, OptionalDouble.empty());
    }

    @Test
    void aLinearOutputMustNotBeAskedForSpikes() {
        InvalidScenarioException e = assertThrows(
                InvalidScenarioException.class,
                () -> ScenarioReader.read(
                        Path.of("scenarios/quickstart.yaml"),
                        List.of(
                                "populations.output.model=linear",
                                "pathways.feedback=[{from: hidden2, to: hidden1, weights: glorot-uniform},"
                                        + " {from: output, to: hidden2, weights: glorot-uniform}]")));
        assertEquals(1, e.problems().size());
        assertTrue(e.getMessage().contains("output `output` is linear and has no spikes to send"), e.getMessage());
        assertTrue(e.getMessage().contains("did you mean `probability`"), e.getMessage());
    }

    @Test
    void pathwaysMustNotShareAName() {
        String text =
                """
                tarpon: 1
                name: ambiguous
                data: {set: mnist}
                populations:
                  input: {size: 784, model: source}
                  a: {size: 5, model: stochastic-binary}
                  a-b: {size: 5, model: stochastic-binary}
                  b-c: {size: 5, model: stochastic-binary}
                  c: {size: 5, model: stochastic-binary}
                  output: {size: 10, model: softmax}
                pathways:
                  feedforward:
                    - {from: input, to: a, weights: glorot-uniform}
                    - {from: input, to: a-b, weights: glorot-uniform}
                    - {from: a, to: b-c, weights: glorot-uniform}
                    - {from: a-b, to: c, weights: glorot-uniform}
                    - {from: b-c, to: output, weights: glorot-uniform}
                    - {from: c, to: output, weights: glorot-uniform}
                learning: {rule: backpropagation, forward: {optimizer: sgd, rate: 0.1}}
                train: {epochs: 1, batch: 10}
                """;
        InvalidScenarioException e =
                assertThrows(InvalidScenarioException.class, () -> ScenarioReader.parse(text, "test", List.of()));
        assertEquals(
                "test:16:14: pathway `a-b -> c` has the same name, `a-b-c`, as `a -> b-c`; allowed: populations named so"
                        + " that pathways can be told apart",
                e.getMessage());
    }

    @Test
    void changingTheRuleAlone_isEnough_whenFeedbackIsLeftToIt(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), Example.TEXT);
        for (Scenario.Rule rule : Scenario.Rule.values()) {
            List<Problem> notes = new ArrayList<>();
            List<String> overrides = List.of("learning.rule=" + rule.key(), "pathways.feedback=by-rule");
            Scenario scenario = ScenarioReader.read(file, overrides, notes::add);
            assertEquals(rule, scenario.learning().rule());
            assertEquals(
                    rule == Scenario.Rule.AUTO_ENCODER ? 3 : 2,
                    scenario.feedback().size());
            // What the rule has no use for is said, and is not in the resolved scenario.
            assertEquals(rule.learnsFeedback(), notes.isEmpty());
            assertEquals(rule.learnsFeedback(), scenario.learning().feedback().isPresent());
        }
    }

    @Test
    void bursts_goWithDifferenceSpikesAlone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), Example.TEXT);
        List<Problem> notes = new ArrayList<>();
        List<String> coupled = List.of("learning.message=coupled-spike", "learning.burst=64");
        assertEquals(
                64, ScenarioReader.read(file, coupled, notes::add).learning().burst());
        assertEquals(List.of(), notes);
        List<String> apart = List.of("learning.message=spike", "learning.burst=64");
        assertEquals(1, ScenarioReader.read(file, apart, notes::add).learning().burst());
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).toString().contains("`learning.burst` has no effect"), notes.toString());
        for (String wrong : List.of("0", "65", "1.5")) {
            assertThrows(
                    InvalidScenarioException.class,
                    () -> ScenarioReader.read(file, List.of("learning.burst=" + wrong), notes::add));
        }
    }

    @Test
    void unusedKeys_areNotedWhereTheyStand_andStillChecked(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), Example.TEXT);
        List<Problem> notes = new ArrayList<>();
        List<String> overrides = List.of("learning.rule=backpropagation", "pathways.feedback=by-rule");
        ScenarioReader.read(file, overrides, notes::add);
        assertEquals(
                List.of(
                        file + ":20:3: `learning.target-step` has no effect: rule `backpropagation` has no targets",
                        file + ":22:3: `learning.feedback` has no effect: rule `backpropagation` learns no feedback"
                                + " pathway"),
                notes.stream().map(Problem::toString).toList());
        assertThrows(
                InvalidScenarioException.class,
                () -> ScenarioReader.read(
                        file,
                        List.of(
                                "learning.rule=backpropagation",
                                "pathways.feedback=by-rule",
                                "learning.target-step=-1"),
                        notes::add));
    }
}
