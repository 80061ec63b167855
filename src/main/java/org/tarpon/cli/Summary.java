package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;

/** Prints a result for a person. */
final class Summary {
    private Summary() {}

    static void print(JsonNode result, PrintStream out) {
        JsonNode metrics = result.get("metrics");
        JsonNode performance = result.get("performance");
        out.printf(
                Locale.ROOT,
                "%s, seed %d%n",
                result.get("name").asText(),
                result.get("seed").asLong());
        for (String part : new String[] {"train", "validation", "test"}) {
            if (metrics.has(part + "_error")) {
                out.printf(
                        Locale.ROOT,
                        "  %-26s %.2f %%%n",
                        part + " error",
                        metrics.get(part + "_error").asDouble());
            }
        }
        section(metrics, "firing_fraction", "neurons that fire", 100, "%", out);
        section(metrics, "difference_spike_fraction", "difference spikes", 100, "% of neurons", out);
        section(metrics, "reconstruction_loss", "reconstruction loss", 1, "", out);
        section(metrics, "feedback_angle", "angle of V to Wᵀ", 1, "degrees", out);
        out.printf(
                Locale.ROOT,
                "  %-26s %,d in %.1f s (%.2g a second)%n",
                "synaptic events",
                performance.get("synaptic_events").asLong(),
                performance.get("wall_seconds").asDouble(),
                performance.get("synaptic_events_per_second").asDouble());
        out.printf(
                Locale.ROOT,
                "  %-26s %,.0f a second%n",
                "training samples",
                performance.path("train_samples_per_second").asDouble());
        AuditTable.print(result.get("audit"), out);
        out.printf(
                "  %-26s %s%n",
                "digest of weights", result.at("/digests/weights").asText());
        out.printf(
                "  %-26s %s%n", "digest of spikes", result.at("/digests/spikes").asText());
    }

    private static void section(
            JsonNode metrics, String key, String title, double factor, String unit, PrintStream out) {
        for (var entry : metrics.path(key).properties()) {
            out.printf(
                    Locale.ROOT,
                    "  %-26s %-18s %.4g %s%n",
                    title,
                    entry.getKey(),
                    factor * entry.getValue().asDouble(),
                    unit);
        }
    }
}
