package org.tarpon.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers by name, taken from JSON. */
final class Metrics {
    private Metrics() {}

    /** All numbers, inner ones as {@code name.of}. */
    static SortedMap<String, Double> of(JsonNode node) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        add("", node, numbers);
        return Collections.unmodifiableSortedMap(numbers);
    }

    private static void add(String prefix, JsonNode node, SortedMap<String, Double> numbers) {
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNumber()) {
                numbers.put(prefix + entry.getKey(), value.asDouble());
            } else if (value.isObject()) {
                add(prefix + entry.getKey() + ".", value, numbers);
            }
        });
    }

    static double get(SortedMap<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "there is no metric `" + name + "`; there are " + String.join(", ", metrics.keySet()));
        }
        return value;
    }
}
