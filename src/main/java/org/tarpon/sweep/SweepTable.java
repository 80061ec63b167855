package org.tarpon.sweep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tarpon.analysis.SampleMean;
import org.tarpon.record.AtomicFile;

/** What came of a sweep: a row for each run, and for each setting the mean over its repeats. */
public final class SweepTable {
    private final List<Outcome> outcomes;
    private final Map<Setting, List<Outcome>> bySetting = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> keys;
    private final Set<String> metrics = new LinkedHashSet<>();

    /** How often a mean and its half-width hold the true mean. */
    private static final double CONFIDENCE = 0.95;
    /** The key by which a list names its settings. */
    private static final String NAME = "name";

    /**
     * One setting.
     *
     * @param number from 1
     * @param metrics over those of its runs that came to their end
     */
    public record Row(int number, Setting setting, int runs, int finished, Map<String, SampleMean> metrics) {
        /** Whether it can be picked: of one whose runs failed now and then only the lucky ones would count. */
        boolean isWhole() {
            return finished == runs;
        }
    }

    /** Of the confidence interval of a mean over independent repeats; NaN of a single one. */
    public static double halfWidth(SampleMean mean) {
        return mean.margin((1 + CONFIDENCE) / 2);
    }

    /** @param outcomes of all runs, in their order */
    public SweepTable(List<Outcome> outcomes) {
        this.outcomes = outcomes;
        this.keys = Plan.keys(outcomes.stream().map(Outcome::run).toList());
        for (Outcome outcome : outcomes) {
            bySetting
                    .computeIfAbsent(outcome.run().setting(), setting -> new ArrayList<>())
                    .add(outcome);
            metrics.addAll(outcome.metrics().keySet());
        }
        bySetting.forEach((setting, repeats) -> rows.add(row(setting, repeats)));
    }

    private Row row(Setting setting, List<Outcome> repeats) {
        List<Map<String, Double>> measured = repeats.stream()
                .filter(outcome -> outcome.result().isPresent())
                .map(Outcome::metrics)
                .toList();
        Map<String, SampleMean> means = new LinkedHashMap<>();
        for (String metric : metrics) {
            List<Double> values = measured.stream()
                    .map(one -> one.get(metric))
                    .filter(value -> value != null)
                    .toList();
            if (!values.isEmpty()) {
                means.put(
                        metric,
                        SampleMean.of(
                                values.stream().mapToDouble(Double::doubleValue).toArray()));
            }
        }
        return new Row(rows.size() + 1, setting, repeats.size(), measured.size(), means);
    }

    public List<Row> rows() {
        return rows;
    }

    /** The keys that the sweep varies. */
    public Set<String> keys() {
        return keys;
    }

