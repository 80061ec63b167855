package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Experiment;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs one scenario, or goes on with an interrupted run.")
final class RunCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The scenario.")
    private Path file;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on from the last checkpoint of a run directory.")
    private Path resume;

    @Option(names = "--out", paramLabel = "DIR", description = "Run directory. Default: runs/NAME-seedN.")
    private Path out;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        if ((file == null) == (resume == null)) {
            throw new UsageException("run takes a scenario file, or --resume and the directory of an earlier run");
        }
        if (resume != null && (options.overrides() || out != null)) {
            throw new UsageException("--resume goes on with the scenario of the run as it is: --set, --seed and --out"
                    + " cannot be given with it");
        }
        options.threads();
        Optional<JsonNode> result;
        try (Narration narration = new Narration(options.quiet());
                Interruption interruption = new Interruption()) {
            result = resume == null ? start(narration, interruption) : goOn(narration, interruption);
        }
        if (result.isEmpty()) {
            return Main.INTERRUPTED;
        }
        if (json) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result.get()));
        } else {
            Summary.print(result.get(), System.out);
        }
        return Main.DONE;
    }

    private Optional<JsonNode> start(Narration narration, Interruption interruption)
            throws InvalidScenarioException, IOException {
        Scenario scenario = options.read(file);
        Dataset data = options.load(scenario, narration);
        RunDirectory directory = create(out == null ? freeFolder(scenario) : out, scenario);
        return conduct(scenario, data, directory, false, narration, interruption);
    }

    private Optional<JsonNode> goOn(Narration narration, Interruption interruption)
            throws InvalidScenarioException, IOException {
        RunDirectory directory;
        try {
            directory = RunDirectory.open(resume);
        } catch (IOException e) {
            throw new UsageException(e.getMessage());
        }
        Scenario scenario = ScenarioReader.read(directory.scenario(), List.of());
        Dataset data = options.load(scenario, narration);
        return conduct(scenario, data, directory, true, narration, interruption);
    }

    private Optional<JsonNode> conduct(
            Scenario scenario,
            Dataset data,
            RunDirectory directory,
            boolean restore,
            Narration narration,
            Interruption interruption)
            throws IOException {
        narration.say(describe(scenario) + "; " + options.threads() + " threads; " + directory.root());
        try (Experiment experiment = new Experiment(scenario, data, options.threads(), directory, narration)) {
            if (restore) {
                experiment.restore();
            }
            Optional<JsonNode> result = experiment.run(interruption);
            if (result.isEmpty()) {
                narration.say("interrupted; go on with: tarpon run --resume " + directory.root());
            }
            return result;
        }
    }

    private static RunDirectory create(Path root, Scenario scenario) {
        try {
            return RunDirectory.create(root, ScenarioWriter.write(scenario));
        } catch (IOException e) {
            throw new UsageException("the run directory cannot be made: " + Messages.of(e));
        }
    }

    private static Path freeFolder(Scenario scenario) {
        String name = scenario.name() + "-seed" + scenario.seed();
        Path folder = Path.of("runs", name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of("runs", name + "-" + i);
        }
        return folder;
    }

    private static String describe(Scenario scenario) {
        String sizes = scenario.populations().stream()
                .map(population -> Integer.toString(population.size()))
                .reduce((a, b) -> a + "-" + b)
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s: %s, %s%s, %,d training samples of %s, %d epochs, seed %d",
                scenario.name(),
                sizes,
                scenario.learning().rule().key(),
                scenario.learning()
                        .message()
                        .map(m -> " with " + m.key() + " messages")
                        .orElse(""),
                scenario.data().training(),
                scenario.data().set().key(),
                scenario.train().epochs(),
                scenario.seed());
    }
}
