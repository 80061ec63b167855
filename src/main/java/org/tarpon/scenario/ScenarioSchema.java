package org.tarpon.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.StringJoiner;

/**
 * The JSON Schema (draft 2020-12) of scenario files. A test makes it of what the readers ask for, and holds it equal; beside the
 * standard keywords it has {@code x-allowed} (in words), {@code x-only-with} (the words of another key with which a key has a
 * place), {@code x-elsewhere} ("no effect", where a key is not refused with others) and {@code x-from} (whose example it is). What concerns several keys at once,
 * such as the wiring, only {@link ScenarioReader} knows.
 */
public final class ScenarioSchema {
    private static final String RESOURCE = "scenario.schema.json";

    private ScenarioSchema() {}

    /** The schema as it is stored. */
    static ObjectNode stored() {
        try (InputStream in = ScenarioSchema.class.getResourceAsStream(RESOURCE)) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema as it is stored, with what extensions on the class path add. */
    static ObjectNode withExtensions() {
        ObjectNode schema = stored();
        ExtensionSchema.addTo(schema);
        return schema;
    }

    /** The schema for editors: with all extensions on the class path, and in descriptions what hovering is to show. */
    public static JsonNode forEditors() {
        ObjectNode schema = withExtensions();
        schema.remove("x-metrics");
        describe(schema);
        return schema;
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
