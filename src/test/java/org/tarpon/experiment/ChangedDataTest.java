package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static CircuitExperiment circuit(
            CircuitScenario scenario, int threads, RunDirectory directory, boolean goOn) throws IOException {
        return new CircuitExperiment(scenario, Optional.empty(), threads, directory, new Observer() {}, goOn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"list.csv; 1,2; 1,0", "spikes.csv; 30,2; 30,1"})
    void soIsOneLineOfAFile(String name, String line, String altered) throws IOException, InvalidScenarioException {
        Files.writeString(folder.resolve("list.csv"), "from,to\n0,1\n1,2\n");
        Files.writeString(folder.resolve("spikes.csv"), "time_ms,neuron\n30,2\n");
        Path file = Files.writeString(
                folder.resolve("circuit.yaml"),
                """
                tarpon: 1
                name: listed
                timing: {mode: asynchronous, duration: 1 s}
                populations:
                  a: {size: 3, model: glauber, tau: 10 ms, beta: 1, theta: 0}
                  b: {size: 3, model: spike-trains, file: spikes.csv}
                pathways:
                  - {from: a, to: a, connect: {type: list, file: list.csv}, weights: 0.1, delay: 1 ms}
                """);
        CircuitScenario scenario = (CircuitScenario) ScenarioReader.readStudy(file, List.of(), note -> {});
        RunDirectory directory = RunDirectory.create(folder.resolve("run"), CircuitWriter.write(scenario));
        try (CircuitExperiment run = circuit(scenario, 1, directory, false)) {
            assertTrue(run.run(() -> true).isEmpty());
        }
        Path changed = folder.resolve(name);
        String before = Files.readString(changed);
        Files.writeString(changed, before.replace(line, altered));
        String message = assertThrows(DataException.class, () -> circuit(scenario, 1, directory, true)
                        .close())
                .getMessage();
        assertTrue(message.contains("is not what it was when this run began"), message);
        Files.writeString(changed, before);
        try (CircuitExperiment run = circuit(scenario, 2, directory, true)) {
            assertEquals(
                    "listed", run.run(() -> false).orElseThrow().get("name").asText());
        }
    }
}
