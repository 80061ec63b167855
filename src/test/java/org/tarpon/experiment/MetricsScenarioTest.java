package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the result files hold: other programs read them, so names and places stay. */
class MetricsScenarioTest {
    private static final Set<String> POPULATIONS = Set.of("input", "hidden1", "hidden2");

    @TempDir
    private Path folder;

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            keys.add(entry.getKey());
        }
        return keys;
    }

    private static void assertWithin(double least, JsonNode value, double most) {
        assertTrue(value.isNumber() && value.asDouble() >= least && value.asDouble() <= most, value.toString());
    }

    @Test
    void everyEpochHasItsLineWithEveryFigure() throws IOException {
        Runs.straight(Runs.tiny(), 2, folder.resolve("run"));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("run/metrics.jsonl"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertEquals(2, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = lines.get(i);
            assertEquals(
                    Set.of(
                            "epoch",
                            "train_error",
                            "validation_error",
                            "test_error",
                            "train_loss",
                            "firing_fraction",
                            "difference_spike_fraction",
                            "reconstruction_loss",
                            "feedback_angle",
                            "synaptic_events",
                            "train_samples_per_second"),
                    keys(line));
            assertEquals(i + 1, line.get("epoch").asInt());
            for (String error : List.of("train_error", "validation_error", "test_error")) {
                assertWithin(0, line.get(error), 100);
            }
            assertEquals(POPULATIONS, keys(line.get("firing_fraction")));
            line.get("firing_fraction").forEach(fraction -> assertWithin(0, fraction, 1));
            assertEquals(Set.of("hidden2"), keys(line.get("difference_spike_fraction")));
            assertWithin(0, line.at("/difference_spike_fraction/hidden2"), 1);
            assertEquals(Set.of("hidden2-hidden1"), keys(line.get("reconstruction_loss")));
            assertEquals(Set.of("hidden2-hidden1", "output-hidden2"), keys(line.get("feedback_angle")));
            assertEquals(0, line.at("/feedback_angle/output-hidden2").asDouble(), "tied");
            assertWithin(1, line.get("synaptic_events"), 1e12);
            assertWithin(1, line.get("train_samples_per_second"), 1e9);
        }
    }

    @Test
    void theResultHasEveryPart() throws IOException {
        JsonNode result = Runs.straight(
                Runs.tiny("record={spikes: {populations: [hidden1, hidden2], samples: 3..5}}"),
                2,
                folder.resolve("run"));
        JsonNode written =
                new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
        assertEquals(new ObjectMapper().readTree(result.toString()), written);
        assertEquals(
                Set.of("name", "seed", "version", "metrics", "performance", "digests", "audit", "traffic"),
                keys(result));
        assertEquals("quickstart", result.get("name").asText());
        assertEquals(1, result.get("seed").asLong());
        assertTrue(keys(result.get("metrics")).containsAll(Set.of("train_error", "validation_error", "test_error")));
        assertEquals(
                Set.of(
                        "train_samples_per_second",
                        "synaptic_events",
                        "synaptic_events_per_second",
                        "wall_seconds",
                        "java"),
                keys(result.get("performance")));
        assertEquals(Set.of("weights", "spikes"), keys(result.get("digests")));
        result.get("digests").forEach(digest -> assertTrue(digest.asText().matches("[0-9a-f]{64}")));
        assertEquals(6, result.get("audit").size());
        result.get("audit")
                .forEach(finding -> assertEquals(Set.of("number", "objection", "answered", "evidence"), keys(finding)));
        assertEquals(Set.of("feedforward", "feedback"), keys(result.get("traffic")));
        assertTrue(result.at("/traffic/feedback/hidden2-hidden1/target/difference_spike")
                        .asLong()
                > 0);

        List<String> spikes = Files.readAllLines(folder.resolve("run/spikes.csv"));
        assertEquals("sample,time_ns,population,signal,neuron,sign", spikes.get(0));
        Set<String> samples = new TreeSet<>();
        spikes.stream().skip(1).forEach(line -> samples.add(line.substring(0, line.indexOf(','))));
        assertEquals(Set.of("3", "4", "5"), samples);
    }

    @Test
    void withoutEvaluationAnEpochHasNoErrorOfItsOwn() throws IOException {
        Runs.straight(Runs.tiny("evaluate.every=2 epochs"), 2, folder.resolve("run"));
        List<String> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
        assertTrue(!lines.get(0).contains("test_error") && lines.get(1).contains("test_error"), lines.toString());
    }
}
