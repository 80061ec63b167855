package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit says of small real runs: each of the first four objections is met by some and stands in others. */
class AuditScenarioTest {
    private static final String LEARNED_TOP = "pathways.feedback=[{from: output, to: hidden2, weights: glorot-uniform},"
            + " {from: hidden2, to: hidden1, weights: glorot-uniform}]";

    @TempDir
    Path folder;

    private JsonNode audit(String... overrides) throws IOException {
        return Runs.straight(Runs.tiny(overrides), 1, folder.resolve("run")).get("audit");
    }

    private static String answered(JsonNode audit) {
        StringBuilder numbers = new StringBuilder();
        audit.forEach(finding -> numbers.append(
                finding.get("answered").asBoolean() ? finding.get("number").asText() : "-"));
        return numbers.toString();
    }

    /** Barriers and clamped labels there always are in volley timing; AuditTest does without them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "------|learning.rule=backpropagation|pathways.feedback=by-rule",
                "--3---|learning.rule=feedback-alignment|pathways.feedback=by-rule",
                "--3---|learning.rule=direct-feedback-alignment|pathways.feedback=by-rule",
                // Linear hidden units have no derivative to evaluate.
                "-2----|learning.rule=backpropagation|pathways.feedback=by-rule|populations.hidden1.model=linear"
                        + "|populations.hidden2.model=linear",
                // The tied top sends errors down.
                "------|learning.message=coupled-spike",
                "1-34--|learning.message=coupled-spike|TOP",
                "1234--|learning.message=coupled-spike|TOP|learning.forward.loss=cross-entropy",
                "1234--|learning.message=spike|TOP|learning.forward.loss=cross-entropy",
                "1234--|learning.feedback.loss=surprise|TOP|learning.forward.loss=cross-entropy",
                "123---|learning.message=probability|TOP|learning.forward.loss=cross-entropy",
                "123---|data.encoder=analog|TOP|learning.forward.loss=cross-entropy",
                "-234--|learning.feedback.activation=linear|TOP|learning.forward.loss=cross-entropy",
                "1-34--|populations.output.model=sigmoid|TOP|learning.forward.loss=cross-entropy"
            })
    void wiringAndTrafficDecide(String line) throws IOException {
        String[] parts = line.split("\\|");
        String[] overrides = Arrays.stream(parts)
                .skip(1)
                .map(part -> part.equals("TOP") ? LEARNED_TOP : part)
                .toArray(String[]::new);
        assertEquals(parts[0], answered(audit(overrides)));
    }

    @Test
    void feedbackThatBeginsAtZeroHasNoAngleAtFirst() throws IOException {
        String zero = LEARNED_TOP.replace("glorot-uniform", "{type: constant, value: 0}");
        JsonNode finding = audit(zero, "learning.feedback.loss=surprise", "learning.forward.loss=cross-entropy")
                .get("symmetric_weights");
        assertTrue(finding.get("answered").asBoolean());
        String evidence = finding.get("evidence").asText();
        assertTrue(
                evidence.matches("angle of output-hidden2 to its feedforward pathway none \\(all weights 0\\) at first,"
                        + " [0-9.]+° at the end; .*"),
                evidence);
    }

    @Test
    void labelsAreCounted_andAnglesReportedEpochByEpoch() throws IOException {
        JsonNode audit = audit(LEARNED_TOP);
        String evidence = audit.at("/output_targets/evidence").asText();
        // 200 samples, two epochs.
        assertTrue(evidence.startsWith("the label is clamped in the output's own delta rule, 400 times"), evidence);
        assertTrue(evidence.endsWith("sent down as spikes on output-hidden2"), evidence);
        assertTrue(audit.at("/symmetric_weights/evidence").asText().contains("at first"));
        for (String epoch : Files.readAllLines(folder.resolve("run/metrics.jsonl"))) {
            assertTrue(epoch.contains("\"feedback_angle\":{\"output-hidden2\":"), epoch);
        }
    }
}