    /** The keys by which a reader tells settings apart: where all are named, without those whose values follow from the name. */
    public Set<String> tellingKeys() {
        boolean allAreNamed =
                bySetting.keySet().stream().allMatch(setting -> setting.values().containsKey(NAME));
        return keys.stream()
                .filter(key -> !allAreNamed || key.equals(NAME) || !followsFromName(key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean followsFromName(String key) {
        Map<String, String> byName = new HashMap<>();
        return bySetting.keySet().stream().allMatch(setting -> {
            String value = setting.values().getOrDefault(key, "");
            return byName.computeIfAbsent(setting.values().get(NAME), name -> value)
                    .equals(value);
        });
    }

    /** All that some run measured. */
    public Set<String> metrics() {
        return metrics;
    }

    public List<Outcome> failed() {
        return outcomes.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .toList();
    }

    /**
     * The setting with the best mean of a metric, the first of equals, among those all of whose runs came to their end.
     *
     * @param largest whether more is better
     */
    public Optional<Row> best(String metric, boolean largest) {
        Comparator<Row> byMean =
                Comparator.comparingDouble(row -> row.metrics.get(metric).mean());
        Stream<Row> eligible = rows.stream().filter(row -> row.isWhole() && row.metrics.containsKey(metric));
        return eligible.min(largest ? byMean.reversed() : byMean);
    }

    /** Writes {@code table.csv}, {@code summary.csv} and {@code failures.csv}, the last only if there are any. */
    public void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve("table.csv"), table());
        AtomicFile.write(folder.resolve("summary.csv"), summary());
        Path failures = folder.resolve("failures.csv");
        if (failed().isEmpty()) {
            Files.deleteIfExists(failures);
        } else {
            AtomicFile.write(failures, failures());
        }
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        List<String> head = new ArrayList<>(List.of("run", "setting"));
        head.addAll(keys);
        head.addAll(List.of("seed", "status"));
        head.addAll(metrics);
        head.addAll(List.of("weights", "spikes"));
        text.append(Csv.line(head));
        for (Row row : rows) {
            bySetting.get(row.setting).forEach(outcome -> text.append(Csv.line(cells(outcome, row.number))));
        }
        return text.toString();
    }

    private List<String> cells(Outcome outcome, int setting) {
        List<String> cells = new ArrayList<>(List.of(outcome.run().name(), "" + setting));
        addValues(outcome.run().setting(), cells);
        cells.add("" + outcome.run().seed());
        cells.add(outcome.status().name().toLowerCase(Locale.ROOT));
        Map<String, Double> measured = outcome.metrics();
        metrics.forEach(metric -> cells.add(number(measured.get(metric))));
        cells.add(outcome.digest("weights"));
        cells.add(outcome.digest("spikes"));
        return cells;
    }

    private void addValues(Setting setting, List<String> cells) {
        keys.forEach(key -> cells.add(setting.values().getOrDefault(key, "")));
    }

    private static String number(Double value) {
        if (value == null || value.isNaN()) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString(value.longValue())
                : value.toString();
    }

    private String summary() {
        List<String> head = new ArrayList<>(List.of("setting"));
        head.addAll(keys);
        head.addAll(List.of("runs", "finished"));
        metrics.forEach(metric -> head.addAll(List.of(metric, metric + "_half_width")));
        StringBuilder text = new StringBuilder(Csv.line(head));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of("" + row.number));
            addValues(row.setting, cells);
            cells.addAll(List.of("" + row.runs, "" + row.finished));
            for (String metric : metrics) {
                SampleMean mean = row.metrics.get(metric);
                cells.add(mean == null ? "" : number(mean.mean()));
                cells.add(mean == null ? "" : number(halfWidth(mean)));
            }
            text.append(Csv.line(cells));
        }
        return text.toString();
    }

    private String failures() {
        StringBuilder text = new StringBuilder(Csv.line(List.of("run", "setting", "seed", "reason", "message")));
        for (Outcome outcome : failed()) {
            Failure failure = outcome.failure().orElseThrow();
            Plan.Run run = outcome.run();
            text.append(Csv.line(List.of(
                    run.name(),
                    run.setting().toString(),
                    "" + run.seed(),
                    failure.reason().key(),
                    failure.message())));
        }
        return text.toString();
    }

    /** Everything, for programs. */
    public ObjectNode json() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("confidence", CONFIDENCE);
        all.putArray("settings");
        for (Row row : rows) {
            ObjectNode node = all.withArrayProperty("settings").addObject().put("setting", row.number);
            ObjectNode set = node.putObject("set");
            row.setting.values().forEach(set::put);
            node.put("runs", row.runs).put("finished", row.finished);
            ObjectNode measured = node.putObject("metrics");
            row.metrics.forEach((metric, mean) -> {
                ObjectNode one = measured.putObject(metric).put("mean", mean.mean());
                if (mean.count() > 1) {
                    one.put("half_width", halfWidth(mean));
                }
            });
        }
        all.putArray("runs");
        for (Outcome outcome : outcomes) {
            ObjectNode node = all.withArrayProperty("runs")
                    .addObject()
                    .put("run", outcome.run().name())
                    .put("seed", outcome.run().seed())
                    .put("status", outcome.status().name().toLowerCase(Locale.ROOT));
            ObjectNode set = node.putObject("set");
            outcome.run().setting().values().forEach(set::put);
            outcome.result().ifPresent(result -> {
                node.set("metrics", result.path("metrics"));
                node.set("digests", result.path("digests"));
            });
            outcome.failure().ifPresent(failure -> node.putObject("failure")
                    .put("reason", failure.reason().key())
                    .put("message", failure.message()));
        }
        return all;
    }
}
