package org.tarpon.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tarpon completion}. */
@Command(
        name = "completion",
        description = CompletionCommand.PURPOSE,
        footerHeading = "%nExamples:%n",
        footer = {
            "  alias tarpon='java -jar /path/to/tarpon.jar'",
            "  source <(tarpon completion)",
        })
final class CompletionCommand implements Callable<Integer> {
    static final String PURPOSE =
            "Prints a script that lets bash, and zsh after bashcompinit, complete commands and options"
                    + " of a command called tarpon.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("tarpon", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return Main.DONE;
    }
}
