package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.tarpon.scenario.CircuitScenario;

/** As {@link Summary}, of asynchronous neurons that do not learn. */
final class CircuitSummary {
    private CircuitSummary() {}

    static String title(CircuitScenario scenario) {
        long neurons = scenario.populations().stream()
                .mapToLong(CircuitScenario.Population::size)
                .sum();
        return String.format(
                Locale.ROOT,
                "%s: %,d neurons in %d populations, %d pathways, %s s after %s s, seed %d",
                scenario.name(),
                neurons,
                scenario.populations().size(),
                scenario.pathways().size(),
                scenario.durationNanos() / 1e9,
                scenario.warmUpNanos() / 1e9,
                scenario.seed());
    }

    static void print(JsonNode result, PrintWriter out) {
        JsonNode performance = result.get("performance");
        out.println(String.format(
                Locale.ROOT,
                "%s, seed %d: %,d synaptic events in %.1f s (%.2g/s)",
                result.get("name").asText(),
                result.get("seed").asLong(),
                performance.path("synaptic_events").asLong(),
                performance.path("wall_seconds").asDouble(),
                performance.path("synaptic_events_per_second").asDouble()));
        Table table = new Table().row("measured", "of", "value");
        for (Map.Entry<String, JsonNode> metric : result.get("metrics").properties()) {
            for (Map.Entry<String, JsonNode> one : metric.getValue().properties()) {
                table.row(metric.getKey(), one.getKey(), one.getValue().asText());
            }
        }
        out.println();
        table.print(out);
        out.println();
        out.println("  spikes   " + result.at("/digests/spikes").asText());
    }
}
