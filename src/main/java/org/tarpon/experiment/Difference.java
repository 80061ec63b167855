package org.tarpon.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The first place in which two runs differ, of one kind.
 *
 * @param what differs
 * @param where names and numbers that lead to the place, the widest first; epochs and batches count from 1, samples and
 *     neurons from 0
 * @param first what the first run has there, in words or figures
 * @param second what the second run has there
 */
public record Difference(What what, Map<String, Object> where, String first, String second) {
    /** Kinds of differences, in the order in which they are told. */
    public enum What {
        /** A figure in metrics.jsonl. */
        METRIC,
        /** A digest in result.json. */
        DIGEST,
        /** A value in checkpoints of the same epoch. */
        CHECKPOINT,
        /** A line of recorded spikes. */
        RECORDED_SPIKES,
        /** Something that was sent, seen while both runs were replayed. */
        EVENT,
        /** A weight or an optimiser's memory, seen while both runs were replayed. */
        WEIGHT
    }

    /** A place in words. */
    public String place() {
        return place(where);
    }

    static String place(Map<String, Object> where) {
        return where.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The beginning of a place. */
    static Map<String, Object> at(String name, Object value) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put(name, value);
        return where;
    }
}
