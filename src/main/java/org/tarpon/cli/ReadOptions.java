package org.tarpon.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that reads scenarios. */
final class ReadOptions extends FolderOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            completionCandidates = SetKeys.class,
            description = "Set a key of the scenario, addressed by dots; elements of lists by number from 0."
                    + " May be given several times.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
    private Long seed;

    boolean overrides() {
        return seed != null || !overrides.isEmpty();
    }

    /**
     * Reads a scenario that learns, with what the command line sets, and then with what a command itself sets.
     *
     * @throws UsageException if it does not learn
     */
    Scenario read(Path file, String... more) throws InvalidScenarioException {
        if (readStudy(file, more) instanceof Scenario scenario) {
            return scenario;
        }
        throw new UsageException(file + " is a circuit that does not learn, of which there is nothing to audit; run,"
                + " check and validate take it");
    }

    /** Reads a scenario of any kind, with what the command line sets, and then with what a command itself sets. */
    Study readStudy(Path file, String... more) throws InvalidScenarioException {
        List<String> all = new ArrayList<>(overrides);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        all.addAll(List.of(more));
        return ScenarioReader.readStudy(
                file, all, folders(), note -> spec.commandLine().getErr().println("note: " + note));
    }

    /** Reads the scenario of a run directory as it is, whatever the command line sets. */
    Study readStored(Path file) throws InvalidScenarioException {
        return ScenarioReader.readStudy(file, List.of(), folders(), note -> {});
    }
}
