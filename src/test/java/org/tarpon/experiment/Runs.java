package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.data.KnownDataset;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;

/** Runs of a quickstart so small that each takes a fraction of a second. */
final class Runs {
    static final Path QUICKSTART = Path.of("scenarios/quickstart.yaml");

    /** What makes the quickstart small. */
    static final List<String> TINY = List.of(
            "populations.hidden1.size=16",
            "populations.hidden2.size=12",
            "data.training=200",
            "data.validation=40",
            "train={epochs: 2, batch: 25}",
            "evaluate.passes=2");

    static final Dataset DATA = new DatasetLoader(
                    DataEnvironment.of(Optional.empty(), Map.of(), Path.of("?")), line -> {})
            .load(KnownDataset.FASHION_MNIST_MINI);

    private Runs() {}

    static Scenario tiny(String... overrides) {
        List<String> all = new ArrayList<>(TINY);
        all.addAll(List.of(overrides));
        try {
            return ScenarioReader.read(QUICKSTART, all);
        } catch (InvalidScenarioException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** One attempt to come to the end. */
    @FunctionalInterface
    private interface Attempt {
        Optional<JsonNode> go(boolean restore, BooleanSupplier stop) throws IOException;
    }

    /** From the beginning to the end. */
    static JsonNode straight(Scenario scenario, int threads, Path folder) throws IOException {
        return attempt(scenario, threads, folder).go(false, () -> false).orElseThrow();
    }

    /** From the beginning to the end. */
    static JsonNode straight(CircuitScenario scenario, int threads, Path folder) throws IOException {
        return attempt(scenario, threads, folder).go(false, () -> false).orElseThrow();
    }

    /** Stopped in passes of learning and in an evaluation, each time gone on with by another trial on another number of threads. */
    static JsonNode resumed(Scenario scenario, int threads, Path folder) throws IOException {
        return resumed(attempt(scenario, threads, folder));
    }

    /** Stopped several times, each time gone on with by another simulator. */
    static JsonNode resumed(CircuitScenario scenario, int threads, Path folder) throws IOException {
        return resumed(attempt(scenario, threads, folder));
    }

    private static JsonNode resumed(Attempt attempt) throws IOException {
        for (int patience = 1; ; patience *= 3) {
            AtomicInteger left = new AtomicInteger(patience);
            Optional<JsonNode> result = attempt.go(patience > 1, () -> left.decrementAndGet() < 0);
            if (result.isPresent()) {
                assertTrue(patience > 3, "the run was not stopped twice");
                return result.get();
            }
        }
    }

    private static Attempt attempt(Scenario scenario, int threads, Path folder) throws IOException {
        RunDirectory directory = RunDirectory.create(folder, ScenarioWriter.write(scenario));
        AtomicInteger attempts = new AtomicInteger();
        return (restore, stop) -> {
            // Whoever goes on does so with another number of threads.
            int now = 1 + (threads - 1 + 5 * attempts.getAndIncrement()) % 8;
            try (Trial experiment = Trial.of(scenario, DATA, now, directory, new Observer() {})) {
                if (restore) {
                    experiment.restore();
                }
                return experiment.run(stop);
            }
        };
    }

    private static Attempt attempt(CircuitScenario scenario, int threads, Path folder) throws IOException {
        RunDirectory directory = RunDirectory.create(folder, CircuitWriter.write(scenario));
        return (restore, stop) -> {
            try (CircuitExperiment experiment =
                    new CircuitExperiment(scenario, Optional.empty(), threads, directory, new Observer() {}, restore)) {
                return experiment.run(stop);
            }
        };
    }
}
