package org.tarpon.neuron;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Named numbers, times in seconds and rates in hertz. */
public final class Parameters {
    private final Map<String, Double> values;

    public Parameters(Map<String, Double> values) {
        this.values = new TreeMap<>(values);
    }

    /**
     * A parameter that must be given.
     *
     * @throws IllegalArgumentException if it is not
     */
    public double required(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the parameter " + name + " is missing");
        }
        return value;
    }

    /** A parameter that need not be given; from then on it has this value. */
    public double or(String name, double otherwise) {
        return values.computeIfAbsent(name, absent -> otherwise);
    }

    /** All there are, in alphabetical order; after a model was created, with the defaults that it took. */
    public Map<String, Double> values() {
        return Collections.unmodifiableMap(values);
    }

    Iterable<String> names() {
        return values.keySet();
    }
}
