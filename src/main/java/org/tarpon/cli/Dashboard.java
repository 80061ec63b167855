package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.tarpon.experiment.Observer.CircuitFigures;

/** What is known of a run under way, and how it is shown in a few lines of text. Times are seconds since it began here. */
final class Dashboard {
    private static final String[] PARTS = {"train", "validation", "test"};
    private static final String[] COLOURS = {"\u001B[36m", "\u001B[33m", "\u001B[32m"};
    private static final String PLAIN = "\u001B[0m";
    private static final int LABEL = 11;
    private static final int MOST_POPULATIONS = 8;

    private final Map<String, List<Double>> errors = new LinkedHashMap<>();
    private JsonNode metrics = MissingNode.getInstance();
    private String label = "";
    private long start = -1;
    private long done;
    private long total = 1;
    private int epoch;
    private int epochs;
    private long perEpoch;
    private double epochBegan;
    private double learned; // when the epoch's learning was over
    private double samplesPerSecond;
    private double eventsPerSecond;

    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private CircuitFigures last = new CircuitFigures(0, Map.of());
    private long lastNanos;
    private double lastSeconds;

    void epochBegins(int epoch, int epochs, long presentations, double seconds) {
        this.epoch = epoch;
        this.epochs = epochs;
        perEpoch = presentations;
        epochBegan = seconds;
        total = epochs * presentations;
        start = start < 0 ? (epoch - 1) * presentations : start;
        progress(0, seconds);
    }

    void progress(long presentations, double seconds) {
        done = (epoch - 1) * perEpoch + presentations;
        boolean evaluates = presentations >= perEpoch;
        label = "epoch " + epoch + " of " + epochs + (evaluates ? ", evaluating" : "");
        double passed = seconds - epochBegan;
        learned = seconds;
        if (presentations > 0 && !evaluates && passed > 0) {
            samplesPerSecond = presentations / passed;
        }
    }

    /** @param line of metrics.jsonl */
    void epochEnds(JsonNode line) {
        metrics = line;
        label = "epoch " + epoch + " of " + epochs;
        done = epoch * perEpoch;
        for (String part : PARTS) {
            JsonNode error = line.get(part + "_error");
            if (error != null) {
                errors.computeIfAbsent(part, any -> new ArrayList<>()).add(error.asDouble());
            }
        }
        eventsPerSecond = line.path("synaptic_events").asDouble() / Math.max(1e-9, learned - epochBegan);
    }

    void simulated(long now, long end, CircuitFigures figures, double seconds) {
        if (start < 0) {
            start = now;
        } else {
            double simulated = (now - lastNanos) * 1e-9;
            figures.spikes().forEach((population, spikes) -> rates.computeIfAbsent(population, any -> new ArrayList<>())
                    .add(Math.max(0, spikes - last.spikes().getOrDefault(population, 0.0))
                            / Math.max(1e-9, simulated)));
            eventsPerSecond =
                    (figures.synapticEvents() - last.synapticEvents()) / Math.max(1e-9, seconds - lastSeconds);
        }
        done = now;
        total = end;
        label = String.format(Locale.ROOT, "%.3f of %.3f s", now * 1e-9, end * 1e-9);
        last = figures;
        lastNanos = now;
        lastSeconds = seconds;
    }

    /** The lines, none longer than the columns but for colours. */
    List<String> lines(int columns, boolean colour, double seconds) {
        List<String> lines = new ArrayList<>();
        if (start < 0) {
            return lines;
        }
        lines.add(ProgressBar.line(label, start, done, total, seconds, columns));
        curves(lines, columns, colour);
        group(lines, "firing", "firing_fraction", "%.3f", columns);
        group(lines, "differences", "difference_spike_fraction", "%.3f", columns);
        group(lines, "angle", "feedback_angle", "%.1f°", columns);
        populations(lines, columns, colour);
        StringJoiner speed = new StringJoiner(", ", String.format(Locale.ROOT, "%-" + LABEL + "s ", "speed"), "");
        speed.setEmptyValue("");
        if (samplesPerSecond > 0) {
            speed.add(String.format(Locale.ROOT, "%,.0f presentations/s", samplesPerSecond));
        }
        if (eventsPerSecond > 0) {
            speed.add(String.format(Locale.ROOT, "%.2g synaptic events/s", eventsPerSecond));
        }
        if (speed.length() > 0) {
            lines.add(cut(speed.toString(), columns));
        }
        return lines;
    }

    /** One curve for each part of the data, all on one scale. */
    private void curves(List<String> lines, int columns, boolean colour) {
        double low = extreme(-1);
        double high = extreme(1);
        for (int i = 0; i < PARTS.length; i++) {
            List<Double> curve = errors.getOrDefault(PARTS[i], List.of());
            if (!curve.isEmpty()) {
                String text =
                        String.format(Locale.ROOT, "%-" + LABEL + "s %5.2f %% ", PARTS[i], curve.get(curve.size() - 1));
                String line = Sparkline.of(curve, columns - text.length(), low, high);
                lines.add(cut(text, columns) + (colour ? COLOURS[i] + line + PLAIN : line));
            }
        }
    }

    private double extreme(int sign) {
        return sign
                * errors.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(error -> sign * error)
                        .max()
                        .orElse(0);
    }

    private void group(List<String> lines, String name, String metric, String format, int columns) {
        if (!metrics.path(metric).isEmpty()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL + "s", name));
            metrics.get(metric).properties().forEach(one -> line.append(line.length() > LABEL ? "  " : " ")
                    .append(one.getKey())
                    .append(' ')
                    .append(String.format(Locale.ROOT, format, one.getValue().asDouble())));
            lines.add(cut(line.toString(), columns));
        }
    }

    private void populations(List<String> lines, int columns, boolean colour) {
        int shown = 0;
        for (Map.Entry<String, List<Double>> rate : rates.entrySet()) {
            if (shown++ == MOST_POPULATIONS) {
                lines.add("… " + (rates.size() - MOST_POPULATIONS) + " more populations");
                return;
            }
            List<Double> curve = rate.getValue();
            double high = curve.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            String text = String.format(
                    Locale.ROOT, "%-" + LABEL + "s %8.2f /s ", cut(rate.getKey(), LABEL), curve.get(curve.size() - 1));
            String line = Sparkline.of(curve, columns - text.length(), 0, high);
            lines.add(cut(text, columns) + (colour ? COLOURS[0] + line + PLAIN : line));
        }
    }

    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 1)) + "…";
    }
}
