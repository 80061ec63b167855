package org.tarpon.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tarpon.data.KnownDataset;
import org.tarpon.extension.Extension;
import org.tarpon.extension.Extensions;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Unit;

/** Adds to the schema what is on the class path and no part of Tarpon: words, and the parameters that stand beside each. */
final class ExtensionSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOUND = "Found on the class path.";

    /** A section whose word may be an extension's. */
    private final ObjectNode section;
    /** The key of the word. */
    private final String key;

    private ExtensionSchema(JsonNode section, String key) {
        this.section = (ObjectNode) section;
        this.key = key;
    }

    static void addTo(ObjectNode schema) {
        JsonNode circuit = schema.at("/$defs/circuit/properties");
        JsonNode volley = schema.at("/$defs/volley/properties");
        JsonNode phaseFree = schema.at("/$defs/phase-free/properties");

        NeuronModels models = NeuronModels.load();
        Map<String, Map<String, Unit>> dynamics = new LinkedHashMap<>();
        models.names().forEach(name -> dynamics.put(name, models.parameters(name)));
        new ExtensionSchema(circuit.at("/populations/additionalProperties"), "model").add(dynamics, Set.of());

        new ExtensionSchema(volley.at("/populations/additionalProperties"), "model")
                .add(words(Plugins.neurons()), Set.of("shape"));
        new ExtensionSchema(volley.at("/learning"), "rule").add(words(Plugins.rules()), Set.of());
        JsonNode encoder = volley.at("/data/properties/encoder/anyOf");
        addWords((ObjectNode) encoder.get(0), Plugins.encoders().names());
        new ExtensionSchema(encoder.get(1), "type").add(words(Plugins.encoders()), Set.of());
        new ExtensionSchema(volley.at("/record/properties/recorders/items"), "type")
                .add(words(Plugins.recorders()), Set.of());

        List<String> sets = KnownDataset.all().stream().map(KnownDataset::key).toList();
        for (JsonNode form : List.of(volley, phaseFree, circuit)) {
            addWords((ObjectNode) form.at("/data/properties/set"), sets);
        }
    }

    private static Map<String, Map<String, Unit>> words(Extensions<? extends Extension<?>> extensions) {
        Map<String, Map<String, Unit>> words = new LinkedHashMap<>();
        extensions.all().forEach(each -> words.put(each.name(), Extensions.units(each)));
        return words;
    }

    /** @return those that are new */
    private static Set<String> addWords(ObjectNode property, Collection<String> words) {
        Set<String> added = new TreeSet<>(words);
        property.path("enum").forEach(known -> added.remove(known.asText()));
        if (!added.isEmpty()) {
            // Where Tarpon has none of its own, a pattern stands for all.
            property.remove(List.of("type", "pattern", "x-allowed"));
            added.forEach(word -> {
                property.withArray("/enum").add(word);
                property.withArray("/enumDescriptions").add(FOUND);
            });
        }
        return added;
    }

    /**
     * Adds those words that are new.
     *
     * @param kept keys that only some of Tarpon's own words have, and all of these
     */
    private void add(Map<String, Map<String, Unit>> words, Set<String> kept) {
        ObjectNode properties = (ObjectNode) section.get("properties");
        Map<String, Set<String>> byParameter = new TreeMap<>();
        for (String word : addWords((ObjectNode) properties.get(key), words.keySet())) {
            ObjectNode then = condition(List.of(word)).putObject("then").putObject("properties");
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                boolean others = property.getValue().has("x-only-with")
                        && !property.getValue().has("x-elsewhere");
                if (others && kept.contains(property.getKey())) {
                    ((ObjectNode) property.getValue())
                            .withArray("/x-only-with/" + key)
                            .add(word);
                } else if (others) {
                    then.put(property.getKey(), false);
                }
            }
            words.get(word).forEach((parameter, unit) -> {
                then.set(parameter, kind(unit));
                byParameter.computeIfAbsent(parameter, any -> new TreeSet<>()).add(word);
            });
        }
        byParameter.forEach((parameter, with) -> {
            Set<ObjectNode> kinds = new LinkedHashSet<>();
            with.forEach(word -> kinds.add(kind(words.get(word).get(parameter))));
            if (properties.has(parameter)) {
                loosen((ObjectNode) properties.get(parameter), kinds);
            } else {
                ObjectNode property = properties.putObject(parameter);
                property.put("description", "A parameter of " + String.join(", ", with) + ".");
                take(property, kinds);
                condition(with).putObject("else").putObject("properties").put(parameter, false);
            }
            with.forEach(properties.withObject("/" + parameter).withArray("/x-only-with/" + key)::add);
        });
    }

    private ObjectNode condition(Collection<String> words) {
        ObjectNode condition = section.withArray("/allOf").addObject();
        ObjectNode when = condition.putObject("if");
        when.putArray("required").add(key);
        words.forEach(when.putObject("properties").putObject(key).putArray("enum")::add);
        return condition;
    }

    /** Lets a parameter that others have be of further kinds. */
    private static void loosen(ObjectNode property, Set<ObjectNode> kinds) {
        ObjectNode known = property.deepCopy().remove(List.of("description", "x-only-with", "examples", "x-from"));
        kinds.removeIf(kind -> kind.properties().stream()
                .allMatch(keyword -> keyword.getValue().equals(known.get(keyword.getKey()))));
        if (!kinds.isEmpty()) {
            known.fieldNames().forEachRemaining(property::remove);
            property.putArray("anyOf").add(known).addAll(kinds);
        }
    }

    private static void take(ObjectNode property, Set<ObjectNode> kinds) {
        if (kinds.size() == 1) {
            property.setAll(kinds.iterator().next());
        } else {
            property.putArray("anyOf").addAll(kinds);
        }
    }

    private static ObjectNode kind(Unit unit) {
        Kind.Form form = ExtensionReader.kind(unit).form();
        ObjectNode kind = JSON.valueToTree(form.schema());
        return kind.put("x-allowed", form.words());
    }
}
