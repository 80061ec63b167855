package org.tarpon.cli;

import java.util.concurrent.Callable;
import org.tarpon.scenario.ScenarioSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tarpon schema}. */
@Command(
        name = "schema",
        description = SchemaCommand.PURPOSE,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} > tarpon.schema.json",
            "",
            "An editor with a YAML language server checks and completes a scenario whose",
            "first line is:",
            "  # yaml-language-server: $$schema=tarpon.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    static final String PURPOSE = "Prints a JSON Schema of scenarios, with which editors check and complete them.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Json.print(ScenarioSchema.forEditors(), spec.commandLine().getOut());
        return Main.DONE;
    }
}
