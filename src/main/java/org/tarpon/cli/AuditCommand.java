package org.tarpon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        description = {
            AuditCommand.PURPOSE,
            "Of a run directory: that run. Of a scenario: a run of one epoch on at most 10 mini-batches.",
            "Of several: a table that compares them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} runs/quickstart-seed1",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --set learning.message=probability",
            "  ${COMMAND-FULL-NAME} scenarios/compare/*.yaml --markdown"
        })
final class AuditCommand implements Callable<Integer> {
    static final String PURPOSE =
            "Says which of six objections to backpropagation a run answers, measured on its wiring and traffic.";

    private static final int BATCHES = 10;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Scenarios and run directories.")
    private List<Path> paths;

    @Option(names = "--json", description = "Print the audit as one JSON document.")
    private boolean json;

    @Option(names = "--markdown", description = "Print the table of several as Markdown.")
    private boolean markdown;

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        options.threads();
        if (json && markdown) {
            throw new UsageException("--json and --markdown are two ways to print; give one");
        }
        AuditComparison comparison = new AuditComparison();
        Optional<JsonNode> audit = Optional.empty();
        for (Path path : paths) {
            audit = Files.isDirectory(path) ? Optional.of(ofDirectory(path)) : ofScenario(path);
            if (audit.isEmpty()) {
                return Main.INTERRUPTED;
            }
            comparison.add(path.toString(), audit.get());
        }
        if (markdown) {
            comparison.printMarkdown(options.out());
        } else if (json) {
            Json.print(paths.size() == 1 ? audit.orElseThrow() : comparison.json(), options.out());
        } else if (paths.size() > 1) {
            comparison.print(options.out());
        } else {
            AuditTable.print(audit.orElseThrow(), options.out());
            options.out().println();
            options.out().println("  the objections (Bengio et al. 2015, arXiv 1502.04156):");
            AuditTable.explain(audit.orElseThrow(), options.out());
        }
        return Main.DONE;
    }

    private JsonNode ofDirectory(Path path) throws IOException {
        if (options.overrides()) {
            throw new UsageException("--set and --seed are for scenarios; " + path + " is the directory of a run");
        }
        Path result = RunDirectory.open(path).result();
        if (!Files.exists(result)) {
            throw new UsageException(
                    path + " holds no result.json yet; go on with: " + Main.name() + " run --resume " + path);
        }
        try {
            JsonNode audit = new ObjectMapper().readTree(result.toFile()).path("audit");
            if (audit.isObject()) {
                return audit;
            }
        } catch (JsonProcessingException e) {
            // Told below.
        }
        throw new UsageException(result + " was altered and holds no audit; write it anew with: " + Main.name()
                + " run --resume " + path);
    }

    private Optional<JsonNode> ofScenario(Path path) throws InvalidScenarioException, IOException {
        Scenario whole = options.read(path);
        int samples = Math.min(whole.data().training(), BATCHES * whole.train().batch());
        Scenario shortened = options.read(path, "train.epochs=1", "data.training=" + samples, "evaluate.passes=1");
        return ScratchRun.of(shortened, options)
                .map(measured -> measured.result().get("audit"));
    }
}
