package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetFile;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;

/** A run does not go on with other data than it was begun with. */
class ChangedDataTest {
    @TempDir
    private Path folder;

    @Test
    void oneFileIsEnough() throws IOException {
        Scenario scenario = Runs.tiny("train={epochs: 1, batch: 25}");
        RunDirectory directory = RunDirectory.create(folder.resolve("run"), ScenarioWriter.write(scenario));
        AtomicInteger batches = new AtomicInteger();
        try (Trial trial = Trial.of(scenario, Runs.DATA, 1, directory, new Observer() {})) {
            assertTrue(trial.run(() -> batches.incrementAndGet() > 2).isEmpty());
        }
        Map<DatasetFile, String> digests = new TreeMap<>(Runs.DATA.digests());
        digests.put(DatasetFile.TEST_LABELS, "0".repeat(64));
        Dataset changed =
                new Dataset(Runs.DATA.name(), Runs.DATA.training(), Runs.DATA.test(), Runs.DATA.classes(), digests);
        try (Trial trial = Trial.of(scenario, changed, 1, directory, new Observer() {})) {
            String message = assertThrows(DataException.class, trial::restore).getMessage();
            assertTrue(message.contains("is not what it was when this run began"), message);
        }
        try (Trial trial = Trial.of(scenario, Runs.DATA, 1, directory, new Observer() {})) {
            trial.restore();
            assertTrue(trial.run(() -> false).isPresent(), "with the data of then it goes on");
        }
    }

    @Test
    void soIsOneConnection() throws IOException, InvalidScenarioException {
        Path list = Files.writeString(folder.resolve("list.csv"), "from,to\n0,1\n1,2\n");
        Path file = Files.writeString(
                folder.resolve("circuit.yaml"),
                """
                tarpon: 1
                name: listed
                timing: {mode: asynchronous, duration: 1 s}
                populations:
                  a: {size: 3, model: glauber, tau: 10 ms, beta: 1, theta: 0}
                pathways:
                  - {from: a, to: a, connect: {type: list, file: list.csv}, weights: 0.1, delay: 1 ms}
                """);
        CircuitScenario scenario = (CircuitScenario) ScenarioReader.readStudy(file, List.of(), note -> {});
        RunDirectory directory = RunDirectory.create(folder.resolve("run"), CircuitWriter.write(scenario));
        try (CircuitExperiment run = new CircuitExperiment(scenario, 1, directory, new Observer() {}, false)) {
            assertTrue(run.run(() -> true).isEmpty());
        }
        Files.writeString(list, "from,to\n0,1\n1,0\n");
        String message = assertThrows(
                        DataException.class,
                        () -> new CircuitExperiment(scenario, 1, directory, new Observer() {}, true).close())
                .getMessage();
        assertTrue(message.contains("a list of connections is not what it was"), message);
        Files.writeString(list, "from,to\n0,1\n1,2\n");
        try (CircuitExperiment run = new CircuitExperiment(scenario, 2, directory, new Observer() {}, true)) {
            assertEquals(
                    "listed", run.run(() -> false).orElseThrow().get("name").asText());
        }
    }
}
