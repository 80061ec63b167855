package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.scenario.Scenario;

/** S15 equals S14: one message for each synapse computes what the volleys of backpropagation do. */
class MessagePassingScenarioTest {
    private static Scenario scenario(String rule, String hidden1, String hidden2) {
        return Runs.tiny(
                "learning.rule=" + rule,
                "pathways.feedback=by-rule",
                "learning.forward={optimizer: sgd, rate: 0.05}",
                "populations.hidden1.model=" + hidden1,
                "populations.hidden2.model=" + hidden2,
                "data.training=60",
                "train={epochs: 1, batch: 20}");
    }

    @ParameterizedTest
    @CsvSource({"stochastic-binary,stochastic-binary", "tanh,relu", "sigmoid,linear"})
    void bothFormsOfBackpropagation_learnTheSame(String hidden1, String hidden2, @TempDir Path folder)
            throws IOException {
        JsonNode volleys = Runs.straight(scenario("backpropagation", hidden1, hidden2), 2, folder.resolve("s14"));
        JsonNode messages = Runs.straight(scenario("message-passing", hidden1, hidden2), 1, folder.resolve("s15"));
        for (String metric : List.of("train_error", "validation_error", "test_error", "synaptic_events")) {
            assertEquals(volleys.at("/metrics/" + metric), messages.at("/metrics/" + metric), metric);
        }
        double loss = volleys.at("/metrics/train_loss").asDouble();
        assertEquals(loss, messages.at("/metrics/train_loss").asDouble(), 1e-4 * loss);
        assertEquals(volleys.at("/digests/spikes"), messages.at("/digests/spikes"));
        // Sums are rounded in another order: had the rule been the same code, the weights would be the same bits.
        assertNotEquals(volleys.at("/digests/weights"), messages.at("/digests/weights"));
        assertEquals(volleys.at("/audit"), messages.at("/audit"));
        // One message on every edge in either direction, for each sample: synapses, neurons, and the loss.
        long edges = 784 * 16 + 16 + 16 * 12 + 12 + 12 * 10 + 10;
        assertEquals(60 * 2 * edges, messages.at("/metrics/messages").asLong());
    }

    @Test
    void messages_canBeExpected_underMessagePassingAlone(@TempDir Path folder) throws IOException {
        String expect = "expect=[{metric: messages, at-least: 1, at-most: 1}]";
        Scenario scenario = Runs.tiny(
                "learning.rule=message-passing",
                "pathways.feedback=by-rule",
                "data.training=25",
                "train.epochs=1",
                expect);
        Measurement run = new Measurement(Runs.straight(scenario, 1, folder.resolve("m")), List.of());
        Expectations.Verdict verdict =
                Expectations.judge(scenario, folder, Map.of(1L, run)).get(0);
        assertFalse(verdict.met());
        assertTrue(Long.parseLong(verdict.actual()) > 1, verdict.actual());
        assertThrows(IllegalArgumentException.class, () -> Runs.tiny(expect));
    }
}
