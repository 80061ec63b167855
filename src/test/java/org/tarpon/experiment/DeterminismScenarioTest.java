package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.cli.ChildProcess;
import org.tarpon.scenario.Scenario;

/**
 * The same scenario and seed give the same weights and spikes: on any number of threads, straight or resumed, with a
 * recorder or without, interpreted or compiled, on Java 17 and 25, and as they were when the digests were stored.
 */
class DeterminismScenarioTest {
    private static final String RECORD = "record={spikes: {populations: [hidden1, hidden2], samples: 0..4}}";
    /** Of a population that spikes under every variant. */
    private static final String RECORD_INPUT = "record={spikes: {populations: [input], samples: 0..4}}";

    private static final String BY_RULE = "pathways.feedback=by-rule";
    private static final Goldens GOLDENS = new Goldens("digests.txt");

    /** With the populations of the quickstart, so that the compiled code is that of real runs. */
    private static final String[] SHORTENED = {
        "populations.hidden1.size=200",
        "populations.hidden2.size=200",
        "data.training=300",
        "data.validation=100",
        "train.batch=100"
    };

    /** Shorter still, for interpreted code is some fifty times slower. */
    private static final String[] FOR_INTERPRETER = {
        "populations.hidden1.size=200",
        "populations.hidden2.size=200",
        "data.training=100",
        "data.validation=20",
        "train.epochs=1",
        "evaluate.passes=1"
    };

    @TempDir
    private Path folder;

    @AfterAll
    static void renewGoldens() {
        GOLDENS.close();
    }

    static List<Arguments> variants() {
        String learned = "pathways.feedback=[{from: hidden2, to: hidden1, weights: glorot-uniform, delay: 2 ms},"
                + " {from: output, to: hidden2, weights: glorot-uniform, delay: 2 ms}]";
        String feedback = "optimizer: adam, rate: 0.001, noise: {initial: 0.5, halve-after: 1 epochs}";
        String surprise = "learning.feedback={optimizer: sgd, rate: 0.2, weight-decay: 0.005, loss: surprise}";
        String likelihood = "learning.forward.loss=cross-entropy";
        return List.of(
                Arguments.of("shortened quickstart", SHORTENED),
                variant("tiny quickstart"),
                variant("probability message", "learning.message=probability"),
                variant("spike message", "learning.message=spike"),
                variant("target propagation", "learning.rule=target-propagation"),
                variant("learned top", learned),
                variant("learned top, spike message", learned, "learning.message=spike"),
                variant("learned top, probability message", learned, "learning.message=probability"),
                variant(
                        "backpropagation",
                        "pathways.feedback=[]",
                        "learning={rule: backpropagation, forward: {optimizer: centred-rmsprop, rate: 0.003}}"),
                variant("gaussian encoder", "data.encoder={type: gaussian, noise: 0.3}"),
                variant("analog encoder", "data.encoder=analog"),
                variant("two cycles", "timing.cycles=2"),
                variant("adam", "learning.forward={optimizer: adam, rate: 0.001, weight-decay: 0.001}"),
                variant("sgd", "learning.forward={optimizer: sgd, rate: 0.05, momentum: 0.9, rate-decay: 0.99}"),
                variant("likelihood loss", likelihood),
                variant(
                        "linear decoder, by batch",
                        "learning.feedback={activation: linear, alternate: batch, " + feedback + "}"),
                variant("shared forward pass", "learning.feedback={share-forward: true, " + feedback + "}"),
                variant("surprise", learned, surprise, likelihood),
                variant("surprise, bursts", learned, surprise, likelihood, "learning.burst=8"),
                variant("bursts", "learning.burst=3"),
                variant("surprise, spike message", learned, surprise, likelihood, "learning.message=spike"),
                variant("surprise, probability message", learned, surprise, likelihood, "learning.message=probability"),
                variant("sigmoid output", "populations.output.model=sigmoid"),
                variant(
                        "linear output, orthogonal weights",
                        "populations.output.model=linear",
                        "pathways.feedforward.1.weights={type: orthogonal, gain: 1.5}",
                        "pathways.feedforward.2.rate=0.0001"),
                variant(
                        "homeostasis",
                        "populations.hidden1.homeostasis={rate: 0.1}",
                        "populations.hidden2.homeostasis={rate: 0.2, strength: 0.5}"),
                variant("batches that no block count divides", "train.batch=23"),
                variant("tanh and relu", BY_RULE, "learning.rule=backpropagation", hidden("tanh", "relu")),
                variant("message passing", BY_RULE, "learning.rule=message-passing", "data.training=50"),
                variant("direct feedback alignment", BY_RULE, "learning.rule=direct-feedback-alignment"),
                variant("deterministic targets", hidden("tanh", "sigmoid"), "learning.message=probability"),
                variant(
                        "reconstructed differences",
                        hidden("tanh", "tanh"),
                        "learning.message=probability",
                        "learning.feedback.loss=difference-reconstruction"),
                variant("signs", hidden("sign", "sign"), "learning.message=probability"),
                variant(
                        "hierarchical softmax",
                        "populations.output={model: hierarchical-softmax, tree: [[0, 1, 2], [3, [4, 5]], [6, 7, 8, 9]]}"),
                variant("highway", hidden("stochastic-binary", "stochastic-highway")),
                variant("auto-encoder", BY_RULE, "learning.rule=auto-encoder", "learning.inference.samples=20"));
    }

