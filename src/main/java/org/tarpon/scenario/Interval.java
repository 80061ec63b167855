package org.tarpon.scenario;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** Numbers between two bounds, each included or not; infinite bounds are none. */
record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) implements DoublePredicate {
    static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    static Interval above(double low) {
        return new Interval(low, false, Double.POSITIVE_INFINITY, false);
    }

    static Interval from(double low) {
        return new Interval(low, true, Double.POSITIVE_INFINITY, false);
    }

    static Interval closed(double low, double high) {
        return new Interval(low, true, high, true);
    }

    static Interval open(double low, double high) {
        return new Interval(low, false, high, false);
    }

    static Interval closedOpen(double low, double high) {
        return new Interval(low, true, high, false);
    }

    static Interval openClosed(double low, double high) {
        return new Interval(low, false, high, true);
    }

    @Override
    public boolean test(double x) {
        return (lowIncluded ? x >= low : x > low) && (highIncluded ? x <= high : x < high);
    }

    /** As keywords of JSON Schema. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new TreeMap<>(Map.of("type", "number"));
        if (Double.isFinite(low)) {
            schema.put(lowIncluded ? "minimum" : "exclusiveMinimum", low);
        }
        if (Double.isFinite(high)) {
            schema.put(highIncluded ? "maximum" : "exclusiveMaximum", high);
        }
        return schema;
    }
}
