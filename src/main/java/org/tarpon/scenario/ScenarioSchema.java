package org.tarpon.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Unit;

/**
 * The JSON Schema (draft 2020-12) of scenario files. A test makes it of what the readers ask for, and holds it equal; beside the
 * standard keywords it has {@code x-allowed} (in words), {@code x-only-with} (the words of another key with which a key has a
 * place), {@code x-elsewhere} ("no effect", where a key is not refused with others) and {@code x-from} (whose example it is). What concerns several keys at once,
 * such as the wiring, only {@link ScenarioReader} knows.
 */
public final class ScenarioSchema {
    private static final String RESOURCE = "scenario.schema.json";
    private static final String POPULATION = "/$defs/circuit/properties/populations/additionalProperties";

    private ScenarioSchema() {}

    /** The schema as it is stored. */
    static ObjectNode stored() {
        try (InputStream in = ScenarioSchema.class.getResourceAsStream(RESOURCE)) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema for editors: with all neuron models on the class path, and in descriptions what hovering is to show. */
    public static JsonNode forEditors() {
        ObjectNode schema = stored();
        schema.remove("x-metrics");
        addModels(schema, NeuronModels.load());
        describe(schema);
        return schema;
    }

    /** Adds the neuron models that are not part of the program. */
    static void addModels(ObjectNode schema, NeuronModels models) {
        ObjectNode population = (ObjectNode) schema.at(POPULATION);
        ObjectNode properties = (ObjectNode) population.get("properties");
        ArrayNode names = (ArrayNode) properties.at("/model/enum");
        ArrayNode branches = (ArrayNode) population.get("allOf");
        List<String> known = new ArrayList<>();
        names.forEach(name -> known.add(name.asText()));
        for (String model : models.names()) {
            if (known.contains(model)) {
                continue;
            }
            Map<String, Unit> parameters = models.parameters(model);
            parameters.forEach((name, unit) -> {
                if (!properties.has(name)) {
                    branches.forEach(branch ->
                            branch.withObject("/then").withObject("/properties").put(name, false));
                    properties.putObject(name).put("description", "A parameter of " + model + ".");
                }
            });
            names.add(model);
            ((ArrayNode) properties.at("/model/enumDescriptions")).add("A model found on the class path.");
            ObjectNode branch = branches.addObject();
            ObjectNode condition = branch.putObject("if");
            condition.putArray("required").add("model");
            condition.putObject("properties").putObject("model").put("const", model);
            ObjectNode then = branch.putObject("then").putObject("properties");
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                String name = property.getKey();
                if (parameters.containsKey(name)) {
                    then.set(name, kind(parameters.get(name)));
                } else if (!name.equals("size") && !name.equals("model")) {
                    then.put(name, false);
                }
            }
        }
    }

    private static JsonNode kind(Unit unit) {
        Kind<?> kind =
                switch (unit) {
                    case TIME -> Kinds.timeOrZero();
                    case RATE -> Kinds.rate();
                    case NUMBER -> Kinds.anyNumber();
                };
        return new ObjectMapper().valueToTree(kind.form().schema());
    }

    /** Puts into each description what is said of a key elsewhere, for editors that show nothing else. */
    private static void describe(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.get("description") != null && object.get("description").isTextual()) {
                object.put("description", text(object));
            }
            if (object.has("pattern") && object.has("x-allowed")) {
                object.put(
                        "patternErrorMessage",
                        "Allowed: " + object.get("x-allowed").asText());
            }
            object.remove(List.of("x-allowed", "x-only-with", "x-elsewhere", "x-from"));
        }
        node.forEach(ScenarioSchema::describe);
    }

    private static String text(ObjectNode node) {
        StringJoiner text = new StringJoiner("\n");
        text.add(node.get("description").asText());
        if (node.has("x-allowed")) {
            text.add("Allowed: " + node.get("x-allowed").asText());
        }
        if (node.has("default")) {
            text.add("Default: " + node.get("default").asText());
        }
        node.path("x-only-with").properties().forEach(only -> {
            StringJoiner words = new StringJoiner(", ");
            only.getValue().forEach(word -> words.add(word.asText()));
            text.add("Only with " + only.getKey() + ": " + words);
        });
        return text.toString();
    }
}
