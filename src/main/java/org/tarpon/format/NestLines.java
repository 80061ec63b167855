package org.tarpon.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Spikes as NEST 3 records them to ASCII files: two comments, a line that names the columns, and then a line for each spike
 * with the sender and the time in milliseconds. Senders are counted from 1, as NEST's nodes are; spikes need not be in order.
 */
public final class NestLines {
    /** Which node is neuron 0 unless somebody says otherwise. */
    public static final int FIRST_SENDER = 1;

    private static final String COLUMNS = "sender\ttime_ms";
    private static final String STEPS = "sender\ttime_step\ttime_offset";
    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    private NestLines() {}

    /** The lines before the first spike. */
    public static String header() {
        String version = NestLines.class.getPackage().getImplementationVersion();
        return "# NEST version: none, written by Tarpon" + (version == null ? "" : " " + version) + "\n"
                + "# RecordingBackendASCII version: 2\n" + COLUMNS + "\n";
    }

    /** Appends the line of one spike, its time with all six digits of a nanosecond. */
    public static void append(StringBuilder lines, long nanos, int neuron) {
        lines.append((long) neuron + FIRST_SENDER).append('\t').append(nanos / NANOS_PER_MILLISECOND);
        String fraction = String.valueOf(NANOS_PER_MILLISECOND + nanos % NANOS_PER_MILLISECOND);
        lines.append('.').append(fraction, 1, fraction.length()).append('\n');
    }

    static SpikeList read(Path file, SpikeFile.Wanted wanted) throws IOException {
        SpikeList spikes = new SpikeList();
        try (CsvLines lines = new CsvLines(file)) {
            String line = lines.next();
            while (line != null && (line.startsWith("#") || line.isBlank())) {
                line = lines.next();
            }
            if (!COLUMNS.equals(line)) {
                throw new IllegalArgumentException(lines.where() + ":1: the columns must be `sender` and `time_ms`"
                        + (STEPS.equals(line)
                                ? "; record again with `time_in_steps` false"
                                : line == null ? "; the file ends here" : ", not " + CsvLines.shown(line)));
            }
            if (!wanted.population().isEmpty()) {
                throw new IllegalArgumentException(
                        lines.where() + ":1: a file of NEST has no populations from which `of` could choose");
            }
            for (line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    String[] cells = BLANKS.split(line.strip(), -1);
                    Cells at = new Cells(lines.where(), line);
                    at.count(cells, 2);
                    int neuron = at.neuron(cells[0], wanted);
                    long time = at.milliseconds(cells[1]);
                    at.add(spikes, time, neuron);
                }
            }
        }
        return spikes;
    }

    /** What is wrong with a line, with the column of the cell. */
    private record Cells(String where, String line) {
        void count(String[] cells, int announced) {
            if (cells.length != announced) {
                throw wrong("", cells.length + " values where the columns are " + announced);
            }
        }

        int neuron(String cell, SpikeFile.Wanted wanted) {
            int first = wanted.firstSender();
            long sender = SpikeFile.whole(cell, Long.MAX_VALUE);
            if (sender < first || sender - first >= wanted.size()) {
                throw wrong(
                        cell,
                        "the senders of " + wanted.size() + " neurons are " + first + " to "
                                + (first + wanted.size() - 1L) + ", not " + CsvLines.shown(cell)
                                + "; if they were counted otherwise, say with `first-sender` which node is neuron 0");
            }
            return (int) (sender - first);
        }

        long milliseconds(String cell) {
            long time = SpikeFile.milliseconds(cell);
            if (time < 0) {
                throw wrong(cell, "time_ms must be a number from 0 to 1000000000, not " + CsvLines.shown(cell));
            }
            return time;
        }

        void add(SpikeList spikes, long time, int neuron) {
            try {
                spikes.add(time, neuron);
            } catch (IllegalArgumentException e) {
                throw wrong("", e.getMessage());
            }
        }

        private IllegalArgumentException wrong(String cell, String what) {
            return new IllegalArgumentException(where + ":" + (line.indexOf(cell) + 1) + ": " + what);
        }
    }
}
