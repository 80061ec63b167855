package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.scenario.Scenario;

/** Runs of deep highway networks from scenario to result. */
class HighwayScenarioTest {
    private static final String PATHWAYS =
            """
            pathways={feedforward: [{from: input, to: first, weights: he-normal}, {from: first, to: hidden, weights: he-normal},
            {from: hidden, to: hidden, weights: he-normal}, {from: hidden, to: output, weights: he-normal}], feedback: [%s]}
            """;

    private static Scenario graded(int depth, String... overrides) {
        return scenario(
                "populations={input: {size: 784, model: source}, first: {size: 12, model: relu}, hidden: {repeat: "
                        + depth + ", size: 12, model: highway, gate-bias: -4}, output: {size: 10, model: softmax}}",
                PATHWAYS.formatted(""),
                "learning={rule: backpropagation, forward: {optimizer: sgd, rate: 0.01, momentum: 0.9, rate-decay: 0.5}}",
                overrides);
    }

    private static Scenario stochastic() {
        return scenario(
                "populations={input: {size: 784, model: source}, first: {size: 12, model: stochastic-binary}, hidden: {repeat: 4,"
                        + " size: 12, model: stochastic-highway}, output: {size: 10, model: softmax}}",
                PATHWAYS.formatted(
                        "{from: hidden, to: hidden, weights: orthogonal}, {from: hidden, to: first, weights: orthogonal}"),
                "learning={rule: difference-target-propagation, target-step: 0.5, forward: {optimizer: sgd, rate: 0.1},"
                        + " feedback: {optimizer: sgd, rate: 0.01}}");
    }

    private static Scenario scenario(String populations, String pathways, String learning, String... overrides) {
        String[] all = new String[overrides.length + 5];
        all[0] = populations;
        all[1] = pathways;
        all[2] = learning;
        all[3] = "timing={cycle: 3 s}";
        all[4] = "record={}";
        System.arraycopy(overrides, 0, all, 5, overrides.length);
        return Runs.tiny(all);
    }

    private static void assertSame(JsonNode a, JsonNode b) {
        assertEquals(a.get("digests"), b.get("digests"));
        assertEquals(a.at("/metrics/train_loss"), b.at("/metrics/train_loss"));
        assertEquals(a.at("/metrics/test_error"), b.at("/metrics/test_error"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neitherThreadsNorAStopChangeABit(boolean spiking, @TempDir Path folder) throws IOException {
        Scenario scenario = spiking ? stochastic() : graded(4);
        JsonNode straight = Runs.straight(scenario, 1, folder.resolve("a"));
        assertSame(straight, Runs.straight(scenario, 3, folder.resolve("b")));
        assertSame(straight, Runs.resumed(scenario, 2, folder.resolve("c")));
    }

    /** One sample a batch: one block of one lane, and the velocity must outlive the batches. */
    @Test
    void momentumAndRateDecayWorkSampleBySample(@TempDir Path folder) throws IOException {
        String[] single = {"train={epochs: 2, batch: 1}", "data.training=60"};
        JsonNode straight = Runs.straight(graded(2, single), 1, folder.resolve("a"));
        assertSame(straight, Runs.straight(graded(2, single), 3, folder.resolve("b")));
        assertSame(straight, Runs.resumed(graded(2, single), 1, folder.resolve("c")));
        for (String without : new String[] {"learning.forward.momentum=0", "learning.forward.rate-decay=1"}) {
            JsonNode other =
                    Runs.straight(graded(2, single[0], single[1], without), 1, folder.resolve(without.substring(17)));
            assertTrue(!straight.at("/digests/weights").equals(other.at("/digests/weights")), without);
        }
    }

    /** A plain network of this depth and so few samples stays at chance; gates that begin shut let the error through. */
    @Test
    void aHundredLayersLearn(@TempDir Path folder) throws IOException {
        Scenario deep = graded(
                98, "train={epochs: 6, batch: 4}", "learning.forward.rate-decay=1", "populations.hidden.gate-bias=-6");
        JsonNode result = Runs.straight(deep, 2, folder.resolve("deep"));
        double loss = result.at("/metrics/train_loss").asDouble();
        assertTrue(loss < 1.5, "loss " + loss + " (2.3 is chance)");
        assertEquals(99, result.at("/metrics/feedback_angle").size());
    }
}
