package org.tarpon.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Makes the tree of a scenario of values in Java, where problems point to keys instead of lines. */
final class ValueNodes {
    private ValueNodes() {}

    /**
     * @param key dotted; empty for the whole tree
     * @param value a map by words, a list, or something whose text is a value
     */
    static Node node(String key, Object value) {
        Optional<Mark> mark = Optional.of(new Mark(key.isEmpty() ? "scenario" : key, 0, 0, 0, new int[0], 0));
        if (value instanceof Map<?, ?> map) {
            List<NodeTuple> entries = new ArrayList<>();
            ordered(map).forEach((name, inner) -> {
                String path = key.isEmpty() ? String.valueOf(name) : key + "." + name;
                entries.add(new NodeTuple(word(String.valueOf(name), path), node(path, inner)));
            });
            return new MappingNode(Tag.MAP, true, entries, FlowStyle.FLOW, mark, mark);
        }
        if (value instanceof Iterable<?> list) {
            List<Node> elements = new ArrayList<>();
            list.forEach(inner -> elements.add(node(key + "." + elements.size(), inner)));
            return new SequenceNode(Tag.SEQ, true, elements, FlowStyle.FLOW, mark, mark);
        }
        return word(text(value), key);
    }

    /** Populations are ordered; the order of some maps is another in each run of the machine. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        if (map instanceof LinkedHashMap || map instanceof SortedMap) {
            return map;
        }
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        return sorted;
    }

    private static String text(Object value) {
        boolean exact = value instanceof Float || value instanceof Double;
        return exact && Double.isFinite(((Number) value).doubleValue())
                ? new BigDecimal(value.toString()).toString()
                : String.valueOf(value);
    }

    private static Node word(String text, String key) {
        Optional<Mark> mark = Optional.of(new Mark(key, 0, 0, 0, new int[0], 0));
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, mark, mark);
    }
}
