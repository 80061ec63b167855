package org.tarpon.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What an editor takes YAML for before it applies a schema: plain scalars by the core schema of YAML 1.2. */
final class JsonOfYaml {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonOfYaml() {}

    static JsonNode json(String yaml) {
        Problems problems = new Problems("");
        return json(YamlText.compose(yaml, "", problems).orElseThrow());
    }

    private static JsonNode json(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = NODES.objectNode();
            mapping.getValue()
                    .forEach(entry ->
                            object.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode())));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            sequence.getValue().forEach(element -> array.add(json(element)));
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isPlain() ? plain(scalar.getValue()) : NODES.textNode(scalar.getValue());
    }

    private static JsonNode plain(String text) {
        if (text.matches("|~|null|Null|NULL")) {
            return NODES.nullNode();
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (text.matches("[-+]?[0-9]+")) {
            return NODES.numberNode(new BigInteger(text));
        }
        if (text.matches("0x[0-9a-fA-F]+|0o[0-7]+")) {
            return NODES.numberNode(new BigInteger(text.substring(2), text.charAt(1) == 'x' ? 16 : 8));
        }
        if (text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")) {
            // Digits of a digest may look like a number that is too large for one.
            boolean finite = Double.isFinite(Double.parseDouble(text));
            return finite ? NODES.numberNode(new BigDecimal(text)) : NODES.textNode(text);
        }
        return NODES.textNode(text);
    }
}
