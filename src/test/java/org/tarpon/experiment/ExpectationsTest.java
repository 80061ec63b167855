package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsTest {
    private static final String SHA = "ab".repeat(32);

    private static Expectations.Verdict judge(String expectation) {
        String result =
                """
                {"metrics": {"test_error": 12.5, "firing_fraction": {"hidden1": 0.25}},
                 "performance": {"synaptic_events": 123456789012},
                 "digests": {"weights": "%s", "spikes": "%s"}}"""
                        .formatted(SHA, SHA);
        try {
            JsonNode json = new ObjectMapper().readTree(result);
            return Expectations.judge(Runs.tiny("expect=[" + expectation + "]"), json)
                    .get(0);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
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
            """)
    void boundsIncludeTheirEnds(String bounds, boolean met, String what) {
        assertEquals(new Expectations.Verdict(what, met, "12.5"), judge("{metric: test_error, " + bounds + "}"));
    }

    @Test
    void metricsOfPopulationsAreFoundByName() {
        Expectations.Verdict verdict = judge("{metric: firing_fraction.hidden1, at-most: 0.3}");
        assertEquals(new Expectations.Verdict("firing_fraction.hidden1 at most 0.3", true, "0.25"), verdict);
    }

    @Test
    void figuresOfPerformanceAreMetricsToo() {
        assertEquals(
                "123456789012", judge("{metric: synaptic_events, at-least: 1}").actual());
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        Expectations.Verdict verdict = judge("{metric: validation_error, at-most: 100}");
        assertEquals(
                new Expectations.Verdict("validation_error at most 100.0", false, "not measured in this run"), verdict);
    }

    @Test
    void digestsMustBeEqual() {
        assertEquals(
                new Expectations.Verdict("digest of weights " + SHA, true, SHA),
                judge("{digest: weights, equals: " + SHA + "}"));
        String other = "cd".repeat(32);
        assertEquals(
                new Expectations.Verdict("digest of spikes " + other, false, SHA),
                judge("{digest: spikes, equals: " + other + "}"));
    }
}
