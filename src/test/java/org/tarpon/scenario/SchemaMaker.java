package org.tarpon.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tarpon.neuron.DynamicsProvider;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Parameters;
import org.tarpon.neuron.Unit;
import org.tarpon.scenario.AskedKeys.Asked;
import org.tarpon.scenario.AskedKeys.Choice;
import org.tarpon.scenario.AskedKeys.Reading;
import org.tarpon.scenario.AskedKeys.Shape;
import org.tarpon.scenario.KeyExplorer.Form;
import org.tarpon.scenario.KeyExplorer.Sample;

/** Makes the schema of what the readers asked for. */
final class SchemaMaker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Models that only the tests have on their class path. */
    private static final Set<String> PLUGGED = ServiceLoader.load(DynamicsProvider.class).stream()
            .map(provider -> provider.get().model())
            .collect(Collectors.toSet());

    /** A key in the readings of one kind of section, taken together. */
    private static final class Key {
        final List<Choice> choices = new ArrayList<>();
        final Set<Object> fallbacks = new LinkedHashSet<>();
        boolean required = true;
        boolean refused = true;
        boolean unused = true;
        boolean sometimesWithout;
    }

    private final Map<String, List<Reading>> sections;
    private final Descriptions descriptions;
    private final Form form;
    private final Map<String, Sample> examples;

    private SchemaMaker(
            Form form, Map<String, List<Reading>> sections, Descriptions descriptions, Map<String, Sample> examples) {
        this.examples = examples;
        this.form = form;
        this.sections = sections;
        this.descriptions = descriptions;
    }

    static ObjectNode schema(KeyExplorer explorer, Descriptions descriptions) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Tarpon scenario");
        ObjectNode asynchronous = schema.putObject("if");
        asynchronous.putArray("required").add("timing");
        ObjectNode timing = asynchronous.putObject("properties").putObject("timing");
        timing.putArray("required").add("mode");
        timing.putObject("properties").putObject("mode").put("const", "asynchronous");
        ObjectNode then = schema.putObject("then");
        then.putObject("if").putArray("required").add("learning");
        then.putObject("then").put("$ref", "#/$defs/" + Form.PHASE_FREE.key());
        then.putObject("else").put("$ref", "#/$defs/" + Form.CIRCUIT.key());
        schema.putObject("else").put("$ref", "#/$defs/" + Form.VOLLEY.key());
        ObjectNode forms = schema.putObject("$defs");
        explorer.sections.forEach((form, sections) -> {
            ObjectNode whole = new SchemaMaker(form, sections, descriptions, explorer.examples).section("");
            forms.set(form.key(), whole);
        });
        return schema;
    }

    private ObjectNode section(String path) {
        List<Reading> readings = sections.getOrDefault(path, List.of());
        if (readings.isEmpty()) {
            throw new AssertionError("no reader ever reads the section `" + path + "` of a " + form.key()
                    + " scenario to its end; SchemaTest must explore a scenario that has it");
        }
        Optional<String> names = readings.stream()
                .flatMap(reading -> reading.names.stream())
                .map(Object::toString)
                .findFirst();
        return names.isPresent() ? map(path, readings, names.get()) : keys(path, readings);
    }

    private ObjectNode map(String path, List<Reading> readings, String names) {
        ObjectNode map = NODES.objectNode().put("type", "object");
        map.putObject("propertyNames").put("pattern", "^(" + names + ")$");
        Key any = new Key();
        readings.forEach(
                reading -> reading.keys.values().forEach(asked -> asked.choices.forEach(choice -> add(any, choice))));
        map.set("additionalProperties", property(KeyExplorer.join(path, "*"), any));
        return map;
    }

    private ObjectNode keys(String path, List<Reading> readings) {
        Map<String, Key> any = merged(readings);
        String deciding = deciding(any);
        // Where the deciding word could not be read, nothing that is asked says anything of the rest.
        Map<String, Key> all = deciding.isEmpty()
                ? any
                : merged(readings.stream()
                        .filter(reading -> words(any.get(deciding)).contains(reading.words.get(deciding)))
                        .toList());
        Map<String, Map<String, Key>> branches = branches(deciding, all, readings);
        if (form == Form.CIRCUIT && path.equals("populations.*")) {
            branches.forEach(SchemaMaker::askModel);
        }
        ObjectNode section = NODES.objectNode().put("type", "object");
        ObjectNode properties = section.putObject("properties");
        section.put("additionalProperties", false);
        all.forEach((key, merged) -> {
            if (!merged.refused) {
                properties.set(key, property(KeyExplorer.join(path, key), merged));
            }
        });
        required(section, all);
        if (deciding.isEmpty()) {
            alternatives(section, readings);
        } else {
            where(properties, deciding, branches);
            conditions(section, deciding, all, branches, path);
        }
        return section;
    }

    /** Which parameters of a neuron model are required, and the defaults of the others, only the model itself knows. */
    private static void askModel(String model, Map<String, Key> keys) {
        NeuronModels models = NeuronModels.load();
        if (!models.names().contains(model)) {
            return;
        }
        Map<String, Unit> units = models.parameters(model);
        Map<String, Double> ones = new TreeMap<>();
        units.keySet().forEach(name -> ones.put(name, 1.0));
        units.forEach((name, unit) -> {
            Map<String, Double> others = new TreeMap<>(ones);
            others.remove(name);
            Parameters parameters = new Parameters(others);
            try {
                models.create(model, parameters);
            } catch (IllegalArgumentException e) {
                // It is missing, or its default does not go with ones.
            }
            Key key = keys.get(name);
            Double fallback = parameters.values().get(name);
            key.required = fallback == null;
            key.sometimesWithout = false;
            if (fallback != null) {
                long nanos = Math.round(1e9 * fallback);
                key.fallbacks.add(unit == Unit.TIME ? CircuitWriter.lag(nanos) : fallback);
            }
        });
    }

    /** The key whose word makes a difference to the others. */
    private static String deciding(Map<String, Key> keys) {
        return KeyExplorer.DECIDING.stream()
                .filter(keys::containsKey)
                .filter(key -> words(keys.get(key)).size() > 1)
                .findFirst()
                .orElse("");
    }

    private static List<String> words(Key key) {
        return key.choices.stream()
                .filter(choice -> choice.shape() == Shape.VALUE)
                .flatMap(choice ->
                        choice.form().schema().get("enum") instanceof List<?> words ? words.stream() : Stream.of())
                .map(Object::toString)
                .filter(word -> !PLUGGED.contains(word))
                .distinct()
                .toList();
    }

    private static Map<String, Map<String, Key>> branches(
            String deciding, Map<String, Key> all, List<Reading> readings) {
        Map<String, Map<String, Key>> branches = new LinkedHashMap<>();
        if (!deciding.isEmpty()) {
            for (String word : words(all.get(deciding))) {
                List<Reading> of = readings.stream()
                        .filter(reading -> word.equals(reading.words.get(deciding)))
                        .toList();
                if (!of.isEmpty()) {
                    branches.put(word, merged(of));
                }
            }
        }
        return branches;
    }

    private static Map<String, Key> merged(List<Reading> readings) {
        Map<String, Key> merged = new LinkedHashMap<>();
        for (Reading reading : readings) {
            reading.keys.forEach((name, asked) -> merge(merged.computeIfAbsent(name, any -> new Key()), asked));
        }
        merged.forEach((name, key) -> {
            key.required &= readings.stream().allMatch(reading -> reading.keys.containsKey(name));
        });
        merged.values().removeIf(key -> key.choices.isEmpty() && !key.refused);
        return merged;
    }

    private static void merge(Key key, Asked asked) {
        asked.choices.forEach(choice -> add(key, choice));
        key.required &= asked.required;
        key.refused &= asked.refused;
        key.unused &= asked.unused;
        if (!asked.required && !asked.unused && !asked.refused && !asked.choices.isEmpty()) {
            asked.fallback.ifPresentOrElse(key.fallbacks::add, () -> key.sometimesWithout = true);
        }
    }

    private static void add(Key key, Choice choice) {
        if (!key.choices.contains(choice)) {
            key.choices.add(choice);
        }
    }

    private static void required(ObjectNode section, Map<String, Key> keys) {
        List<String> required = keys.entrySet().stream()
                .filter(entry -> entry.getValue().required)
                .map(Map.Entry::getKey)
                .toList();
        if (!required.isEmpty()) {
            required.forEach(section.putArray("required")::add);
        }
    }

    /** Where readings know different keys and no word decides which, the keys that are there do. */
    private static void alternatives(ObjectNode section, List<Reading> readings) {
        Map<Set<String>, List<Reading>> byKeys = new LinkedHashMap<>();
        for (Reading reading : readings) {
            byKeys.computeIfAbsent(new TreeSet<>(reading.keys.keySet()), any -> new ArrayList<>())
                    .add(reading);
        }
        boolean disjoint = byKeys.size() > 1
                && byKeys.keySet().stream().allMatch(keys -> byKeys.keySet().stream()
                        .allMatch(other -> keys == other || keys.stream().noneMatch(other::contains)));
        if (disjoint) {
            ArrayNode alternatives = section.putArray("oneOf");
            byKeys.forEach((keys, own) -> {
                ObjectNode alternative = alternatives.addObject();
                required(alternative, merged(own));
                ObjectNode none = alternative.putObject("properties");
                byKeys.keySet().stream()
                        .filter(other -> other != keys)
                        .forEach(other -> other.forEach(key -> none.put(key, false)));
            });
        }
    }

    /** Says of keys that not every word of the deciding key has for which they are, and for which they have no effect. */
    private static void where(ObjectNode properties, String deciding, Map<String, Map<String, Key>> branches) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            List<String> with = new ArrayList<>();
            List<String> without = new ArrayList<>();
            branches.forEach((word, keys) -> {
                Key key = keys.get(property.getKey());
                if (key != null && !key.refused) {
                    (key.unused ? without : with).add(word);
                }
            });
            boolean everywhere = with.size() == branches.size();
            if (!everywhere && property.getValue() instanceof ObjectNode node) {
                ArrayNode words = node.putObject("x-only-with").putArray(deciding);
                with.forEach(words::add);
                if (!without.isEmpty()) {
                    node.put("x-elsewhere", "no effect");
                }
            }
        }
    }

    private void conditions(
            ObjectNode section,
            String deciding,
            Map<String, Key> all,
            Map<String, Map<String, Key>> branches,
            String path) {
        Map<ObjectNode, List<String>> byDifference = new LinkedHashMap<>();
        branches.forEach((word, keys) -> {
            ObjectNode difference = difference(all, keys, path);
            if (!difference.isEmpty()) {
                byDifference
                        .computeIfAbsent(difference, any -> new ArrayList<>())
                        .add(word);
            }
        });
        Set<Object> fallback = all.get(deciding).fallbacks;
        if (!byDifference.isEmpty()) {
            ArrayNode conditions = section.putArray("allOf");
            byDifference.forEach((difference, words) -> {
                ObjectNode condition = conditions.addObject();
                ObjectNode when = condition.putObject("if");
                words.forEach(when.putObject("properties").putObject(deciding).putArray("enum")::add);
                if (words.stream().noneMatch(fallback::contains)) {
                    when.putArray("required").add(deciding);
                }
                condition.set("then", difference);
            });
        }
    }

    /** What holds of a section of one kind and not of all. */
    private ObjectNode difference(Map<String, Key> all, Map<String, Key> keys, String path) {
        ObjectNode difference = NODES.objectNode();
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        all.forEach((name, general) -> {
            Key key = keys.get(name);
            if (general.refused) {
                return;
            }
            if (key == null || key.refused) {
                properties.put(name, false);
                return;
            }
            if (key.required && !general.required) {
                required.add(name);
            }
            ObjectNode special = property(KeyExplorer.join(path, name), key);
            ObjectNode usual = property(KeyExplorer.join(path, name), general);
            if (!special.equals(usual) && !key.unused) {
                special.remove(List.of("examples", "x-from"));
                usual.remove(List.of("examples", "x-from"));
                if (without(special, "default").equals(without(usual, "default"))) {
                    special.retain("default");
                }
                special.remove("description");
                if (!special.isEmpty()) {
                    properties.set(name, special);
                }
            }
        });
        if (!properties.isEmpty()) {
            difference.set("properties", properties);
        }
        if (!required.isEmpty()) {
            difference.set("required", required);
        }
        return difference;
    }

    private static ObjectNode without(ObjectNode node, String field) {
        ObjectNode copy = node.deepCopy();
        copy.remove(field);
        return copy;
    }

    private ObjectNode property(String path, Key key) {
        ObjectNode property = NODES.objectNode();
        property.put("description", descriptions.of(form.key(), path));
        List<ObjectNode> choices = new ArrayList<>();
        Map<String, List<Choice>> alike = new TreeMap<>();
        for (Choice choice : key.choices) {
            if (choice.form() != null) {
                String type = choice.shape() + " " + choice.form().schema().get("type");
                alike.computeIfAbsent(type, any -> new ArrayList<>()).add(choice);
            }
        }
        alike.values().forEach(same -> {
            ObjectNode one = form(path, same.stream().map(Choice::form).toList());
            choices.add(same.get(0).shape() == Shape.VALUES ? list(one) : one);
        });
        for (Choice choice : key.choices) {
            if (choice.shape() == Shape.SECTION || choice.shape() == Shape.SECTIONS) {
                choices.addAll(sections(path, choice));
            }
        }
        if (choices.size() == 1) {
            property.setAll(choices.get(0));
        } else {
            choices.forEach(property.putArray("anyOf")::add);
        }
        if (key.fallbacks.size() == 1 && !key.sometimesWithout) {
            property.set("default", value(key.fallbacks.iterator().next()));
        }
        Sample example = examples.get(form + " " + path);
        if (example != null && !property.has("enum")) {
            property.putArray("examples").add(JsonOfYaml.json(example.value()));
            property.put("x-from", example.file());
        }
        return property;
    }

    private static ObjectNode list(ObjectNode element) {
        ObjectNode list = NODES.objectNode().put("type", "array");
        list.set("items", element);
        return list;
    }

    private List<ObjectNode> sections(String path, Choice choice) {
        boolean list = choice.shape() == Shape.SECTIONS;
        String at = list ? KeyExplorer.join(path, "*") : path;
        List<ObjectNode> choices = new ArrayList<>();
        ObjectNode section = section(at);
        if (!choice.shorthand().isEmpty()) {
            ObjectNode word = ((ObjectNode) section.at("/properties/" + choice.shorthand())).deepCopy();
            word.remove(List.of("description", "default"));
            choices.add(word);
        }
        choices.add(section);
        if (!list) {
            return choices;
        }
        ObjectNode element = NODES.objectNode();
        if (choices.size() == 1) {
            element = choices.get(0);
        } else {
            choices.forEach(element.putArray("anyOf")::add);
        }
        return List.of(list(element));
    }

    /** Single values of several forms: one that allows what any of them allows. */
    private ObjectNode form(String path, List<Kind.Form> forms) {
        Map<String, Object> loosest = new TreeMap<>(forms.get(0).schema());
        Set<String> words = new LinkedHashSet<>();
        for (Kind.Form each : forms) {
            loosest.keySet().retainAll(each.schema().keySet());
            loosest.replaceAll((keyword, value) ->
                    looser(path, keyword, value, each.schema().get(keyword)));
            words.add(each.words());
        }
        loosest.keySet().removeIf(keyword -> keyword.equals("maximum") && isMany(loosest.get(keyword)));
        ObjectNode node = NODES.objectNode();
        for (String keyword : List.of(
                "type",
                "enum",
                "minimum",
                "exclusiveMinimum",
                "maximum",
                "exclusiveMaximum",
                "pattern",
                "not",
                "minItems")) {
            if (loosest.containsKey(keyword)) {
                node.set(keyword, value(loosest.get(keyword)));
            }
        }
        if (node.get("enum") instanceof ArrayNode all) {
            all.removeIf(word -> PLUGGED.contains(word.asText()));
        }
        boolean whole = words.size() > 1 && "integer".equals(loosest.get("type"));
        if (loosest.get("enum") instanceof List<?> choices) {
            ArrayNode each = NODES.arrayNode();
            for (Object choice : choices) {
                if (PLUGGED.contains(choice)) {
                    continue;
                }
                descriptions.ofWord(form.key(), path, choice).ifPresent(each::add);
            }
            if (!each.isEmpty()) {
                node.set("enumDescriptions", each);
            }
        } else if (whole) {
            Object most = loosest.getOrDefault("maximum", Integer.MAX_VALUE);
            node.put(
                    "x-allowed",
                    Kinds.integer(((Number) loosest.get("minimum")).intValue(), ((Number) most).intValue())
                            .allowed());
        } else {
            node.put(
                    "x-allowed",
                    words.size() == 1
                            ? words.iterator().next()
                            : words.stream()
                                    .flatMap(text -> Arrays.stream(text.split(", ")))
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
        }
        return node;
    }

    /** What readers take for the bound where what bounds it could not be read. */
    private static boolean isMany(Object bound) {
        return bound instanceof Number number && Math.abs(number.doubleValue() - Integer.MAX_VALUE) < 1_000_000;
    }

    private static Object looser(String path, String keyword, Object a, Object b) {
        if (a.equals(b)) {
            return a;
        }
        if (a instanceof Number x && b instanceof Number y) {
            boolean first = keyword.toLowerCase(Locale.ROOT).contains("min")
                    ? x.doubleValue() <= y.doubleValue()
                    : x.doubleValue() >= y.doubleValue();
            return first ? a : b;
        }
        if (a instanceof List<?> words && b instanceof List<?> more) {
            Set<Object> union = new LinkedHashSet<>(words);
            union.addAll(more);
            return List.copyOf(union);
        }
        throw new AssertionError("two kinds of `" + path + "` differ in " + keyword + ": " + a + " and " + b
                + "; give the kind a form that holds in all scenarios (Kind.generally)");
    }

    /** A value as it stands in JSON: words that YAML reads as numbers are numbers. */
    private static JsonNode value(Object value) {
        if (value instanceof String text && text.matches("-?[0-9]+")) {
            return NODES.numberNode(Long.parseLong(text));
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(each -> array.add(value(each)));
            return array;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return NODES.numberNode(number.longValue());
        }
        return JSON.valueToTree(value);
    }
}
