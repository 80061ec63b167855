package org.tarpon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Observer;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;
import picocli.CommandLine.Mixin;

/** Options of every command that runs scenarios. */
final class ScenarioOptions extends WorkOptions {
    @Mixin
    private ReadOptions reading;

    boolean overrides() {
        return reading.overrides();
    }

    /** Folders whose files scenarios may name. */
    List<Path> folders() {
        return reading.folders();
    }

    /** Reads a scenario with what the command line sets, and then with what a command itself sets. */
    Scenario read(Path file, String... more) throws InvalidScenarioException {
        return reading.read(file, more);
    }

    /** Reads a scenario of any kind. */
    Study readStudy(Path file) throws InvalidScenarioException {
        return reading.readStudy(file);
    }

    /** Where the expectations of a scenario stand in its file. */
    ExpectSource expectSource(Path file) throws InvalidScenarioException {
        return reading.expectSource(file);
    }

    /** Reads the scenario of a run directory as it is, whatever the command line sets. */
    Study readStored(Path file) throws InvalidScenarioException {
        return reading.readStored(file);
    }

    /** Loads the data of a scenario, fetching it if it must. */
    Dataset load(Scenario scenario, Observer observer) {
        Dataset data = load(scenario.data().set(), observer);
        check(scenario, data);
        return data;
    }

    /** A data set that is not verified may be a part of what was published. */
    private static void check(Scenario scenario, Dataset data) {
        int learned = scenario.data().training() + scenario.data().validation();
        int shown = scenario.record()
                .spikes()
                .map(spikes -> spikes.lastSample() + 1)
                .orElse(1);
        if (data.training().count() < learned || data.test().count() < shown) {
            throw new DataException("there are " + data.training().count() + " training and "
                    + data.test().count() + " test samples of " + data.name() + " here; the scenario needs " + learned
                    + " and " + shown
                    + ": set data.training, data.validation and record.spikes.samples to fewer, or get"
                    + " the whole data set");
        }
    }

    /** Loads the data of a scenario of any kind, if it uses any. */
    Optional<Dataset> load(Study study, Observer observer) {
        return study instanceof CircuitScenario circuit
                ? load(circuit, observer)
                : Optional.of(load((Scenario) study, observer));
    }

    /** Loads the data of a circuit that shows images. */
    Optional<Dataset> load(CircuitScenario scenario, Observer observer) {
        return scenario.data().map(set -> load(set, observer));
    }
}
