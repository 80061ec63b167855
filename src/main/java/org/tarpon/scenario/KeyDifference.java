package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A key whose value is not the same in two resolved scenarios.
 *
 * @param key its path, as {@code --set} addresses it
 * @param first its value in one; empty if the key is not there
 * @param second its value in the other
 */
public record KeyDifference(String key, Optional<String> first, Optional<String> second) {
    /** Sections that say what is written and judged, and nothing of what is computed. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("name", "expect", "checkpoint", "record");

    /** Whether weights, spikes and metrics may depend on it. */
    public boolean hasEffect() {
        return !WITHOUT_EFFECT.contains(key.split("\\.", 2)[0]);
    }

    /**
     * The keys that differ, in the order of the first file, those without effect last.
     *
     * @param first text of a resolved scenario
     * @throws InvalidScenarioException if a text is not YAML
     */
    public static List<KeyDifference> between(String first, String second) throws InvalidScenarioException {
        Map<String, String> one = keys(first);
        Map<String, String> other = keys(second);
        Map<String, String> all = new LinkedHashMap<>(one);
        other.forEach(all::putIfAbsent);
        List<KeyDifference> differences = new ArrayList<>();
        for (String key : all.keySet()) {
            Optional<String> here = Optional.ofNullable(one.get(key));
            Optional<String> there = Optional.ofNullable(other.get(key));
            if (!here.equals(there)) {
                differences.add(new KeyDifference(key, here, there));
            }
        }
        List<KeyDifference> sorted = new ArrayList<>(
                differences.stream().filter(KeyDifference::hasEffect).toList());
        differences.stream().filter(difference -> !difference.hasEffect()).forEach(sorted::add);
        return sorted;
    }

    private static Map<String, String> keys(String text) throws InvalidScenarioException {
        Problems problems = new Problems("scenario.yaml");
        Optional<Node> root = YamlText.compose(text, "scenario.yaml", problems);
        problems.throwIfAny();
        Map<String, String> keys = new LinkedHashMap<>();
        root.ifPresent(node -> flatten("", node, keys));
        return keys;
    }

    private static void flatten(String path, Node node, Map<String, String> keys) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                flatten(prefix + key, tuple.getValueNode(), keys);
            }
        } else if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            for (int i = 0; i < list.getValue().size(); i++) {
                flatten(prefix + i, list.getValue().get(i), keys);
            }
        } else {
            String empty = node instanceof MappingNode ? "{}" : "[]";
            keys.put(path, node instanceof ScalarNode scalar ? scalar.getValue() : empty);
        }
    }
}
