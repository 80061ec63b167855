package org.tarpon.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.CircuitExperiment;
import org.tarpon.experiment.Observer;
import org.tarpon.experiment.Trial;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;

/** This process. Runs go on from their checkpoints. */
public final class LocalPlace implements Place {
    private final Datasets datasets;
    private final List<Path> folders;
    private final int threads;

    /**
     * @param folders whose files scenarios may read
     * @param threads of each run
     */
    public LocalPlace(Datasets datasets, List<Path> folders, int threads) {
        this.datasets = datasets;
        this.folders = List.copyOf(folders);
        this.threads = threads;
    }

    @Override
    public Optional<JsonNode> carryOut(RunDirectory directory, Observer observer, BooleanSupplier stop)
            throws IOException, InvalidScenarioException {
        Study study = ScenarioReader.readStudy(directory.scenario(), List.of(), folders, note -> {});
        Closeable lock = directory.lock();
        try {
            boolean goOn = directory.newestFile().isPresent();
            return study instanceof CircuitScenario circuit
                    ? simulate(circuit, directory, observer, stop, goOn)
                    : train((Scenario) study, directory, observer, stop, goOn);
        } finally {
            lock.close();
        }
    }

    private Optional<JsonNode> train(
            Scenario scenario, RunDirectory directory, Observer observer, BooleanSupplier stop, boolean goOn)
            throws IOException {
        Dataset data = datasets.load(scenario.data().set());
        try (Trial trial = Trial.of(scenario, data, threads, directory, observer)) {
            if (goOn) {
                trial.restore();
            } else {
                directory.sweep();
                if (Files.exists(directory.metrics())) {
                    // What was appended before the first checkpoint would stand there twice.
                    directory.restoreMetrics("");
                }
            }
            return trial.run(stop);
        }
    }

    private Optional<JsonNode> simulate(
            CircuitScenario circuit, RunDirectory directory, Observer observer, BooleanSupplier stop, boolean goOn)
            throws IOException {
        Optional<Dataset> data = circuit.data().map(datasets::load);
        try (CircuitExperiment experiment = new CircuitExperiment(circuit, data, threads, directory, observer, goOn)) {
            return experiment.run(stop);
        } catch (IllegalArgumentException e) {
            // What only drawing the connections can show.
            throw new InvalidSweepException(e.getMessage());
        }
    }
}
