package org.tarpon.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.api.Finding;
import org.tarpon.api.Problem;
import org.tarpon.api.Result;
import org.tarpon.api.Run;
import org.tarpon.api.Tarpon;
import org.tarpon.api.TarponException;
import org.tarpon.api.Verdict;

/** Extensions, from a scenario file to the result. */
class ExtensionsScenarioTest {
    private static final Path BARS = Path.of("src/test/resources/org/tarpon/examples/bars.yaml");
    private static final Path QUICKSTART = Path.of("scenarios/quickstart.yaml");

    private WithExtensions extensions;

    @BeforeEach
    void putOnClassPath() throws IOException {
        extensions = WithExtensions.ofExamples();
    }

    @AfterEach
    void takeOffClassPath() throws IOException {
        extensions.close();
    }

    /** The quickstart, smaller, with another rule. */
    private static Run quickstart(String rule) {
        return Tarpon.scenario(QUICKSTART)
                .set("populations.hidden1.size", 16)
                .set("populations.hidden2.size", 12)
                .set("data", Map.of("set", "fashion-mnist-mini", "training", 200))
                .set("train", Map.of("epochs", 2, "batch", 25))
                .set("evaluate.passes", 2)
                .set("pathways.feedback", List.of())
                .set("learning.rule", rule);
    }

    private static void assertSame(Result expected, Result actual) {
        assertEquals(expected.digest("weights"), actual.digest("weights"));
        assertEquals(expected.digest("spikes"), actual.digest("spikes"));
        assertEquals(expected.metrics(), actual.metrics());
    }

