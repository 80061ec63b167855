package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.data.ImageSamples;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;

/** Runs of auto-encoders from file to pictures. */
class AutoEncoderScenarioTest {
    private static final Path FILE = Path.of("scenarios/auto-encoder-quickstart.yaml");

    private static Scenario scenario(String... overrides) throws InvalidScenarioException {
        List<String> all = new ArrayList<>(List.of(
                "populations.hidden1.size=40",
                "populations.hidden2.size=20",
                "data.training=300",
                "train={epochs: 2, batch: 10}",
                "learning.inference.samples=50"));
        all.addAll(List.of(overrides));
        return ScenarioReader.read(FILE, all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "stochastic-binary"})
    void run_isTheSameOnAnyThreads_andResumed(String model, @TempDir Path folder) throws Exception {
        boolean spikes = model.equals("stochastic-binary");
        Scenario scenario = scenario(
                "populations.hidden1.model=" + model,
                "populations.hidden2.model=" + model,
                "learning.feedback.activation=" + (spikes ? "sigmoid" : "tanh"),
                "data.encoder=" + (spikes ? "bernoulli" : "analog"));
        JsonNode one = Runs.straight(scenario, 1, folder.resolve("1"));
        JsonNode three = Runs.straight(scenario, 3, folder.resolve("3"));
        JsonNode resumed = Runs.resumed(scenario, 2, folder.resolve("r"));
        for (JsonNode other : List.of(three, resumed)) {
            assertEquals(one.get("digests"), other.get("digests"));
            assertEquals(one.get("metrics"), other.get("metrics"));
        }
        for (String picture : List.of("completed.png", "samples.png")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("1").resolve(picture)),
                    Files.readAllBytes(folder.resolve("3").resolve(picture)));
        }
    }

    /** Against chance, 90 %, and against the mean of the training images in place of the half that is hidden. */
    @Test
    void hiddenLabelsAndHalves_areInferred(@TempDir Path folder) throws Exception {
        Scenario scenario =
                scenario("populations.hidden1.size=100", "data.training=3000", "train={epochs: 5, batch: 20}");
        JsonNode metrics = Runs.straight(scenario, 2, folder.resolve("a")).get("metrics");
        assertTrue(metrics.get("label_error").asDouble() < 40, metrics::toString);
        assertTrue(metrics.get("completion_label_error").asDouble() < 60, metrics::toString);
        assertTrue(metrics.get("completion_error").asDouble() < 0.8 * errorOfMeanImage(), metrics::toString);
    }

    private static double errorOfMeanImage() {
        ImageSamples training = Runs.DATA.training();
        ImageSamples test = Runs.DATA.test();
        double sum = 0;
        for (int j = test.inputs() / 2; j < test.inputs(); j++) {
            double mean = 0;
            for (int i = 0; i < training.count(); i++) {
                mean += (training.pixels(i)[j] & 0xFF) / 255.0 / training.count();
            }
            for (int i = 0; i < test.count(); i++) {
                double difference = (test.pixels(i)[j] & 0xFF) / 255.0 - mean;
                sum += difference * difference / test.count();
            }
        }
        return sum;
    }

    /** States of linear populations have no bound, and a leak above 2 makes each step overshoot by more than the last. */
    @Test
    void inferenceThatLeavesTheFiniteNumbers_hasDiverged(@TempDir Path folder) throws Exception {
        Scenario scenario = scenario(
                "populations.hidden1.model=linear",
                "populations.hidden2.model=linear",
                "learning.inference.leak=1.0e+30",
                "train.epochs=1");
        DivergedException e =
                assertThrows(DivergedException.class, () -> Runs.straight(scenario, 1, folder.resolve("a")));
        assertTrue(e.getMessage().contains("learning.inference.leak"), e::getMessage);
    }

    @Test
    void whatMakesNoChain_isRefused() {
        InvalidScenarioException e =
                assertThrows(InvalidScenarioException.class, () -> scenario("pathways.feedforward.1.from=image"));
        assertTrue(e.getMessage().contains("chain of auto-encoders"), e::getMessage);
    }
}
