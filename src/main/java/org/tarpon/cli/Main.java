package org.tarpon.cli;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code tarpon}: the entry point and the meaning of every exit code. */
@Command(
        name = "tarpon",
        description = "Event-driven simulation of stochastic binary spiking neurons that learn by target propagation.",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:internal error (a bug), or a file that could not be read or written",
            "2:wrong usage or invalid scenario",
            "3:an expectation was not met; runs differ (diff)",
            "4:data unavailable or corrupt",
            "5:the simulation diverged",
            "130:interrupted; resume with run --resume"
        },
        footerHeading = "%nBegin with:%n",
        footer = {
            "  ${COMMAND-NAME} run scenarios/quickstart.yaml",
            "  ${COMMAND-NAME} help run",
            "",
            "Environment: TARPON_DATA is a folder for --data; XDG_CACHE_HOME says where data sets are kept;"
                    + " NO_COLOR or TERM=dumb shows neither colour nor progress bar; TARPON_DEBUG=1 adds the stack"
                    + " trace to an internal error."
        })
public final class Main {
    static final int DONE = 0;
    static final int INTERNAL_ERROR = 1;
    static final int USAGE = 2;
    static final int EXPECTATION_NOT_MET = 3;
    static final int NO_DATA = 4;
    static final int DIVERGED = 5;
    static final int INTERRUPTED = 130;

    @Mixin
    private HelpOption help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        // UTF-8 whatever the locale: results are for other programs too, and JSON is UTF-8.
        System.exit(run(args, writer(FileDescriptor.out), writer(FileDescriptor.err)));
    }

    private static PrintWriter writer(FileDescriptor file) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8), true);
    }

    /** Runs a command and gives its exit code. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        int code;
        try {
            code = commandLine(args, out, err).execute(args);
        } catch (Error e) {
            code = Failures.explain(e, err);
        }
        if (out.checkError() && code == DONE) {
            err.println("tarpon: standard output was closed or full before all was written");
            return INTERNAL_ERROR;
        }
        return code;
    }

    private static CommandLine commandLine(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Main());
        Subcommands.addTo(line, args);
        line.setCommandName(name());
        line.setOut(out);
        line.setErr(err);
        line.setUsageHelpAutoWidth(true);
        for (Class<Integer> type : List.of(int.class, Integer.class)) {
            line.registerConverter(type, text -> wholeNumber(text, Integer::valueOf));
        }
        for (Class<Long> type : List.of(long.class, Long.class)) {
            line.registerConverter(type, text -> wholeNumber(text, Long::valueOf));
        }
        line.setExecutionExceptionHandler((e, command, parsed) -> Failures.explain(e, command.getErr()));
        line.setParameterExceptionHandler(Main::explainUsage);
        return line;
    }

    /** How this program is called here, so that what messages tell to type can be typed; {@code bin/tarpon} says it of itself. */
    static String name() {
        String launcher = System.getProperty("tarpon.name");
        if (launcher != null) {
            return launcher;
        }
        String classPath = System.getProperty("java.class.path", "");
        boolean jar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return jar ? "java -jar " + classPath : "tarpon";
    }

    private static <T> T wholeNumber(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number, or too large a one");
        }
    }

    private static int explainUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (args.length == 0) {
            command.usage(err);
            return USAGE;
        }
        boolean noSuchCommand = command.getParent() == null
                && e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption();
        err.println("tarpon: " + (noSuchCommand ? "there is no command '" + args[0] + "'" : e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for what is allowed.");
        return USAGE;
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
