package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Says which objections to backpropagation a run answers, measured on its wiring and traffic.",
            "Of a run directory: that run. Of a scenario: a run of one epoch on at most 10 mini-batches."
        })
final class AuditCommand implements Callable<Integer> {
    private static final int BATCHES = 10;

    @Parameters(paramLabel = "FILE|DIR", description = "A scenario or a run directory.")
    private Path path;

    @Option(names = "--json", description = "Print the audit as one JSON document.")
    private boolean json;

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        JsonNode audit = Files.isDirectory(path) ? ofDirectory() : ofScenario();
        if (json) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(audit));
        } else {
            AuditTable.print(audit, System.out);
        }
        return Main.DONE;
    }

    private JsonNode ofDirectory() throws IOException {
        Path result = open().result();
        if (!Files.exists(result)) {
            throw new UsageException(path + " holds no result.json yet; go on with: tarpon run --resume " + path);
        }
        return new ObjectMapper().readTree(result.toFile()).get("audit");
    }

    private RunDirectory open() {
        try {
            return RunDirectory.open(path);
        } catch (IOException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private JsonNode ofScenario() throws InvalidScenarioException, IOException {
        Scenario whole = options.read(path);
        int samples = Math.min(whole.data().training(), BATCHES * whole.train().batch());
        Scenario shortened = options.read(path, "train.epochs=1", "data.training=" + samples, "evaluate.passes=1");
        return ScratchRun.of(shortened, options, new Narration(true)).get("audit");
    }
}
