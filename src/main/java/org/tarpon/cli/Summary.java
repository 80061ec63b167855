package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;

/** What a run is and what came of it, for a person. */
final class Summary {
    private Summary() {}

    /** One line on what will be run. */
    static String title(Study study) {
        return study instanceof CircuitScenario circuit ? CircuitSummary.title(circuit) : title((Scenario) study);
    }

    private static String title(Scenario scenario) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %s%s, %s of %s, %s, seed %d",
                scenario.name(),
                sizes(scenario.populations()),
                scenario.learning().rule().key(),
                scenario.learning().message().map(m -> ", " + m.key()).orElse(""),
                count(scenario.data().training(), "sample"),
                scenario.data().set().key(),
                count(scenario.train().epochs(), "epoch"),
                scenario.seed());
    }

    private static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** "784-200-200-10"; with more than three of a size in a row, "784-50×10-10". */
    private static String sizes(List<Scenario.Population> populations) {
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < populations.size(); ) {
            int size = populations.get(i).size();
            int end = i;
            while (end < populations.size() && populations.get(end).size() == size) {
                end++;
            }
            if (end - i > 3) {
                sizes.add(size + "×" + (end - i));
            } else {
                sizes.addAll(Collections.nCopies(end - i, Integer.toString(size)));
            }
            i = end;
        }
        return String.join("-", sizes);
    }

    static void print(JsonNode result, PrintWriter out) {
        if (result.at("/traffic/circuit").isObject()) {
            CircuitSummary.print(result, out);
            return;
        }
        JsonNode metrics = result.get("metrics");
        JsonNode performance = result.get("performance");
        out.println(String.format(
                Locale.ROOT,
                "%s, seed %d: %s in %.1f s (%,.0f training samples/s, %.2g synaptic events/s)",
                result.get("name").asText(),
                result.get("seed").asLong(),
                count(metrics.get("epoch").asInt(), "epoch"),
                performance.path("wall_seconds").asDouble(),
                performance.path("train_samples_per_second").asDouble(),
                performance.path("synaptic_events_per_second").asDouble()));
        out.println();
        new Table()
                .row("", "train", "validation", "test")
                .row(
                        "error",
                        percent(metrics.path("train_error"), 1),
                        percent(metrics.path("validation_error"), 1),
                        percent(metrics.path("test_error"), 1))
                .row("loss", number(metrics.path("train_loss")), "", "")
                .print(out);
        populations(metrics, out);
        feedback(metrics, out);
        out.println();
        AuditTable.print(result.get("audit"), out);
        out.println();
        out.println("  weights  " + result.at("/digests/weights").asText());
        out.println("  spikes   " + result.at("/digests/spikes").asText());
    }

    private static void populations(JsonNode metrics, PrintWriter out) {
        if (metrics.path("firing_fraction").isEmpty()) {
            return;
        }
        Table table = new Table().row("population", "fires", "sends differences");
        JsonNode differences = metrics.path("difference_spike_fraction");
        for (Map.Entry<String, JsonNode> entry : metrics.path("firing_fraction").properties()) {
            table.row(entry.getKey(), percent(entry.getValue(), 100), percent(differences.path(entry.getKey()), 100));
        }
        out.println();
        table.print(out);
    }

    private static void feedback(JsonNode metrics, PrintWriter out) {
        JsonNode losses = metrics.path("reconstruction_loss");
        JsonNode angles = metrics.path("feedback_angle");
        if (angles.isEmpty()) {
            return;
        }
        Table table = new Table().row("feedback pathway", "angle to Wᵀ", "reconstruction loss");
        for (Map.Entry<String, JsonNode> entry : angles.properties()) {
            table.row(
                    entry.getKey(),
                    String.format(Locale.ROOT, "%.1f°", entry.getValue().asDouble()),
                    number(losses.path(entry.getKey())));
        }
        out.println();
        table.print(out);
    }

    private static String percent(JsonNode value, double factor) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f %%", factor * value.asDouble()) : "–";
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.4g", value.asDouble()) : "–";
    }
}
