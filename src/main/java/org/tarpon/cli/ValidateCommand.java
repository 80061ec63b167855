package org.tarpon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tarpon.scenario.InvalidScenarioException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon validate}. */
@Command(
        name = "validate",
        description = {ValidateCommand.PURPOSE, "Runs nothing and needs no data."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} scenarios/*.yaml scenarios/paper/*.yaml",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --set learning.message=probability"
        })
final class ValidateCommand implements Callable<Integer> {
    static final String PURPOSE =
            "Reads scenarios and reports every mistake as file:line:column, what is wrong, and what is allowed.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReadOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenarios.")
    private List<Path> files;

    @Override
    public Integer call() {
        int code = Main.DONE;
        for (Path file : files) {
            try {
                options.readStudy(file);
                spec.commandLine().getOut().println(file + ": valid");
            } catch (InvalidScenarioException e) {
                code = Failures.explain(e, spec.commandLine().getErr());
            }
        }
        return code;
    }
}