    /** Encoder, data set, neuron model, rule and recorder at once, and the rule learns: guessing errs in 50 %. */
    @Test
    void scenarioOfExtensions_meetsWhatItExpects() {
        List<Verdict> verdicts = Tarpon.scenario(BARS).check();
        assertTrue(verdicts.get(0).met(), () -> verdicts.get(0).actual());
        // It is the rule: without reward the output alone learns, from hidden neurons as they were drawn.
        assertFalse(
                Tarpon.scenario(BARS).set("learning.gain", 1e-6).check().get(0).met());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reward-modulated", "ternary-feedback", "errors-through-ties", "rate-keeping"})
    void digests_areEqual_onAnyNumberOfThreads_andResumed(String rule, @TempDir Path folder) {
        Run one = bars(rule).threads(1);
        Run three = bars(rule).threads(3);
        AtomicInteger batches = new AtomicInteger();
        Path stopped = folder.resolve("stopped");
        Run interrupted = bars(rule).threads(2).directory(stopped).stopWhen(() -> batches.incrementAndGet() > 90);
        try (Result straight = one.run();
                Result threaded = three.run()) {
            assertSame(straight, threaded);
            TarponException.Interrupted e = assertThrows(TarponException.Interrupted.class, interrupted::run);
            assertSame(straight, Tarpon.resume(e.directory().orElseThrow()).run());
        }
    }

    private static Run bars(String rule) {
        Run run = Tarpon.scenario(BARS);
        if (rule.equals("reward-modulated")) {
            return run.set("train.epochs", 3);
        }
        Map<String, Object> learning =
                switch (rule) {
                    case "ternary-feedback" -> Map.of("rule", rule, "threshold", 0.05);
                    case "rate-keeping" -> Map.of("rule", rule, "rate", 0.3);
                    default -> Map.of("rule", rule);
                };
        return run.set("train.epochs", 3)
                .set("learning", learning)
                .set("learning.forward", Map.of("optimizer", "sgd", "rate", 0.05));
    }

    /** What an extension's rule sees and sends is what Tarpon's own rules do, to the last bit. */
    @Test
    void backpropagationAsExtension_learnsTheSameWeights() {
        try (Result own = quickstart("backpropagation").run();
                Result extension = quickstart("errors-through-ties").run()) {
            assertEquals(own.digest("weights"), extension.digest("weights"));
            assertEquals(own.metric("test_error"), extension.metric("test_error"));
            assertEquals(answers(own), answers(extension));
        }
    }

    @Test
    void audit_measuresWhatTheRulesDo() {
        assertEquals("{1=false, 2=false, 3=false, 4=false, 5=false, 6=false}", audit("errors-through-ties"));
        // A reward is a number, and comes from the label; nothing else of backpropagation is left.
        assertEquals("{1=false, 2=true, 3=true, 4=false, 5=false, 6=false}", audit("reward-modulated"));
        assertEquals("{1=false, 2=false, 3=true, 4=true, 5=false, 6=false}", audit("ternary-feedback"));
    }

    private static String audit(String rule) {
        return answers(quickstart(rule).audit()).toString();
    }

    private static Map<Integer, Boolean> answers(Result result) {
        return answers(result.audit());
    }

    private static Map<Integer, Boolean> answers(List<Finding> audit) {
        return audit.stream().collect(Collectors.toMap(Finding::number, Finding::answered));
    }

    @Test
    void rule_withoutFeedback_hasNoFeedbackTraffic_andTeachesHiddenNeurons() {
        try (Result slow = bars("rate-keeping").set("train.epochs", 1).run();
                Result long_ = bars("rate-keeping")
                        .set("train.epochs", 12)
                        .set("learning.forward.rate", 0.2)
                        .run()) {
            assertFalse(slow.json().contains("\"feedback\""), "feedback is counted");
            double off = Math.abs(slow.metric("firing_fraction.hidden") - 0.3);
            double near = Math.abs(long_.metric("firing_fraction.hidden") - 0.3);
            assertTrue(near < 0.03 && near < off, near + " and " + off);
        }
    }

    @Test
    void recorder_writesItsTable_forEveryEvaluatedEpoch(@TempDir Path folder) throws IOException {
        Path root = folder.resolve("run");
        Result result = Tarpon.scenario(BARS).directory(root).run();
        Path tables = root.resolve("recorders/rate-table");
        String last = Files.readString(tables.resolve("epoch-8.csv"));
        assertTrue(Files.exists(tables.resolve("epoch-4.csv")));
        assertTrue(last.contains("\nhidden,"), last);
        assertTrue(last.endsWith("# test_error " + result.metric("test_error") + "\n"), last);
        try (Result without =
                Tarpon.scenario(BARS).set("record.recorders", List.of()).run()) {
            assertSame(without, result);
        }
    }

    /** Of a resolved scenario every parameter is explicit, defaults too, and it reads back as itself. */
    @Test
    void resolvedScenario_hasParametersOfExtensions(@TempDir Path folder) throws IOException {
        String resolved = Tarpon.scenario(BARS).resolved();
        assertTrue(resolved.contains("encoder: {type: latency, cycles: 2.0, threshold: 0.3}"), resolved);
        assertTrue(resolved.contains("hidden: {size: 24, model: hard-sigmoid, slope: 0.3}"), resolved);
        assertTrue(resolved.contains("  rule: reward-modulated\n  gain: 8.0\n"), resolved);
        assertTrue(
                resolved.contains("weights: {type: constant, value: 1.0}"),
                "the broadcast is a pathway of the resolved scenario");
        assertTrue(resolved.contains("recorders: [{type: rate-table, samples: 0..4, least: 0.0}]"), resolved);
        Path again = Files.writeString(folder.resolve("resolved.yaml"), resolved);
        assertEquals(resolved, Tarpon.scenario(again).resolved());
    }

    @Test
    void neuronModel_carriesRulesOfTarpon() {
        for (String rule : List.of("backpropagation", "difference-target-propagation", "feedback-alignment")) {
            Run run = quickstart(rule)
                    .set("populations.hidden1.model", "hard-sigmoid")
                    .set("pathways.feedback", "by-rule");
            try (Result result = run.run()) {
                assertNotEquals(90.0, result.metric("test_error"), rule);
            }
        }
    }

    @Test
    void mistakes_areToldWithTheirPlace() {
        assertEquals(
                List.of("`learning.rule` is unknown: `reward-modulatd`"),
                whats(Tarpon.scenario(BARS).set("learning.rule", "reward-modulatd"), 1));
        Problem unknown = Tarpon.scenario(BARS)
                .set("learning.rule", "reward-modulatd")
                .validate()
                .get(0);
        assertEquals("reward-modulated", unknown.suggestion());
        assertTrue(unknown.allowed().contains("auto-encoder, errors-through-ties, rate-keeping"), unknown.allowed());
        assertEquals(
                List.of("unknown key `gian` in `learning`"),
                whats(Tarpon.scenario(BARS).set("learning.gian", 1), 1));
        assertEquals(
                List.of("`data.encoder` latency: threshold is 2.0, not above 0 and at most 1"),
                whats(Tarpon.scenario(BARS).set("data.encoder.threshold", 2), 1));
        assertEquals(
                List.of("`data.encoder` latency: the parameter cycles is missing"),
                whats(Tarpon.scenario(BARS).set("data.encoder", "latency"), 1));
        assertEquals(
                List.of("rule `rate-keeping` has no use for feedback pathway `output -> hidden`"),
                whats(
                        bars("rate-keeping")
                                .set(
                                        "pathways.feedback",
                                        List.of(Map.of("from", "output", "to", "hidden", "weights", "tied"))),
                        1));
        assertEquals(
                List.of("`hidden` is of an extension's model, which rule `message-passing` cannot take"),
                whats(bars("message-passing"), 1));
        assertEquals(
                List.of("a second recorder `rate-table`"),
                whats(
                        Tarpon.scenario(BARS)
                                .set(
                                        "record.recorders",
                                        List.of(
                                                Map.of("type", "rate-table", "samples", "0..1"),
                                                Map.of("type", "rate-table", "samples", "0..2"))),
                        1));
    }

    private static List<String> whats(Run run, int most) {
        return run.validate().stream().limit(most).map(Problem::what).toList();
    }
}
