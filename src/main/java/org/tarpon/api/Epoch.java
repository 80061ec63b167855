package org.tarpon.api;

import java.util.SortedMap;

/**
 * What an epoch of learning came to.
 *
 * @param number from 1
 * @param of epochs of the whole run
 * @param metrics numbers of {@code metrics.jsonl} by name; those of populations and pathways as {@code name.of}
 */
public record Epoch(int number, int of, SortedMap<String, Double> metrics) {
    /** @throws IllegalArgumentException if it was not measured, with what was */
    public double metric(String name) {
        return Metrics.get(metrics, name);
    }
}
