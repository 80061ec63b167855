package org.tarpon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tarpon.record.RunDirectory;
import org.tarpon.report.Report;
import picocli.CommandLine.Option;

/** The page that a run leaves when it is over. */
final class RunReport {
    @Option(names = "--no-report", description = "Write no report.html at the end; report DIR does it later.")
    private boolean none;

    /**
     * Writes it. A run that is over has its result, whatever becomes of the page.
     *
     * @return where it is; empty if it is not wanted or could not be written
     */
    Optional<Path> write(RunDirectory directory, List<Path> folders, PrintWriter err) {
        if (none) {
            return Optional.empty();
        }
        try {
            Report.write(directory.root(), folders, directory.report());
            return Optional.of(directory.report());
        } catch (IOException | RuntimeException e) {
            err.println("warning: the run is over, but its report could not be written (" + e + "); try: " + Main.name()
                    + " report " + directory.root());
            return Optional.empty();
        }
    }
}
