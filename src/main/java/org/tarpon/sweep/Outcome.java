package org.tarpon.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tarpon.scenario.Study;

/**
 * What is known of a run.
 *
 * @param result as in {@code result.json}, if it came to its end
 * @param failure why it did not and will not
 */
public record Outcome(Plan.Run run, Status status, Optional<JsonNode> result, Optional<Failure> failure) {
    /** Metrics for expectations alone. */
    private static final Set<String> UNTOLD =
            Set.of("train_samples_per_second", "synaptic_events_per_second", "wall_seconds", "updates");

    /** How far a run has come. */
    public enum Status {
        FINISHED,
        FAILED,
        INTERRUPTED,
        WAITING
    }

    static Outcome finished(Plan.Run run, JsonNode result) {
        return new Outcome(run, Status.FINISHED, Optional.of(result), Optional.empty());
    }

    static Outcome failed(Plan.Run run, Failure failure) {
        return new Outcome(run, Status.FAILED, Optional.empty(), Optional.of(failure));
    }

    static Outcome waiting(Plan.Run run, boolean begun) {
        Status status = begun ? Status.INTERRUPTED : Status.WAITING;
        return new Outcome(run, status, Optional.empty(), Optional.empty());
    }

    /**
     * Everything that was measured, and counted in events, by dotted name: the same whatever carried the run out. What depends on
     * the clock is not among it.
     */
    public Map<String, Double> metrics() {
        Map<String, Double> all = new LinkedHashMap<>();
        result.ifPresent(json -> {
            collect("", json.path("metrics"), all);
            all.remove("epoch"); // says when it was measured
            JsonNode events = json.at("/performance/synaptic_events");
            if (events.isNumber()) {
                all.put("synaptic_events", events.asDouble());
            }
        });
        return all;
    }

    /** Names of those that a run of a scenario will have. */
    public static Set<String> metrics(Study study) {
        Set<String> names = new LinkedHashSet<>(study.metrics());
        names.removeAll(UNTOLD);
        return names;
    }

    private static void collect(String prefix, JsonNode node, Map<String, Double> all) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = prefix + entry.getKey();
            if (entry.getValue().isNumber()) {
                all.put(name, entry.getValue().asDouble());
            } else {
                collect(name + ".", entry.getValue(), all);
            }
        }
    }

    String digest(String of) {
        return result.map(json -> json.at("/digests/" + of).asText()).orElse("");
    }
}
