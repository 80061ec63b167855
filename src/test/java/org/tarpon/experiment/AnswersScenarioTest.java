package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;

/** What a run leaves for its report: the answers to the test samples, and the messages of one presentation. */
class AnswersScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void theAnswersAreThoseOfTheTestError() throws IOException {
        JsonNode result = Runs.straight(Runs.tiny(), 2, folder.resolve("run"));
        checkAnswers(result.at("/metrics/test_error").asDouble(), 2);
        JsonNode worst = evaluation().get("worst");
        double before = 1;
        for (JsonNode mistake : worst) {
            double by = mistake.get("score").asDouble()
                    - mistake.get("score_of_label").asDouble();
            assertTrue(by > 0 && by <= before + 1e-6, "not the worst first: " + worst);
            before = by;
        }
        double events = evaluation().get("synaptic_events").asDouble();
        long all = result.at("/performance/synaptic_events").asLong();
        assertTrue(events > 0 && events < all, events + " of " + all);
    }

    @Test
    void thePresentationIsWhatTheRecordingOfSpikesShows() throws IOException {
        Runs.straight(
                Runs.tiny("record={spikes: {populations: [input, hidden1, hidden2], samples: 0..0}}"),
                2,
                folder.resolve("run"));
        // A spike that leaves on two pathways is recorded once, and travels twice.
        List<String> recorded = Files.readAllLines(folder.resolve("run/spikes.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> String.join(",", cells[1], cells[2], cells[3], cells[4], cells[5]))
                .sorted()
                .toList();
        List<String> travelled = messages().stream()
                .filter(cells -> !cells[6].equals("graded"))
                .map(cells -> String.join(",", cells[0], cells[2], cells[5], cells[7], cells[8]))
                .distinct()
                .sorted()
                .toList();
        assertEquals(recorded, travelled);
        for (String[] cells : messages()) {
            assertEquals(2_000_000, Long.parseLong(cells[1]) - Long.parseLong(cells[0]));
        }
    }

    @Test
    void learningWithoutPhasesLeavesTheSameFiles() throws Exception {
        Scenario scenario = ScenarioReader.read(
                Path.of("scenarios/async/dtp-quickstart.yaml"),
                List.of(
                        "populations.hidden1.size=20",
                        "populations.hidden2.size=16",
                        "data.training=80",
                        "data.validation=20",
                        "train={epochs: 1, batch: 10}",
                        "evaluate={presentation: 20 ms, count-from: 5 ms, every: 1 epoch}"));
        JsonNode result = Runs.straight(scenario, 2, folder.resolve("run"));
        checkAnswers(result.at("/metrics/test_error").asDouble(), 1);
        assertFalse(messages().isEmpty());
        assertTrue(messages().stream().anyMatch(cells -> cells[4].equals("feedback")));
    }

    private void checkAnswers(double testError, int epoch) throws IOException {
        JsonNode evaluation = evaluation();
        int right = 0;
        int all = 0;
        JsonNode confusion = evaluation.get("confusion");
        for (int i = 0; i < confusion.size(); i++) {
            right += confusion.get(i).get(i).asInt();
            for (JsonNode number : confusion.get(i)) {
                all += number.asInt();
            }
        }
        assertEquals(epoch, evaluation.get("epoch").asInt());
        assertEquals(1000, all);
        assertEquals(testError, 100.0 * (all - right) / all, 1e-4);
        for (JsonNode mistake : evaluation.get("worst")) {
            int sample = mistake.get("sample").asInt();
            assertEquals(Runs.DATA.test().label(sample), mistake.get("label").asInt());
            assertNotEquals(mistake.get("label").asInt(), mistake.get("answer").asInt());
            assertArrayEquals(
                    Runs.DATA.test().pixels(sample), mistake.get("pixels").binaryValue());
        }
    }

    private JsonNode evaluation() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("run/evaluation.json").toFile());
    }

    private List<String[]> messages() throws IOException {
        return Files.readAllLines(folder.resolve("run/presentation.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
    }
}
