package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What was measured of a circuit: rates, covariances, joint states, activity over time, counts. */
final class CircuitSection implements Section {
    private static final String ACTIVITY_HEADER = "time_ns,population,fraction";
    private static final String COUNTS_HEADER = "population,neuron,from_ns,to_ns,spikes";
    private static final int MOST_ROWS = 200;
    private static final int BARS = 30;

    /** The key of a covariance: what of, and after which lag. */
    private static final Pattern LAG = Pattern.compile("([^.]+)\\.(-?\\d+)(ns|us|ms|s)");

    private static final Map<String, Double> UNITS = Map.of("ns", 1e-6, "us", 1e-3, "ms", 1.0, "s", 1e3);

    private record Curve(List<Double> x, List<Double> y) {
        Curve() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public String id() {
        return "measured";
    }

    @Override
    public String title() {
        return "What was measured";
    }

    @Override
    public void write(RunFiles run, Element section) {
        boolean circuit =
                run.circuit().isPresent() || run.result().at("/traffic/circuit").isObject();
        if (!circuit) {
            return;
        }
        Element body = Html.table(
                section, "Figures of the time after the warm-up; rates in Hz", List.of("measured", "of", "value"));
        int rows = 0;
        for (Map.Entry<String, JsonNode> metric : run.result().path("metrics").properties()) {
            for (Map.Entry<String, JsonNode> one : metric.getValue().properties()) {
                if (rows++ < MOST_ROWS) {
                    Html.row(
                            body, metric.getKey().replace('_', ' '), List.of(one.getKey(), Figures.of(one.getValue())));
                }
            }
        }
        if (rows == 0) {
            section.select(".scroll").remove();
        }
        Element side = Html.side(section);
        covariances(run.result().at("/metrics/covariance"), side);
        try {
            activity(run, side);
            counts(run, side);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            run.miss("A recording was altered: some of its numbers are none.");
        }
        if (side.childrenSize() == 0) {
            side.remove();
        }
    }

    private static void covariances(JsonNode covariances, Element side) {
        // A scenario may list lags in any order.
        Map<String, SortedMap<Double, Double>> byLag = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : covariances.properties()) {
            Matcher key = LAG.matcher(entry.getKey());
            if (key.matches()) {
                byLag.computeIfAbsent(key.group(1), name -> new TreeMap<>())
                        .put(
                                Double.parseDouble(key.group(2)) * UNITS.get(key.group(3)),
                                entry.getValue().asDouble());
            }
        }
        Map<String, Curve> curves = new LinkedHashMap<>();
        byLag.forEach((name, lags) -> {
            if (lags.size() > 1 && curves.size() < Chart.STYLES) {
                curves.put(name, new Curve(List.copyOf(lags.keySet()), List.copyOf(lags.values())));
            }
        });
        draw(curves, side, "Covariance", "lag, ms", "covariance");
    }

    private static void activity(RunFiles run, Element side) throws IOException {
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (String[] cells : run.wholeRecording(run.directory().activity(), ACTIVITY_HEADER)) {
            if (curves.containsKey(cells[1]) || curves.size() < Chart.STYLES) {
                Curve curve = curves.computeIfAbsent(cells[1], name -> new Curve());
                curve.x().add(1e-6 * Long.parseLong(cells[0]));
                curve.y().add(Double.parseDouble(cells[2]));
            }
        }
        draw(curves, side, "Active neurons", "time, ms", "fraction of a population");
    }

    /** How many neurons spiked how often. */
    private static void counts(RunFiles run, Element side) throws IOException {
        Map<String, List<Double>> counts = new LinkedHashMap<>();
        double most = 1;
        for (String[] cells : run.wholeRecording(run.directory().counts(), COUNTS_HEADER)) {
            double spikes = Long.parseLong(cells[4]);
            if (counts.containsKey(cells[0]) || counts.size() < Chart.STYLES) {
                counts.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(spikes);
                most = Math.max(most, spikes);
            }
        }
        double width = Math.ceil((most + 1) / BARS);
        int bars = (int) Math.floor(most / width) + 1;
        Map<String, Curve> curves = new LinkedHashMap<>();
        counts.forEach((name, all) -> {
            double[] neurons = new double[bars];
            all.forEach(spikes -> neurons[(int) Math.max(0, spikes / width)]++);
            Curve curve = curves.computeIfAbsent(name, key -> new Curve());
            for (int i = 0; i < bars; i++) {
                curve.x().add(i * width);
                curve.y().add(neurons[i]);
            }
        });
        draw(curves, side, "Spikes of a neuron", "spikes", "neurons");
    }

    private static void draw(Map<String, Curve> curves, Element side, String title, String x, String y) {
        if (curves.isEmpty()) {
            return;
        }
        Figure figure = new Figure(title, x, y);
        Chart chart = new Chart(Figure.WIDTH, Figure.HEIGHT);
        List<String> content = new ArrayList<>();
        int style = 0;
        for (Map.Entry<String, Curve> entry : curves.entrySet()) {
            Curve curve = entry.getValue();
            figure.name(entry.getKey(), style);
            chart.line(curve.x(), curve.y(), style++);
            content.add(entry.getKey() + " between "
                    + Figures.of(
                            curve.y().stream().mapToDouble(value -> value).min().orElse(0)) + " and "
                    + Figures.of(
                            curve.y().stream().mapToDouble(value -> value).max().orElse(0)));
        }
        figure.append(side, chart, y + " by " + x + ": " + String.join("; ", content) + ".");
    }
}
