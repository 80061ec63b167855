package org.tarpon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tarpon.experiment.Capacity;
import org.tarpon.experiment.Estimate;
import org.tarpon.experiment.TooLargeException;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.ScenarioFiles;
import org.tarpon.scenario.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon validate}. */
@Command(
        name = "validate",
        description = {
            ValidateCommand.PURPOSE,
            "Runs nothing and needs no data.",
            "With --estimate, says what a run would take, and refuses what cannot fit."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} scenarios scenarios/paper",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --set learning.message=probability",
            "  ${COMMAND-FULL-NAME} --estimate scenarios/mnist.yaml"
        })
final class ValidateCommand implements Callable<Integer> {
    static final String PURPOSE =
            "Reads scenarios and reports every mistake as file:line:column, what is wrong, and what is allowed.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReadOptions options;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Scenarios, or folders: all *.yaml directly in them, not in folders inside.")
    private List<Path> paths;

    @Option(
            names = "--estimate",
            description = "Estimate memory, disk and time of a run, for the heap of this Java and the present folder.")
    private boolean estimate;

    @Option(names = "--json", description = "Print the estimates as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (json && !estimate) {
            throw new UsageException("--json is for --estimate: without it there is nothing to print but a verdict");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ArrayNode estimates = JsonNodeFactory.instance.arrayNode();
        int code = Main.DONE;
        for (Path file : files()) {
            try {
                Study study = options.readStudy(file);
                if (!json) {
                    out.println(file + ": valid");
                }
                if (estimate) {
                    estimates.add(tell(file, study, out));
                    Capacity.check(study, Path.of(""));
                }
            } catch (InvalidScenarioException | TooLargeException e) {
                code = Failures.explain(e, err);
            }
        }
        if (json) {
            Json.print(estimates, out);
        }
        return code;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            List<Path> meant = ScenarioFiles.of(path);
            if (meant.isEmpty()) {
                throw new UsageException(path + " holds no scenario (*.yaml directly in it)");
            }
            files.addAll(meant);
        }
        return files;
    }

    private ObjectNode tell(Path file, Study study, PrintWriter out) {
        Estimate of = Estimate.of(study);
        if (!json) {
            Preflight.print(of, out);
        }
        return Preflight.json(file, of);
    }
}
