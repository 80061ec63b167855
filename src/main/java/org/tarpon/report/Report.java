package org.tarpon.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.RunDirectory;

/** Writes the page of a run, or one that compares several. */
public final class Report {
    /** What stands in the first lines of every page, and of no other file. */
    public static final String MARK = "<meta name=\"generator\" content=\"Tarpon report\">";

    private static final List<Section> SECTIONS = List.of(
            new LearningSection(),
            new FeedbackSection(),
            new ActivitySection(),
            new PresentationSection(),
            new FieldsSection(),
            new AnswersSection(),
            new PicturesSection(),
            new CircuitSection(),
            new SpikesSection(),
            new AuditSection(),
            new TrafficSection(),
            new ReproductionSection(),
            new MachineSection());

    private Report() {}

    /**
     * Writes the page of one run, whatever there is of it so far: what its directory lacks, the page says.
     *
     * @param run its directory
     * @param folders whose files the scenario may name
     * @param file the page; is replaced
     * @throws RunDirectory.UnusableException if it is no directory of a run
     * @throws IOException if a file cannot be read or written
     */
    public static void write(Path run, List<Path> folders, Path file) throws IOException {
        RunFiles files = RunFiles.read(run, folders);
        Page page = new Page(files.name());
        new Overview().write(files, page.header());
        for (Section section : SECTIONS) {
            page.add(section, files);
        }
        page.missing(files.missing());
        AtomicFile.write(file, page.html());
    }

    /**
     * Writes a page that compares runs.
     *
     * @param runs their directories, at least two
     * @throws RunDirectory.UnusableException if one is no directory of a run
     * @throws IOException if a file cannot be read or written
     */
    public static void compare(List<Path> runs, List<Path> folders, Path file) throws IOException {
        compare(runs, folders, List.of(), file);
    }

    /**
     * Writes a page that compares runs, and begins with a table of what they are runs of.
     *
     * @param runs their directories, at least one
     * @param settings rows of text, the heads of the columns first; empty for no table
     * @throws RunDirectory.UnusableException if one is no directory of a run
     * @throws IOException if a file cannot be read or written
     */
    public static void compare(List<Path> runs, List<Path> folders, List<List<String>> settings, Path file)
            throws IOException {
        List<RunFiles> files = new ArrayList<>();
        for (Path run : runs) {
            files.add(RunFiles.read(run, folders));
        }
        AtomicFile.write(file, new ComparisonPage(files, settings).html());
    }
}
