package org.tarpon.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario made in Java: the tree that a file would hold, read by the same reader when it is run, so that keys, values, defaults
 * and complaints are those of the file ({@code docs/scenarios.md}). Complaints name the key instead of a line.
 *
 * <p>Values are numbers, booleans, texts as a file has them ({@code "25 ms"}), lists, and maps by words.
 */
public final class ScenarioBuilder {
    private final Map<String, Object> tree = new LinkedHashMap<>();

    ScenarioBuilder(String name) {
        tree.put("tarpon", 1);
        tree.put("name", name);
    }

    /** Of all random draws. */
    public ScenarioBuilder seed(long seed) {
        return set("seed", seed);
    }

    /** The data set; {@code set("data.training", 1000)} and the like say what of it. */
    public ScenarioBuilder data(String set) {
        return set("data.set", set);
    }

    /** A population, in their order. More of it: {@code set("populations.NAME.KEY", value)}. */
    public ScenarioBuilder population(String name, int size, String model) {
        return set("populations." + name + ".size", size).set("populations." + name + ".model", model);
    }

    /**
     * A feedforward pathway.
     *
     * @param weights type of its initial weights, such as {@code glorot-uniform}
     */
    public ScenarioBuilder feedforward(String from, String to, String weights) {
        return feedforward(Map.of("from", from, "to", to, "weights", weights));
    }

    /** A feedforward pathway, by its keys. */
    public ScenarioBuilder feedforward(Map<String, ?> pathway) {
        return add("feedforward", pathway);
    }

    /** A feedback pathway, as {@link #feedforward(String, String, String)}. */
    public ScenarioBuilder feedback(String from, String to, String weights) {
        return feedback(Map.of("from", from, "to", to, "weights", weights));
    }

    /** A feedback pathway, by its keys. */
    public ScenarioBuilder feedback(Map<String, ?> pathway) {
        return add("feedback", pathway);
    }

    /** The rule; {@code set("learning.KEY", value)} sets its parameters. */
    public ScenarioBuilder rule(String rule) {
        return set("learning.rule", rule);
    }

    /** The optimiser of feedforward pathways. */
    public ScenarioBuilder optimizer(String optimizer, double rate) {
        return set("learning.forward.optimizer", optimizer).set("learning.forward.rate", rate);
    }

    public ScenarioBuilder train(int epochs, int batch) {
        return set("train.epochs", epochs).set("train.batch", batch);
    }

    /**
     * Any key of the file.
     *
     * @param key dotted; elements of lists are set with the list as a whole
     * @throws IllegalArgumentException if what stands above the key is a single value or a list
     */
    public ScenarioBuilder set(String key, Object value) {
        String[] steps = key.split("\\.", -1);
        Map<String, Object> parent = tree;
        for (int i = 0; i < steps.length - 1; i++) {
            parent = section(parent, steps[i], key);
        }
        parent.put(steps[steps.length - 1], value);
        return this;
    }

    @SuppressWarnings("unchecked") // all maps in the tree were made here or copied
    private static Map<String, Object> section(Map<String, Object> parent, String step, String key) {
        Object inner = parent.computeIfAbsent(step, absent -> new LinkedHashMap<String, Object>());
        if (inner instanceof LinkedHashMap<?, ?> map) {
            return (Map<String, Object>) map;
        }
        if (inner instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>((Map<String, Object>) map);
            parent.put(step, copy);
            return copy;
        }
        throw new IllegalArgumentException("`" + step + "` of `" + key + "` is set already, and not to a section");
    }

    private ScenarioBuilder add(String direction, Map<String, ?> pathway) {
        Map<String, Object> pathways = section(tree, "pathways", "pathways." + direction);
        List<Object> list = new ArrayList<>();
        if (pathways.get(direction) instanceof List<?> before) {
            list.addAll(before);
        }
        list.add(pathway);
        pathways.put(direction, list);
        return this;
    }

    /** What the file would hold. */
    Map<String, Object> tree() {
        return copy(tree);
    }

    private static Map<String, Object> copy(Map<?, ?> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) ->
                copy.put(String.valueOf(key), value instanceof LinkedHashMap<?, ?> map ? copy(map) : value));
        return copy;
    }
}
