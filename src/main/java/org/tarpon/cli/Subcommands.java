package org.tarpon.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, each with its line in the help of the whole program. Only those that a command line names are made: to read
 * the annotations of all, and to load what they refer to, would be half of the time in which the program starts.
 */
final class Subcommands {
    private static final String[][] ALL = {
        {"run", RunCommand.PURPOSE},
        {"check", CheckCommand.PURPOSE},
        {"validate", ValidateCommand.PURPOSE},
        {"sweep", SweepCommand.PURPOSE},
        {"report", ReportCommand.PURPOSE},
        {"audit", AuditCommand.PURPOSE},
        {"diff", DiffCommand.PURPOSE},
        {"export", ExportCommand.PURPOSE},
        {"data", DataCommand.PURPOSE},
        {"init", InitCommand.PURPOSE},
        {"completion", CompletionCommand.PURPOSE},
        {"help", "Display help information about the specified command."}
    };

    private Subcommands() {}

    private static Object make(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "check" -> new CheckCommand();
            case "validate" -> new ValidateCommand();
            case "sweep" -> new SweepCommand();
            case "report" -> new ReportCommand();
            case "audit" -> new AuditCommand();
            case "diff" -> new DiffCommand();
            case "export" -> new ExportCommand();
            case "data" -> new DataCommand();
            case "init" -> new InitCommand();
            case "completion" -> new CompletionCommand();
            case "help" -> new CommandLine.HelpCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    static void addTo(CommandLine line, String[] args) {
        List<String> named = Arrays.asList(args);
        // What completes a command line knows the options of all.
        boolean all = named.contains("completion");
        for (String[] command : ALL) {
            if (all || named.contains(command[0])) {
                line.addSubcommand(command[0], make(command[0]));
            } else {
                CommandSpec stub = CommandSpec.create();
                stub.usageMessage().description(command[1]);
                line.addSubcommand(command[0], stub);
            }
        }
    }
}