    private static String hidden(String first, String second) {
        return "populations={input: {size: 784, model: source}, hidden1: {size: 16, model: " + first
                + "}, hidden2: {size: 16, model: " + second + "}, output: {size: 10, model: softmax}}";
    }

    private static Arguments variant(String name, String... overrides) {
        return Arguments.of(name, overrides);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void neitherThreadsNorAStopNorARecorderChangeABit(String name, String[] overrides) throws IOException {
        Scenario scenario = Runs.tiny(overrides);
        JsonNode one = Runs.straight(scenario, 1, folder.resolve("one"));
        String expected = Goldens.of(one);
        assertEquals(expected, Goldens.of(Runs.straight(scenario, 2, folder.resolve("two"))), "2 threads");
        assertEquals(expected, Goldens.of(Runs.straight(scenario, 8, folder.resolve("eight"))), "8 threads");

        String[] recorded = List.of(overrides).toArray(new String[overrides.length + 1]);
        recorded[overrides.length] = RECORD_INPUT;
        JsonNode resumed = Runs.resumed(Runs.tiny(recorded), 2, folder.resolve("resumed"));
        assertEquals(expected, Goldens.of(resumed), "stopped and resumed, with a recorder");
        assertEquals(withoutSpeed(one), withoutSpeed(resumed), "all other figures");
        GOLDENS.check(name, one);
    }

    private static JsonNode withoutSpeed(JsonNode result) {
        JsonNode copy = result.deepCopy();
        ((ObjectNode) copy).remove("performance");
        return copy;
    }

    @Test
    void recordingsAreTheSameBytes() throws IOException {
        Scenario scenario = Runs.tiny(RECORD);
        Runs.straight(scenario, 1, folder.resolve("straight"));
        Runs.resumed(scenario, 8, folder.resolve("resumed"));
        assertEquals(-1, Files.mismatch(folder.resolve("straight/spikes.csv"), folder.resolve("resumed/spikes.csv")));
    }

    @Test
    void anotherSeedGivesOtherWeightsAndSpikes() throws IOException {
        JsonNode one =
                Runs.straight(Runs.tiny("seed=1"), 2, folder.resolve("1")).get("digests");
        JsonNode two =
                Runs.straight(Runs.tiny("seed=2"), 2, folder.resolve("2")).get("digests");
        assertNotEquals(one.get("weights"), two.get("weights"));
        assertNotEquals(one.get("spikes"), two.get("spikes"));
    }

    @Test
    @Timeout(120)
    void interpretedAndCompiledCodeAgree() throws IOException, InterruptedException {
        assertSameInChild(ChildProcess.thisJava(), List.of("-Xint"), FOR_INTERPRETER);
    }

    @Test
    @Timeout(120)
    void java25Agrees() throws IOException, InterruptedException {
        Optional<Path> java = ChildProcess.java25();
        assumeTrue(java.isPresent(), "skipped: no JDK 25 in JAVA25_HOME or /usr/lib/jvm");
        assertSameInChild(java.get(), List.of(), SHORTENED);
    }

    private void assertSameInChild(Path java, List<String> flags, String... overrides)
            throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of("run", Runs.QUICKSTART.toString(), "--json", "--quiet"));
        args.addAll(List.of("--out", folder.resolve("child").toString()));
        List<String> all = new ArrayList<>(Runs.TINY);
        all.addAll(List.of(overrides));
        all.forEach(override -> args.addAll(List.of("--set", override)));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process child = ChildProcess.start(java, flags, out, err, args.toArray(String[]::new));
        String here = Goldens.of(Runs.straight(Runs.tiny(overrides), 2, folder.resolve("here")));
        assertEquals(0, ChildProcess.join(child), Files.readString(err));
        assertEquals(here, Goldens.of(new ObjectMapper().readTree(out.toFile())));
        assertFalse(Files.readString(err).contains("WARNING"), Files.readString(err));
    }
}
