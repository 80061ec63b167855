package org.tarpon.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** All keys of scenarios, and all metrics, with what each is for: the schema, read for people. */
public final class KeyReference {
    /** The forms of a scenario, with the words for them. */
    public static final Map<String, String> FORMS = forms();

    /**
     * One key in one form of scenario.
     *
     * @param form a key of {@link #FORMS}
     * @param path with dots; {@code *} stands for a name that the file chooses or for an element of a list
     * @param kind what a value is, such as "time" or "word or section"
     * @param allowed in words; empty where the kind says it
     * @param required when it must be there: "always", "with rule …"; empty if never
     * @param fallback what stands for it where it is missing; empty if nothing or if it follows from other keys
     * @param onlyWith with what it has a place, such as "encoder type gaussian"; empty if always
     * @param example a value and the shipped scenario that has it; empty if none does
     * @param words that it may be, with what each means
     */
    public record Entry(
            String form,
            String path,
            String kind,
            String allowed,
            String required,
            String fallback,
            String onlyWith,
            String example,
            String description,
            Map<String, String> words) {
        /** Whether it says the same in another form of scenario. */
        public boolean sameButForForm(Entry other) {
            return equals(new Entry(
                    form,
                    other.path,
                    other.kind,
                    other.allowed,
                    other.required,
                    other.fallback,
                    other.onlyWith,
                    other.example,
                    other.description,
                    other.words));
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metrics = new LinkedHashMap<>();

    private KeyReference(ObjectNode schema) {
        for (String form : FORMS.keySet()) {
            section(form, "", schema.at("/$defs/" + form));
        }
        schema.path("x-metrics")
                .properties()
                .forEach(
                        metric -> metrics.put(metric.getKey(), metric.getValue().asText()));
    }

    /** With the extensions on the class path. */
    public static KeyReference load() {
        return of(ScenarioSchema.withExtensions());
    }

    static KeyReference of(ObjectNode schema) {
        return new KeyReference(schema);
    }

    private static Map<String, String> forms() {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("volley", "learning in volley timing");
        forms.put("phase-free", "learning in asynchronous timing");
        forms.put("circuit", "asynchronous circuits");
        return forms;
    }

    private void section(String form, String path, JsonNode section) {
        if (section.has("additionalProperties")
                && section.get("additionalProperties").isObject()) {
            entry(form, path + (path.isEmpty() ? "*" : ".*"), section, "*", section.get("additionalProperties"));
        }
        for (Map.Entry<String, JsonNode> property : section.path("properties").properties()) {
            String key = property.getKey();
            entry(form, path.isEmpty() ? key : path + "." + key, section, key, property.getValue());
        }
    }

    private void entry(String form, String path, JsonNode section, String key, JsonNode node) {
        List<JsonNode> choices = choices(node);
        Set<String> kinds = new LinkedHashSet<>();
        Set<String> allowed = new LinkedHashSet<>();
        Map<String, String> words = new LinkedHashMap<>();
        for (JsonNode choice : choices) {
            kinds.add(kind(choice));
            JsonNode one = choice.path("type").asText().equals("array") ? choice.path("items") : choice;
            if (one.has("x-allowed")) {
                allowed.add(one.get("x-allowed").asText());
            }
            for (int i = 0; i < one.path("enum").size(); i++) {
                words.put(
                        one.get("enum").get(i).asText(),
                        one.path("enumDescriptions").path(i).asText());
            }
        }
        entries.add(new Entry(
                form,
                path,
                String.join(" or ", kinds),
                String.join("; or ", allowed),
                required(section, key),
                fallback(section, key, node),
                onlyWith(node),
                node.has("examples")
                        ? node.get("examples").get(0).asText() + ", in "
                                + node.path("x-from").asText()
                        : "",
                node.path("description").asText(),
                words));
        for (JsonNode choice : choices) {
            section(form, path, choice);
            choices(choice.path("items")).forEach(item -> section(form, path + ".*", item));
        }
    }

    private static List<JsonNode> choices(JsonNode node) {
        List<JsonNode> choices = new ArrayList<>();
        if (node.has("anyOf")) {
            node.get("anyOf").forEach(choices::add);
        } else {
            choices.add(node);
        }
        return choices;
    }

    private static String kind(JsonNode node) {
        if (node.has("enum")) {
            return "word";
        }
        String pattern = node.path("pattern").asText();
        return switch (node.path("type").asText()) {
            case "object" -> "section";
            case "array" -> "list";
            case "integer" -> "whole number";
            case "number" -> "number";
            default ->
                node.path("type").toString().contains("integer")
                        ? "number or range"
                        : pattern.contains("epoch")
                                ? pattern.contains("batch") ? "interval" : "epochs"
                                : pattern.contains("wall")
                                        ? "interval"
                                        : pattern.contains("|ms|") ? "time" : pattern.contains("Hz") ? "rate" : "text";
        };
    }

    private static String required(JsonNode section, String key) {
        if (has(section.path("required"), key)) {
            return "always";
        }
        Set<String> with = new LinkedHashSet<>();
        section.path("allOf").forEach(branch -> {
            if (has(branch.at("/then/required"), key)) {
                with.add(condition(branch));
            }
        });
        section.path("oneOf").forEach(branch -> {
            if (has(branch.path("required"), key)) {
                with.add("in one form of the section");
            }
        });
        return String.join("; ", with);
    }

    private static boolean has(JsonNode list, String word) {
        for (JsonNode each : list) {
            if (each.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static String fallback(JsonNode section, String key, JsonNode node) {
        if (node.has("default")) {
            return node.get("default").asText();
        }
        Map<String, List<String>> by = new LinkedHashMap<>();
        section.path("allOf").forEach(branch -> {
            JsonNode special = branch.at("/then/properties").path(key).path("default");
            if (!special.isMissingNode()) {
                by.computeIfAbsent(special.asText(), any -> new ArrayList<>()).add(condition(branch));
            }
        });
        if (by.size() == 1 && node.has("x-only-with") && required(section, key).isEmpty()) {
            return by.keySet().iterator().next();
        }
        StringJoiner text = new StringJoiner("; ");
        by.forEach((value, conditions) -> text.add(value + " " + String.join(", ", conditions)));
        return text.toString();
    }

    /** As "with rule target-propagation, auto-encoder". */
    private static String condition(JsonNode branch) {
        StringJoiner text = new StringJoiner(" and ");
        branch.at("/if/properties").properties().forEach(when -> {
            StringJoiner words = new StringJoiner(", ");
            when.getValue().path("enum").forEach(word -> words.add(word.asText()));
            text.add("with " + when.getKey() + " " + words);
        });
        return text.toString();
    }

    private static String onlyWith(JsonNode node) {
        StringJoiner text = new StringJoiner(" and ");
        node.path("x-only-with").properties().forEach(only -> {
            StringJoiner words = new StringJoiner(", ");
            only.getValue().forEach(word -> words.add(word.asText()));
            text.add(only.getKey() + " " + words + (node.has("x-elsewhere") ? " (no effect with others)" : ""));
        });
        return text.toString();
    }

    /** All keys, form by form, in the order of the file. */
    public List<Entry> entries() {
        return entries;
    }

    /** Metrics by name, in which angle brackets enclose names. */
    public Map<String, String> metrics() {
        return metrics;
    }

    /**
     * The keys that a user means: a whole path, with or without names and indices in place of {@code *}; failing that the end of
     * paths, such as {@code noise.initial}.
     */
    public List<Entry> find(String key) {
        String[] steps = key.split("\\.", -1);
        List<Entry> whole = matching(entry -> matches(entry.path.split("\\."), steps, 0));
        return whole.isEmpty() ? matching(entry -> endsWith(entry.path.split("\\."), steps)) : whole;
    }

    private List<Entry> matching(Predicate<Entry> condition) {
        return entries.stream().filter(condition).toList();
    }

    private static boolean endsWith(String[] path, String[] steps) {
        return path.length > steps.length && matches(path, steps, path.length - steps.length);
    }

    private static boolean matches(String[] path, String[] steps, int from) {
        if (path.length - from != steps.length) {
            return false;
        }
        for (int i = 0; i < steps.length; i++) {
            if (!path[from + i].equals("*") && !path[from + i].equals(steps[i])) {
                return false;
            }
        }
        return from == 0 || !path[from].equals("*");
    }

    /** The keys right below a key. */
    public List<Entry> below(Entry above) {
        return matching(entry ->
                entry.form.equals(above.form) && entry.path.matches(Pattern.quote(above.path) + "\\.(\\*\\.)?[^.*]+"));
    }

    /** The keys that a word can be a value of. */
    public List<Entry> withWord(String word) {
        return matching(entry -> entry.words.containsKey(word));
    }

    /** The metrics that a name can stand for, such as {@code firing_fraction} or {@code firing_fraction.hidden1}. */
    public List<String> findMetrics(String name) {
        String stem = name.split("\\.", 2)[0];
        return metrics.keySet().stream()
                .filter(metric -> metric.equals(name) || metric.contains("<") && metric.split("\\.")[0].equals(stem))
                .toList();
    }

    /** What a user may have meant; empty if nothing is near. */
    public String nearest(String key) {
        Set<String> known = new LinkedHashSet<>();
        entries.forEach(entry -> known.add(entry.path));
        metrics.keySet().forEach(metric -> known.add(metric.split("\\.")[0]));
        entries.forEach(entry -> known.addAll(entry.words.keySet()));
        entries.forEach(entry -> known.add(entry.path.substring(entry.path.lastIndexOf('.') + 1)));
        known.remove("*"); // any name
        return Words.nearest(key, known);
    }
}
