package org.tarpon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tarpon.analysis.SampleMean;
import org.tarpon.scenario.Problem;
import org.tarpon.sweep.Failure;
import org.tarpon.sweep.Outcome;
import org.tarpon.sweep.Plan;
import org.tarpon.sweep.SweepTable;
import picocli.CommandLine.Option;

/** How a sweep's results are shown, and what picks a setting. */
final class SweepReport {
    private static final List<String> ERRORS = List.of("validation_error", "test_error", "train_error");
    private static final String MAXIMUM = "max:";
    private static final int COLUMNS = 6;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "A column of the printed table, such as feedback_angle.hidden2-hidden1. May be given several"
                    + " times. Default: the errors; of circuits the first six. Files have all.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--best",
            paramLabel = "METRIC",
            description = "What picks a setting: the least mean, or with max:METRIC the largest. Default:"
                    + " validation_error, because an error on the test set that has picked is too low an estimate.")
    private String best; // null if not given: then nothing is picked where there is no validation

    /**
     * Refuses names that no result will have.
     *
     * @param measured by some run; empty if nothing is known of any
     */
    void check(Set<String> measured) {
        if (best != null) {
            check("--best", best.startsWith(MAXIMUM) ? best.substring(MAXIMUM.length()) : best, measured);
        }
        metrics.forEach(metric -> check("--metric", metric, measured));
    }

    private static void check(String option, String name, Set<String> measured) {
        if (!measured.isEmpty() && !measured.contains(name)) {
            throw new UsageException(Problem.unknown(option + " " + name, "metric", name, measured)
                    .toString());
        }
    }

    /** The errors of a run on one line, or the first of what it measured. */
    static String brief(Outcome outcome) {
        Map<String, Double> measured = outcome.metrics();
        return columns(measured.keySet()).stream()
                .limit(3)
                .map(metric -> metric + " " + number(metric, measured.get(metric)))
                .reduce((a, b) -> a + ", " + b)
                .orElse("done");
    }

    private static List<String> columns(Set<String> measured) {
        List<String> errors = ERRORS.stream().filter(measured::contains).toList();
        return errors.isEmpty()
                ? measured.stream()
                        .filter(metric -> !metric.equals("synaptic_events"))
                        .limit(COLUMNS)
                        .toList()
                : errors;
    }

    void print(SweepTable table, Path folder, boolean json, DataOptions options) {
        String by = best == null ? "validation_error" : best;
        String metric = by.startsWith(MAXIMUM) ? by.substring(MAXIMUM.length()) : by;
        Optional<SweepTable.Row> picked = table.best(metric, by.startsWith(MAXIMUM));
        boolean picks = best != null || table.metrics().contains(metric);
        List<String> columns = metrics.isEmpty() ? columns(table.metrics()) : metrics;
        if (metric.startsWith("test_")) {
            options.err()
                    .println("warning: " + metric + " picks, so that it is too low an estimate of the picked"
                            + " setting's; pick by validation_error");
        }
        if (json) {
            ObjectNode document = table.json();
            document.put("directory", folder.toString());
            if (picks) {
                document.put("picked_by", by);
            }
            picked.ifPresent(row -> document.put("picked", row.number()));
            Json.print(document, options.out());
            return;
        }
        PrintWriter out = options.out();
        Map<String, String> keys = Plan.shortKeys(table.tellingKeys());
        Table rows = new Table();
        rows.row(head(keys, columns));
        for (SweepTable.Row row : table.rows()) {
            rows.row(cells(row, keys, columns, picked));
        }
        rows.print(out);
        out.println();
        out.println("  "
                + picked.map(row -> "→ picked by " + metric + ": "
                                + row.setting().brief(table.tellingKeys()) + result(row, metric))
                        .orElseGet(() -> "none is picked: " + whyNone(table, metric, picks)));
        out.println("  files    " + folder);
    }

    private static String whyNone(SweepTable table, String metric, boolean picks) {
        if (table.rows().stream().allMatch(row -> row.finished() == 0)) {
            return "every run failed";
        }
        return picks
                ? "no setting has " + metric + " of all its runs"
                : "these runs have no " + metric + "; --best METRIC picks by what they have";
    }

    /** The table of all settings and metrics, the heads of its columns first. */
    static List<List<String>> rows(SweepTable table) {
        Map<String, String> keys = new LinkedHashMap<>();
        table.tellingKeys().forEach(key -> keys.put(key, key));
        List<String> columns = List.copyOf(table.metrics());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(head(keys, columns)));
        for (SweepTable.Row row : table.rows()) {
            rows.add(Stream.of(cells(row, keys, columns, Optional.empty()))
                    .map(String::strip)
                    .toList());
        }
        return rows;
    }

    private static String[] head(Map<String, String> keys, List<String> columns) {
        return Stream.of(Stream.of("setting"), keys.values().stream(), Stream.of("runs"), columns.stream())
                .flatMap(cells -> cells)
                .toArray(String[]::new);
    }

    private static String[] cells(
            SweepTable.Row row, Map<String, String> keys, List<String> columns, Optional<SweepTable.Row> picked) {
        List<String> cells = new ArrayList<>();
        cells.add((picked.filter(row::equals).isPresent() ? "→ " : "  ") + row.number());
        keys.keySet().forEach(key -> cells.add(row.setting().values().getOrDefault(key, "")));
        cells.add(row.finished() == row.runs() ? "" + row.runs() : row.finished() + " of " + row.runs());
        columns.forEach(column -> cells.add(interval(column, row.metrics().get(column))));
        return cells.toArray(String[]::new);
    }

    /** What is reported of the picked setting beside what picked it. */
    private static String result(SweepTable.Row row, String metric) {
        SampleMean test = row.metrics().get("test_error");
        return test == null || metric.equals("test_error")
                ? ""
                : "; its test_error, which picked nothing: " + interval("test_error", test);
    }

    private static String interval(String metric, SampleMean sample) {
        if (sample == null) {
            return "–";
        }
        String mean = number(metric, sample.mean());
        return sample.count() == 1 ? mean : mean + " ± " + number(metric, SweepTable.halfWidth(sample));
    }

    private static String number(String metric, double value) {
        return String.format(Locale.ROOT, metric.endsWith("_error") ? "%.2f" : "%.4g", value);
    }

    /** The exit code of the worst failure. */
    static int exitCode(List<Outcome> failed) {
        Failure.Reason worst = Arrays.stream(Failure.Reason.values())
                .filter(reason -> failed.stream()
                        .anyMatch(outcome -> outcome.failure().orElseThrow().reason() == reason))
                .findFirst()
                .orElseThrow();
        return switch (worst) {
            case INTERNAL_ERROR, CLUSTER, OUT_OF_MEMORY, FILES, EXTENSION -> Main.INTERNAL_ERROR;
            case DATA -> Main.NO_DATA;
            case DIVERGED -> Main.DIVERGED;
            case INVALID -> Main.USAGE;
        };
    }
}
