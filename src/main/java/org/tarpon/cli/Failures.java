package org.tarpon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.tarpon.data.DataException;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.HostsLostException;
import org.tarpon.experiment.ImpossibleCircuitException;
import org.tarpon.experiment.TooLargeException;
import org.tarpon.extension.ExtensionException;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import org.tarpon.sweep.InvalidSweepException;
import picocli.CommandLine;

/** Says what went wrong, to the reader and not to the programmer, and gives the exit code. */
final class Failures {
    private Failures() {}

    static int explain(Throwable e, PrintWriter err) {
        if (e instanceof CommandLine.ExecutionException && e.getCause() != null) {
            return explain(e.getCause(), err);
        }
        if (e instanceof UncheckedIOException unchecked) {
            return explain(unchecked.getCause(), err);
        }
        if (e instanceof InvalidScenarioException invalid) {
            for (Problem problem : invalid.problems()) {
                err.println(problem);
            }
            return Main.USAGE;
        }
        if (e instanceof UsageException
                || e instanceof InvalidSweepException
                || e instanceof ImpossibleCircuitException
                || e instanceof TooLargeException
                || e instanceof RunDirectory.UnusableException) {
            return say(Main.USAGE, e.getMessage(), err);
        }
        if (e instanceof DataException) {
            return say(Main.NO_DATA, e.getMessage(), err);
        }
        if (e instanceof DivergedException) {
            return say(Main.DIVERGED, e.getMessage(), err);
        }
        if (e instanceof ExtensionException) {
            int code = say(Main.INTERNAL_ERROR, e.getMessage(), err);
            trace(e, err);
            return code;
        }
        if (e instanceof HostsLostException) {
            return say(Main.INTERNAL_ERROR, e.getMessage(), err);
        }
        if (e instanceof IOException io) {
            return say(Main.INTERNAL_ERROR, "a file could not be read or written: " + reason(io), err);
        }
        if (e instanceof OutOfMemoryError) {
            return say(Main.INTERNAL_ERROR, memory(e), err);
        }
        int code = say(
                Main.INTERNAL_ERROR,
                "internal error: " + e + "; this is a bug, please report it with the scenario and with what is printed"
                        + " when the environment has TARPON_DEBUG=1",
                err);
        trace(e, err);
        return code;
    }

    /** For who looks for a fault in a program, if the environment asks for it. */
    static void trace(Throwable e, PrintWriter err) {
        if (System.getenv("TARPON_DEBUG") != null) {
            e.printStackTrace(err);
        }
    }

    private static int say(int code, String message, PrintWriter err) {
        err.println("tarpon: " + message);
        return code;
    }

    private static String memory(Throwable e) {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory (" + e.getMessage() + "; the heap may take " + megabytes
                + " MB): give more with java -Xmx" + 2 * ((megabytes >> 10) + 1)
                + "g -jar …, or use smaller populations, smaller batches or fewer threads";
    }

    /** What exceptions of the platform mean, in words. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getFile() + ": " + failed.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
