package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What every key, and every word that a key can have, is for: {@code descriptions.txt}, whose head says how it is written. */
final class Descriptions {
    static final String FILE = "src/test/resources/org/tarpon/scenario/descriptions.txt";

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<String> unused = new TreeSet<>();
    private final Set<String> missing = new TreeSet<>();

    static Descriptions load() {
        return new Descriptions(Example.resource("descriptions.txt"));
    }

    private Descriptions(String text) {
        for (String line : text.split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(": ", 2);
            for (String key : expanded(parts[0].strip())) {
                if (texts.put(key, parts[1].strip()) != null) {
                    throw new AssertionError(FILE + " describes " + key + " twice");
                }
                unused.add(key);
            }
        }
    }

    /** Writes out alternatives in braces. */
    private static List<String> expanded(String key) {
        int open = key.indexOf('{');
        if (open < 0) {
            return List.of(key);
        }
        int close = key.indexOf('}', open);
        List<String> all = new ArrayList<>();
        for (String alternative : key.substring(open + 1, close).split(",", -1)) {
            all.addAll(expanded(key.substring(0, open) + alternative + key.substring(close + 1)));
        }
        return all;
    }

    String of(String form, String path) {
        return find(form, path).orElseGet(() -> {
            missing.add(form + " " + path);
            return "";
        });
    }

    /** Of a word; nothing is asked of yes and no, and of numbers. */
    Optional<String> ofWord(String form, String path, Object word) {
        String text = word.toString();
        if (text.matches("true|false|[0-9]+")) {
            return Optional.empty();
        }
        return Optional.of(of(form, path + "=" + text));
    }

    private Optional<String> find(String form, String key) {
        for (String name : List.of(form + " " + key, key)) {
            if (texts.containsKey(name)) {
                unused.remove(name);
                return Optional.of(texts.get(name));
            }
        }
        return Optional.empty();
    }

    /** Those whose key begins with a word, as `metric`, and is not asked for by the readers. */
    Map<String, String> all(String first) {
        Map<String, String> found = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(first + " ")) {
                unused.remove(key);
                found.put(key.substring(first.length() + 1), text);
            }
        });
        return found;
    }

    Set<String> missing() {
        return missing;
    }

    Set<String> unused() {
        return unused;
    }
}
