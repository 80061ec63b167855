package org.tarpon.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import picocli.CommandLine.Option;

/** Options of every command that runs scenarios. */
final class ScenarioOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a key of the scenario, addressed by dots: --set train.epochs=3.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
    private Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads; changes no result. Default: all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with data sets, DIR/mnist/train-images-idx3-ubyte[.gz] and so on.")
    private Path data;

    @Option(names = "--quiet", description = "No progress and no narration.")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    boolean overrides() {
        return seed != null || !overrides.isEmpty();
    }

    int threads() {
        if (threads < 1 || threads > 1024) {
            throw new UsageException("--threads takes a number from 1 to 1024, not " + threads);
        }
        return threads;
    }

    /** Reads a scenario with what the command line sets, and then with what a command itself sets. */
    Scenario read(Path file, String... more) throws InvalidScenarioException {
        List<String> all = new ArrayList<>(overrides);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        all.addAll(List.of(more));
        return ScenarioReader.read(file, all);
    }

    /** Loads the data of a scenario, fetching it if it must. */
    Dataset load(Scenario scenario, Narration narration) {
        return new DatasetLoader(DataEnvironment.ofThisProcess(Optional.ofNullable(data)), narration::say)
                .load(scenario.data().set());
    }
}
