package org.tarpon.cli;

import org.tarpon.data.DataException;
import org.tarpon.experiment.DivergedException;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code tarpon}: the entry point and the meaning of every exit code. */
@Command(
        name = "tarpon",
        description = "Event-driven simulation of stochastic binary spiking neurons that learn by target propagation.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ValidateCommand.class,
            AuditCommand.class,
            DataCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:internal error (a bug), or a file that could not be read or written",
            "2:wrong usage or invalid scenario",
            "3:an expectation was not met",
            "4:data unavailable or corrupt",
            "5:the simulation diverged",
            "130:interrupted; resume with run --resume"
        },
        footer = {"", "Begin with: tarpon run scenarios/quickstart.yaml"})
public final class Main {
    static final int DONE = 0;
    static final int INTERNAL_ERROR = 1;
    static final int USAGE = 2;
    static final int EXPECTATION_NOT_MET = 3;
    static final int NO_DATA = 4;
    static final int DIVERGED = 5;
    static final int INTERRUPTED = 130;

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(e));
        line.setParameterExceptionHandler((e, args) -> {
            CommandLine command = e.getCommandLine();
            command.getErr().println("tarpon: " + e.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
            command.getErr()
                    .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for what is allowed.");
            return USAGE;
        });
        return line;
    }

    /** Says what went wrong, to the reader and not to the programmer, and gives the exit code. */
    private static int explain(Exception e) {
        if (e instanceof InvalidScenarioException invalid) {
            for (Problem problem : invalid.problems()) {
                System.err.println(problem);
            }
            return USAGE;
        }
        if (e instanceof UsageException) {
            System.err.println("tarpon: " + e.getMessage());
            return USAGE;
        }
        if (e instanceof DataException) {
            System.err.println("tarpon: " + e.getMessage());
            return NO_DATA;
        }
        if (e instanceof DivergedException) {
            System.err.println("tarpon: " + e.getMessage());
            return DIVERGED;
        }
        if (e instanceof java.io.IOException) {
            System.err.println("tarpon: a file could not be read or written: " + Messages.of(e));
            return INTERNAL_ERROR;
        }
        System.err.println("tarpon: internal error: " + e + ". This is a bug; please report it with the scenario"
                + " and what TARPON_DEBUG=1 prints.");
        if (System.getenv("TARPON_DEBUG") != null) {
            e.printStackTrace();
        }
        return INTERNAL_ERROR;
    }

    /** The version that the jar's manifest carries. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tarpon " + (version == null ? "(not packaged)" : version)};
        }
    }
}
