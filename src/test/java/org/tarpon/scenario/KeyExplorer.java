package org.tarpon.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tarpon.scenario.AskedKeys.Asked;
import org.tarpon.scenario.AskedKeys.Choice;
import org.tarpon.scenario.AskedKeys.Reading;
import org.tarpon.scenario.AskedKeys.Shape;

/**
 * Finds out which keys the readers know. It lets them read a scenario and listens to what they ask for; then it gives every key each
 * value that its kind names, makes every section and list that may be there, and listens again, until nothing new is asked.
 * What it makes need not be valid: a reader asks on.
 */
final class KeyExplorer {
    /** The keys whose word decides what else a section has: the first of them that it has. */
    static final List<String> DECIDING = List.of("type", "model", "optimizer", "rule");

    /** The forms of a scenario file, which have keys of their own. */
    enum Form {
        VOLLEY,
        PHASE_FREE,
        CIRCUIT;

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Sections by form and pattern of their path, with all readings of each. */
    final Map<Form, Map<String, List<Reading>>> sections = new TreeMap<>();

    /** A value of a key in a shipped scenario. */
    record Sample(String value, String file) {}

    /** By form and pattern of the path. */
    final Map<String, Sample> examples = new TreeMap<>();

    private final Set<String> tried = new HashSet<>();

    /** @param folder whose files the text may name */
    void explore(String text, Path folder, String... first) {
        spread(text, folder, "", List.of(first));
    }

    /** As {@link #explore(String, Path, String...)}, of a scenario whose values are good examples. */
    void explore(Path file) throws IOException {
        spread(Files.readString(file), file.getParent(), file.toString(), List.of());
    }

    private void spread(String text, Path folder, String source, List<String> first) {
        Deque<List<String>> left = new ArrayDeque<>(List.of(first));
        while (!left.isEmpty()) {
            List<String> overrides = left.poll();
            for (String next : read(text, folder, overrides, overrides.isEmpty() ? source : "")) {
                List<String> longer = new ArrayList<>(overrides);
                longer.add(next);
                left.add(longer);
            }
        }
    }

    /** Reads once and returns what is worth trying next. */
    private List<String> read(String text, Path folder, List<String> overrides, String source) {
        AskedKeys keys = new AskedKeys();
        ScenarioReader.listen(text, folder, overrides, keys);
        Form form = form(keys.readings());
        List<String> next = new ArrayList<>();
        for (Reading reading : keys.readings()) {
            String pattern = keys.pattern(reading.path);
            if (reading.isWhole()) {
                sections.computeIfAbsent(form, any -> new TreeMap<>())
                        .computeIfAbsent(pattern, any -> new ArrayList<>())
                        .add(reading);
            }
            if (!source.isEmpty()) {
                reading.keys.forEach((key, asked) -> asked.example.ifPresent(
                        value -> examples.putIfAbsent(form + " " + join(pattern, key), new Sample(value, source))));
            }
            String context = form + " " + pattern + " " + kind(reading);
            reading.keys.forEach((key, asked) -> {
                for (String value : alternatives(asked)) {
                    String step = keys.pattern(join(reading.path, key)).substring(pattern.length());
                    if (tried.add(context + " " + step + "=" + value)) {
                        next.add(
                                key.equals("type")
                                        ? reading.path + "={type: " + value + "}"
                                        : join(reading.path, key) + "=" + value);
                    }
                }
            });
        }
        return next;
    }

    /** What a section is, by the words that decide what else it has. */
    private static String kind(Reading reading) {
        return DECIDING.stream().map(key -> reading.words.getOrDefault(key, "")).toList()
                + (reading.words.containsKey("digest") ? "digest" : "");
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static Form form(Collection<Reading> readings) {
        boolean learns =
                readings.stream().anyMatch(reading -> reading.path.isEmpty() && reading.keys.containsKey("learning"));
        boolean asynchronous = readings.stream()
                .anyMatch(reading -> reading.path.equals("timing") && "asynchronous".equals(reading.words.get("mode")));
        return !learns ? Form.CIRCUIT : asynchronous ? Form.PHASE_FREE : Form.VOLLEY;
    }

    /** YAML values that a key could have, so that readers go another way. */
    private static List<String> alternatives(Asked asked) {
        List<String> values = new ArrayList<>();
        for (Choice choice : asked.choices) {
            if (choice.shape() == Shape.VALUE) {
                values.addAll(examples(choice.form().schema()));
            } else if (choice.shape() == Shape.SECTION) {
                values.add("{}");
            } else if (choice.shape() == Shape.SECTIONS) {
                values.add("[{}]");
            } else {
                values.add("[]");
            }
        }
        if (asked.list) {
            values.add("[]");
        }
        if (asked.choices.isEmpty()) {
            values.add("x");
        }
        return values;
    }

    private static List<String> examples(Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> words) {
            return words.stream().map(Object::toString).toList();
        }
        String pattern = String.valueOf(schema.get("pattern"));
        if (pattern.contains("|ms|")) {
            return List.of("7 ms");
        }
        // Other numbers show of which keys the default follows from others.
        return "integer".equals(schema.get("type")) ? List.of("7") : List.of();
    }
}
