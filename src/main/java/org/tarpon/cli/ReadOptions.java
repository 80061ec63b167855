package org.tarpon.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
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
        return readStudy(
                file, List.of(more), note -> spec.commandLine().getErr().println("note: " + note));
    }

    /** As {@link #readStudy(Path, String...)}; {@code notes} is told of keys that are right but have no effect. */
    Study readStudy(Path file, List<String> more, Consumer<Problem> notes) throws InvalidScenarioException {
        List<String> all = settings();
        all.addAll(more);
        return ScenarioReader.readStudy(file, all, folders(), notes);
    }

    /** Where the expectations of a scenario stand. */
    ExpectSource expectSource(Path file) throws InvalidScenarioException {
        return ExpectSource.read(file, settings());
    }

    /** What the command line sets, as {@code --set} takes it. */
    List<String> settings() {
        List<String> all = new ArrayList<>(overrides);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        return all;
    }

    /** Reads the scenario of a run directory as it is, whatever the command line sets. */
    Study readStored(Path file) throws InvalidScenarioException {
        return ScenarioReader.readStudy(file, List.of(), folders(), note -> {});
    }
}
