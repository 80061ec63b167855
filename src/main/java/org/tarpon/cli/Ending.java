package org.tarpon.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.tarpon.record.RunDirectory;

/** Tells of a run that did not come to its end what is kept of it, and how to go on. */
final class Ending {
    private final RunDirectory directory;
    private final ScenarioOptions options;
    private final List<Path> files;

    /** @param files that the scenario names */
    Ending(RunDirectory directory, ScenarioOptions options, List<Path> files) {
        this.files = files;
        this.directory = directory;
        this.options = options;
    }

    /** After a signal; returns the exit code. */
    int interrupted() {
        options.err().println("interrupted; " + kept() + "; go on with:");
        options.err().println("  " + resumption());
        return Main.INTERRUPTED;
    }

    /** After something went wrong; returns the exit code. */
    int failed(Throwable e) {
        PrintWriter err = options.err();
        int code = Failures.explain(e, err);
        err.println(kept());
        if (code == Main.INTERNAL_ERROR) {
            err.println("when that is mended, go on with: " + resumption());
        }
        return code;
    }

    private String kept() {
        return directory
                .newestFile()
                .map(file -> "the last good checkpoint is " + file)
                .orElse("there is no checkpoint yet, so nothing is kept");
    }

    private String resumption() {
        return Main.name() + " run --resume " + quote(directory.root())
                + options.data().map(data -> " --data " + quote(data)).orElse("")
                + files.stream()
                        .map(file -> " --files " + quote(file.getParent()))
                        .distinct()
                        .collect(Collectors.joining());
    }

    /** A path as a shell takes it. */
    static String quote(Path path) {
        String text = path.toString();
        return text.matches("[\\w./+@:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
