package org.tarpon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Observer;
import org.tarpon.experiment.Undertaking;
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

    /** Loads the data of a scenario, if it uses any, fetching them if it must. */
    Optional<Dataset> load(Study study, Observer observer) {
        return Undertaking.load(study, set -> load(set, observer));
    }
}
