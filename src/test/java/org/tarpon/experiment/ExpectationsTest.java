package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.experiment.Expectations.Verdict;
import org.tarpon.scenario.Scenario;

/** Every kind of expectation: met, not met, not measured. */
class ExpectationsTest {
    private static final String SHA = "ab".repeat(32);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** A run that ended with a test error, after epochs with others; a gap is an epoch without evaluation. */
    private static Measurement run(double testError, String... epochs) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String error : epochs) {
            lines.add(JSON.readTree(error.isEmpty() ? "{}" : "{\"test_error\": " + error + "}"));
        }
        String result =
                """
                {"name": "x", "seed": 1,
                 "metrics": {"epoch": 3, "test_error": %s, "firing_fraction": {"hidden1": 0.25}},
                 "performance": {"synaptic_events": 123456789012, "wall_seconds": 3},
                 "digests": {"weights": "%s", "spikes": "%s"}}"""
                        .formatted(testError, SHA, SHA);
        return new Measurement(JSON.readTree(result), lines);
    }

    private Verdict judge(String expectation, Map<Long, Measurement> runs) throws IOException {
        Scenario scenario = Runs.tiny("expect=[" + expectation + "]");
        return Expectations.judge(scenario, folder, runs).get(0);
    }

    private Verdict judge(String expectation) throws IOException {
        return judge(expectation, Map.of(1L, run(12.5, "30", "", "12.5")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            at-most: 12.5                  | true  | test_error at most 12.5
            at-most: 12.4                  | false | test_error at most 12.4
            at-least: 12.5                 | true  | test_error at least 12.5
            at-least: 12.6                 | false | test_error at least 12.6
            at-most: 13, at-least: 12      | true  | test_error at least 12.0 at most 13.0
            at-most: 14, at-least: 13      | false | test_error at least 13.0 at most 14.0
            between: [12.5, 14]            | true  | test_error at least 12.5 at most 14.0
            between: [11, 12.5]            | true  | test_error at least 11.0 at most 12.5
            between: [13, 14]              | false | test_error at least 13.0 at most 14.0
            between: [11, 12]              | false | test_error at least 11.0 at most 12.0
            """)
    void boundsIncludeTheirEnds(String bounds, boolean met, String what) throws IOException {
        assertEquals(new Verdict(what, met, "12.5"), judge("{metric: test_error, " + bounds + "}"));
    }

    @Test
    void metricsOfPopulationsAreFoundByName() throws IOException {
        Verdict verdict = judge("{metric: firing_fraction.hidden1, at-most: 0.3}");
        assertEquals(new Verdict("firing_fraction.hidden1 at most 0.3", true, "0.25"), verdict);
    }

    @Test
    void figuresOfPerformanceAreMetricsToo() throws IOException {
        assertEquals(
                "123456789012", judge("{metric: synaptic_events, at-least: 1}").actual());
    }

    @Test
    void whatWasNotMeasuredIsNotMet() throws IOException {
        Verdict verdict = judge("{metric: validation_error, at-most: 100}");
        assertEquals(new Verdict("validation_error at most 100.0", false, "not measured in this run"), verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1 | 40 | true  | 30
            1 | 20 | false | 30
            2 | 40 | false | not measured in this run
            9 | 40 | false | not measured in this run
            """)
    void aMetricMayBeHeldInAnEpoch(int epoch, int atMost, boolean met, String actual) throws IOException {
        Verdict verdict = judge("{metric: test_error, at: epoch " + epoch + ", at-most: " + atMost + "}");
        assertEquals(new Verdict("test_error in epoch " + epoch + " at most " + atMost + ".0", met, actual), verdict);
    }

    @Test
    void digestsMustBeEqual() throws IOException {
        assertEquals(
                new Verdict("digest of weights " + SHA, true, SHA), judge("{digest: weights, equals: " + SHA + "}"));
        String other = "cd".repeat(32);
        assertEquals(
                new Verdict("digest of spikes " + other, false, SHA), judge("{digest: spikes, equals: " + other + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            falling                 | 30 20  25 12   | true  | strength 0.666667 over 4 epochs, from 30 to 12
            falling, strength: 0.7  | 30 20  25 12   | false | strength 0.666667 over 4 epochs, from 30 to 12
            falling, by: 18         | 30 20  25 12   | true  | strength 0.666667 over 4 epochs, from 30 to 12
            falling, by: 18.1       | 30 20  25 12   | false | strength 0.666667 over 4 epochs, from 30 to 12
            rising                  | 30 20  25 12   | false | strength -0.666667 over 4 epochs, from 30 to 12
            rising, by: 2           | 1  2   3       | true  | strength 1 over 3 epochs, from 1 to 3
            falling                 | 5  5   5   5   | false | strength 0 over 4 epochs, from 5 to 5
            falling, strength: 1    | 9  - - 8 - 7   | true  | strength 1 over 3 epochs, from 9 to 7
            falling                 | 30 12          | false | measured in too few epochs for a trend: 2 of at least 3
            falling                 | - -            | false | not measured in this run
            """)
    void trendsAreJudgedByRankAndByAmount(String trend, String errors, boolean met, String actual) throws IOException {
        String[] epochs = errors.replace("-", "").isBlank() ? new String[] {"", ""} : errors.split(" +");
        for (int i = 0; i < epochs.length; i++) {
            epochs[i] = epochs[i].replace("-", "");
        }
        Verdict verdict = judge("{metric: test_error, trend: " + trend + "}", Map.of(1L, run(1, epochs)));
        assertEquals(actual, verdict.actual());
        assertEquals(met, verdict.met(), verdict.what());
    }

    /** Of 14, 15 and 16 the mean is 15 and its margin t·s/√n = 2.92·1/1.732 = 1.686 with 0.95, 2.484 with 0.975. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {at-most: 16.7}                  | true
            {at-most: 16.6}                  | false
            {at-least: 13.3}                 | true
            {at-least: 13.4}                 | false
            {between: [13.3, 16.7]}          | true
            {between: [13.3, 16.6]}          | false
            {at-most: 16.6}, confidence: 0.9 | true
            """)
    void aMeanMustBeShown(String mean, boolean met) throws IOException {
        assertEquals(met, overSeeds(mean, 14, 15, 16).met());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            at-most: 13.4         | true
            at-most: 13.3         | false
            at-least: 16.6        | true
            at-least: 16.7        | false
            between: [1, 12.6]    | true
            between: [1, 12.5]    | false
            between: [17.4, 99]   | true
            between: [17.5, 99]   | false
            """)
    void aMeanMayOnlyHaveToBeUnrefuted(String bounds, boolean met) throws IOException {
        assertEquals(
                met,
                overSeeds("{" + bounds + "}, fails: if-refuted", 14, 15, 16).met());
    }

    @Test
    void aVerdictOnAMeanSaysWhatItRestsOn() throws IOException {
        Verdict verdict = overSeeds("{at-most: 16.7}", 14, 15, 16);
        assertEquals("mean of test_error over 3 seeds at most 16.7, shown with confidence 0.95", verdict.what());
        assertEquals(
                "mean 15 of 14, 15, 16; true mean at least 13.3141, at most 16.6859, each with confidence 0.95",
                verdict.actual());
    }

    @Test
    void oneSeedWithoutTheMetricIsEnoughToFail() throws IOException {
        Map<Long, Measurement> runs = Map.of(1L, run(14), 2L, run(15, "1"));
        Verdict verdict = judge("{metric: test_error, at: epoch 1, seeds: 2, mean: {at-most: 99}}", runs);
        assertEquals("not measured in the run of seed 1", verdict.actual());
        assertFalse(verdict.met());
    }

    private Verdict overSeeds(String mean, double... errors) throws IOException {
        Map<Long, Measurement> runs = new LinkedHashMap<>();
        for (double error : errors) {
            runs.put(runs.size() + 1L, run(error));
        }
        return judge("{metric: test_error, seeds: " + errors.length + ", mean: " + mean + "}", runs);
    }

    @Test
    void eachSeedIsRunOnce() {
        String means = "{metric: test_error, seeds: 3, mean: {at-most: 9}},"
                + " {metric: train_error, seeds: [9, 7, 6], mean: {at-most: 9}}";
        assertEquals(Set.of(1L), Expectations.seeds(Runs.tiny("expect=[]")));
        assertEquals(
                List.of(7L, 8L, 9L, 6L),
                List.copyOf(Expectations.seeds(Runs.tiny("seed=7", "expect=[" + means + "]"))));
        assertEquals(
                List.of(5L, 9L, 7L, 6L),
                List.copyOf(Expectations.seeds(Runs.tiny(
                        "seed=5",
                        "expect=[" + means.substring(means.indexOf("}},") + 3)
                                + ", {metric: test_error, at-most: 9}]"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            12.5 |                                     | as there
            12.6 | absolute: 0.1                       | as there
            12.7 | absolute: 0.1                       | test_error 12.7, was 12.5
            12.75| relative: 0.02                      | as there
            12.2 | relative: 0.02, absolute: 0.1       | test_error 12.2, was 12.5
            12.2 | metrics: [firing_fraction.hidden1]  | as there
            12.5 | metrics: [validation_error]         | validation_error not measured, was not stored
            """)
    void baselinesAllowWhatTheFileSays(double error, String allowed, String actual) throws IOException {
        Files.writeString(
                folder.resolve("b.json"), BaselineFile.of(run(12.5).result()).text());
        String keys = allowed == null ? "" : ", " + allowed;
        Verdict verdict = judge("{baseline: b.json" + keys + "}", Map.of(1L, run(error)));
        assertEquals(actual, verdict.actual());
        assertEquals(actual.equals("as there"), verdict.met());
    }

    @Test
    void digestsOfABaselineCountIfAsked() throws IOException {
        String stored = BaselineFile.of(run(12.5).result()).text().replace(SHA, "cd".repeat(32));
        Files.writeString(folder.resolve("b.json"), stored);
        assertTrue(judge("{baseline: b.json}").met());
        Verdict verdict = judge("{baseline: b.json, digests: true}");
        assertFalse(verdict.met());
        assertTrue(verdict.actual().startsWith("digest of weights " + SHA + ", was cdcd"), verdict.actual());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            { | it is not JSON:
            [] | it is no baseline:
            {"metrics": {"test_error": "12"}, "digests": {}} | it is no baseline:
            {"metrics": {"test_error": 1e999}, "digests": {}} | it is no baseline:
            {"metrics": {}} | it is no baseline:
            """)
    void whatIsNoBaselineIsNotMet(String text, String actual) throws IOException {
        Files.writeString(folder.resolve("b.json"), text);
        Verdict verdict = judge("{baseline: b.json}");
        assertFalse(verdict.met());
        assertTrue(verdict.actual().startsWith(actual), verdict.actual());
    }

    @Test
    void aBaselineOutsideIsNotRead() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(
                folder.resolve("b.json"), BaselineFile.of(run(12.5).result()).text());
        Files.createSymbolicLink(inside.resolve("b.json"), folder.resolve("b.json"));
        Scenario scenario = Runs.tiny("expect=[{baseline: b.json}]");
        assertEquals(
                "a link there leads out of the scenario's folder; write it with check --update",
                Expectations.judge(scenario, inside, Map.of(1L, run(12.5)))
                        .get(0)
                        .actual());
    }
}
