package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jsoup.nodes.Element;

/** Curves over epochs: a line for each key that metrics have. */
final class Curves {
    private record Curve(List<Double> epochs, List<Double> values) {}

    private final Map<String, Curve> curves = new LinkedHashMap<>();

    /**
     * Adds a figure of every epoch that has it.
     *
     * @param pointer where it stands in a line of metrics, as a JSON pointer
     * @param factor by which it is multiplied
     */
    Curves add(String name, List<JsonNode> epochs, String pointer, double factor) {
        Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
        for (JsonNode epoch : epochs) {
            JsonNode value = epoch.at(pointer);
            if (value.isNumber()) {
                curve.epochs().add(epoch.path("epoch").asDouble());
                curve.values().add(factor * value.asDouble());
            }
        }
        if (!curve.epochs().isEmpty()) {
            curves.put(name, curve);
        }
        return this;
    }

    /** Adds a curve for each population or pathway that a figure has; of more than {@value Chart#STYLES}, some. */
    Curves addEach(List<JsonNode> epochs, String key, double factor) {
        Set<String> all = new LinkedHashSet<>();
        epochs.forEach(epoch -> epoch.path(key).fieldNames().forEachRemaining(all::add));
        List<String> names = List.copyOf(all);
        int shown = Math.min(Chart.STYLES, names.size());
        for (int i = 0; i < shown; i++) {
            String name = names.get(shown == 1 ? 0 : i * (names.size() - 1) / (shown - 1));
            add(name, epochs, "/" + key + "/" + name.replace("~", "~0").replace("/", "~1"), factor);
        }
        return this;
    }

    boolean isEmpty() {
        return curves.isEmpty();
    }

    /** Draws them, if there are any. */
    void append(Element parent, String title, String y) {
        if (isEmpty()) {
            return;
        }
        Figure figure = new Figure(title, "epoch", y);
        Chart chart = new Chart(Figure.WIDTH, Figure.HEIGHT);
        int style = 0;
        StringJoiner content = new StringJoiner("; ", "", ".");
        for (Map.Entry<String, Curve> entry : curves.entrySet()) {
            Curve curve = entry.getValue();
            figure.name(entry.getKey(), style);
            chart.line(curve.epochs(), curve.values(), style++);
            content.add(inWords(entry.getKey(), curve));
        }
        figure.append(parent, chart, y + " by epoch: " + content);
    }

    private static String inWords(String name, Curve curve) {
        int end = curve.values().size() - 1;
        int lowest = 0;
        for (int i = 0; i <= end; i++) {
            lowest = curve.values().get(i) < curve.values().get(lowest) ? i : lowest;
        }
        return String.format(
                Locale.ROOT,
                "%s from %s in epoch %.0f to %s in epoch %.0f, lowest %s in epoch %.0f",
                name,
                Figures.of(curve.values().get(0)),
                curve.epochs().get(0),
                Figures.of(curve.values().get(end)),
                curve.epochs().get(end),
                Figures.of(curve.values().get(lowest)),
                curve.epochs().get(lowest));
    }
}
