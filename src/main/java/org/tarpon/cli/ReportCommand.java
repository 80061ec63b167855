package org.tarpon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tarpon.record.RunDirectory;
import org.tarpon.report.Report;
import org.tarpon.sweep.Outcome;
import org.tarpon.sweep.SweepDirectory;
import org.tarpon.sweep.SweepTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon report}. */
@Command(
        name = "report",
        description = {
            ReportCommand.PURPOSE,
            "Of one run: report.html in its directory, also of a run that is not over.",
            "Of several: report.html here, with their curves over each other and tables of what differs.",
            "Of a sweep: report.html in its folder, such a page of the runs that came to their end, with the table of settings."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} runs/quickstart-seed1",
            "  ${COMMAND-FULL-NAME} runs/quickstart-seed1 runs/quickstart-seed2 \\",
            "      --out compared.html",
            "  ${COMMAND-FULL-NAME} sweeps/quickstart"
        })
final class ReportCommand implements Callable<Integer> {
    static final String PURPOSE = "Writes a page on a run, or one that compares several.";

    /** Bytes in which a page of ours says that it is one. */
    private static final int HEAD = 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Directories of runs, or the folder of one sweep.")
    private List<Path> runs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the page goes. A report that is there is replaced, another file is not.")
    private Path out;

    @Mixin
    private FolderOptions reading;

    @Override
    public Integer call() throws IOException {
        Path file = out != null
                ? out
                : runs.size() > 1 ? Path.of("report.html") : runs.get(0).resolve("report.html");
        boolean sweep = runs.size() == 1 && SweepDirectory.isOne(runs.get(0));
        if (!sweep) {
            for (Path run : runs) {
                RunDirectory.open(run);
            }
        }
        if (Files.isDirectory(file) || Files.exists(file) && !isReport(file)) {
            throw new UsageException(file + " is there and is no report; give another file with --out");
        }
        OutputFile.check("--out", file);
        if (sweep) {
            compare(SweepDirectory.open(runs.get(0)), file);
        } else if (runs.size() == 1) {
            Report.write(runs.get(0), reading.folders(), file);
        } else {
            Report.compare(runs, reading.folders(), file);
        }
        spec.commandLine().getOut().println(file);
        return Main.DONE;
    }

    private void compare(SweepDirectory sweep, Path file) throws IOException {
        List<Outcome> outcomes = sweep.outcomes(false);
        List<Path> finished = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.result().isPresent()) {
                finished.add(sweep.directory(outcome.run()).root());
            }
        }
        if (finished.isEmpty()) {
            throw new UsageException("no run of the sweep in " + sweep.root() + " has come to its end yet");
        }
        Report.compare(finished, reading.folders(), SweepReport.rows(new SweepTable(outcomes)), file);
    }

    private static boolean isReport(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(Report.MARK);
        }
    }
}
