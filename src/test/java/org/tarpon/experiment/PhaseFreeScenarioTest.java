package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;

/** Learning without phases, from the scenario file to the result. */
class PhaseFreeScenarioTest {
    private static final Path QUICKSTART = Path.of("scenarios/async/dtp-quickstart.yaml");

    private static final List<String> TINY = List.of(
            "populations.hidden1.size=16",
            "populations.hidden2.size=12",
            "timing.source-update=2.5 ms",
            "data.training=110",
            "data.validation=20",
            "train={epochs: 2, batch: 25}",
            "evaluate={presentation: 40 ms, count-from: 10 ms, every: 1 epoch}");

    /** One epoch is enough to see whether hidden layers help. */
    private static final List<String> SHORT = List.of(
            "populations.hidden1.size=50",
            "populations.hidden2.size=50",
            "data.training=800",
            "timing.source-update=10 ms",
            "data.validation=0",
            "train.epochs=1",
            "evaluate={presentation: 200 ms, count-from: 100 ms, every: 1 epoch}");

    @TempDir
    private Path folder;

    private static Scenario scenario(List<String> overrides, String... more) throws InvalidScenarioException {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(List.of(more));
        return ScenarioReader.read(QUICKSTART, all);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neitherThreadsNorAStopChangeABit(boolean keepsNorm) throws Exception {
        Scenario scenario = scenario(TINY, "learning.feedback.keep-norm=" + keepsNorm);
        JsonNode one = Runs.straight(scenario, 1, folder.resolve("one"));
        assertEquals(Goldens.of(one), Goldens.of(Runs.straight(scenario, 3, folder.resolve("three"))), "3 threads");
        JsonNode resumed = Runs.resumed(scenario, 2, folder.resolve("resumed"));
        assertEquals(withoutSpeed(one), withoutSpeed(resumed), "stopped and resumed");
    }

    private static JsonNode withoutSpeed(JsonNode result) {
        JsonNode copy = result.deepCopy();
        ((ObjectNode) copy).remove("performance");
        return copy;
    }

    @Test
    void allObjectionsAreAnswered_andOnlySpikesTravel() throws Exception {
        JsonNode result = Runs.straight(scenario(TINY), 1, folder.resolve("run"));
        assertEquals(6, result.get("audit").size());
        for (JsonNode finding : result.get("audit")) {
            assertTrue(finding.get("answered").asBoolean(), finding.toString());
        }
        JsonNode down = result.at("/traffic/feedback/output-hidden2");
        assertTrue(down.at("/activity/spike").asLong() > 0);
        assertTrue(down.at("/target/difference_spike").asLong() > 0);
        // Each label fires and falls silent again, once in every presentation.
        assertEquals(
                2 * 2 * 110,
                result.at("/traffic/feedforward/label-output/activity/spike").asLong());
        assertTrue(result.findValues("graded").isEmpty());
    }

    /**
     * With fixed random hidden weights the output alone learns. Measured: 58.1 % and, without hidden learning, 89.5 %. Seed and
     * data are fixed and every bit is, so that nothing varies unless draws are changed; the bands then leave 3.8 standard
     * errors of 1000 test images (1.56 points) for the one and, for the difference, 4.5 of its own (1.85): false alarm 1e-4.
     */
    @Test
    void hiddenLearningHelps() throws Exception {
        JsonNode learned = Runs.straight(scenario(SHORT), 2, folder.resolve("learned"));
        JsonNode fixed = Runs.straight(
                scenario(
                        SHORT,
                        "pathways.feedforward.0.rate=0",
                        "pathways.feedforward.1.rate=0",
                        "pathways.feedback.0.rate=0",
                        "pathways.feedback.1.rate=0"),
                2,
                folder.resolve("fixed"));
        double error = learned.at("/metrics/test_error").asDouble();
        double without = fixed.at("/metrics/test_error").asDouble();
        assertTrue(error <= 64 && without >= error + 23, error + " % and without hidden learning " + without + " %");
    }

    @Test
    void whatIsWritten_isReadAgain() throws Exception {
        Scenario scenario = scenario(
                TINY,
                "learning.anneal=0.5",
                "timing.filter=7 ms",
                "pathways.feedback.1.rate=0.25",
                "learning.feedback.keep-norm=true");
        assertEquals(scenario, ScenarioReader.parse(ScenarioWriter.write(scenario), "again", List.of()));
    }
}
