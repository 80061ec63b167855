package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.circuit.Circuit;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;
import org.tarpon.scenario.Stimulus;
import org.tarpon.scenario.Study;

/** Holds estimates to what is there: the heap in use after collections, with a run that has shown its first batch. */
class EstimateTest {
    private static final double FACTOR = 1.5;

    @TempDir
    private Path folder;

    private static Study study(String file, String... overrides) throws Exception {
        List<String> all = new ArrayList<>(List.of(overrides));
        return ScenarioReader.readStudy(Path.of("scenarios", file), all, note -> {});
    }

    /** Threads of small circuits would do little but wait for each other. */
    @Test
    void threadsAreAsManyAsHaveEnoughToDo() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        assertEquals(processors, Undertaking.threads(study("quickstart.yaml"), 0));
        assertEquals(1, Undertaking.threads(study("async/image-rates.yaml"), 0));
        assertEquals(7, Undertaking.threads(study("async/image-rates.yaml"), 7));
        String network = "async/balanced-network.yaml";
        String slow = "pathways.3.delay=1 us";
        assertEquals(Math.min(2, processors), Undertaking.threads(study(network), 0), "as in docs/benchmarks.md");
        assertEquals(1, Undertaking.threads(study(network, slow), 0));
        String larger = "pathways.0.connect={type: fixed-in-degree, degree: 8000, self: true}";
        assertEquals(Math.min(9, processors), Undertaking.threads(study(network, larger), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "quickstart.yaml,1000",
        "convolution-relu.yaml,50",
        "auto-encoder-quickstart.yaml,500",
        "async/dtp-quickstart.yaml,500",
        "compare/message-passing.yaml,10",
        "paper/lee2015-deep-dtp.yaml,100"
    })
    void memoryIsAsEstimated(String file, int batch) throws Exception {
        Scenario scenario = (Scenario) study(
                file,
                "data.set=fashion-mnist-mini",
                "data.validation=1000",
                "data.training=1000",
                "train.batch=" + batch);
        long before = used();
        Dataset data = new DatasetLoader(DataEnvironment.ofThisProcess(Optional.empty()), note -> {})
                .load(scenario.data().set());
        RunDirectory directory = RunDirectory.create(folder, ScenarioWriter.write(scenario));
        try (Trial trial = Trial.of(scenario, data, 1, directory, new Observer() {})) {
            assertEquals(Optional.empty(), trial.run(() -> true));
            check(Estimate.of(scenario).memoryBytes(), used() - before);
            // Both are in use up to here.
            assertTrue(data.training().count() > 0);
        }
    }

    @Test
    void memoryOfACircuitIsAsEstimated() throws Exception {
        CircuitScenario scenario = (CircuitScenario) study("async/balanced-network.yaml");
        long before = used();
        Circuit circuit = scenario.circuit(Stimulus.NO_PICTURES);
        try (AsynchronousSimulator simulator = new AsynchronousSimulator(circuit, 1, 1, List.of())) {
            simulator.runUntil(1_000_000);
            check(Estimate.of(scenario).memoryBytes(), used() - before);
        }
    }

    @Test
    void checkpointsTakeWhatIsEstimated() throws Exception {
        Scenario scenario = (Scenario)
                study("quickstart.yaml", "data.training=100", "train.batch=100", "train.epochs=1", "evaluate.passes=1");
        Dataset data = new DatasetLoader(DataEnvironment.ofThisProcess(Optional.empty()), note -> {})
                .load(scenario.data().set());
        RunDirectory directory = RunDirectory.create(folder, ScenarioWriter.write(scenario));
        try (Trial trial = Trial.of(scenario, data, 1, directory, new Observer() {})) {
            assertTrue(trial.run(() -> false).isPresent());
        }
        double bytes = Files.size(directory.newestFile().orElseThrow());
        double estimated = Estimate.of(scenario).disk().get(0).bytes();
        assertEquals(1, estimated / bytes, 0.05);
    }

    private static void check(double estimated, double used) {
        assertTrue(
                estimated < FACTOR * used && used < FACTOR * estimated,
                () -> String.format("estimated %.1f MB, used %.1f MB", estimated / 1e6, used / 1e6));
    }

    private static long used() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
