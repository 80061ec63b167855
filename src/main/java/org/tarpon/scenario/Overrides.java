package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Puts {@code --set key=value} into the tree before it is read, so that what a file may not say an override may not
 * say either. New nodes carry the override as their label, which is how problems point to it.
 */
final class Overrides {
    private final String label;
    private final Problems problems;

    private Overrides(String label, Problems problems) {
        this.label = label;
        this.problems = problems;
    }

    /** @param override dotted path, {@code =}, YAML value; list elements by index from 0 */
    static void apply(String override, Node root, Problems problems) {
        new Overrides("--set " + override, problems).apply(override, root);
    }

    private void apply(String override, Node root) {
        int equals = override.indexOf('=');
        String path = equals < 0 ? override : override.substring(0, equals);
        String[] steps = path.strip().split("\\.", -1);
        if (equals < 0 || List.of(steps).contains("")) {
            problems.add(label, "not an override", "key=value, such as `train.epochs=3`", "");
            return;
        }
        int before = problems.count();
        Optional<Node> value = YamlText.compose(override.substring(equals + 1), label, problems);
        if (problems.count() == before) {
            put(root, steps, 0, value.orElseGet(() -> word("")));
        }
    }

    private void put(Node parent, String[] steps, int depth, Node value) {
        if (parent instanceof MappingNode mapping) {
            putKey(mapping.getValue(), steps, depth, value);
        } else if (parent instanceof SequenceNode sequence) {
            putElement(sequence.getValue(), steps, depth, value);
        } else {
            String above = String.join(".", List.of(steps).subList(0, depth));
            problems.add(label, Words.quote(above) + " is a single value, without keys", above + "={…}", "");
        }
    }

    private void putKey(List<NodeTuple> entries, String[] steps, int depth, Node value) {
        boolean last = depth == steps.length - 1;
        for (int i = 0; i < entries.size(); i++) {
            NodeTuple entry = entries.get(i);
            if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(steps[depth])) {
                if (last) {
                    entries.set(i, new NodeTuple(key, value));
                } else {
                    put(entry.getValueNode(), steps, depth + 1, value);
                }
                return;
            }
        }
        Node added = value;
        for (int i = steps.length - 1; i > depth; i--) {
            added = new MappingNode(Tag.MAP, true, one(steps[i], added), FlowStyle.FLOW, mark(), mark());
        }
        entries.addAll(one(steps[depth], added));
    }

    private void putElement(List<Node> elements, String[] steps, int depth, Node value) {
        String step = steps[depth];
        int index = step.matches("[0-9]{1,9}") ? Integer.parseInt(step) : Integer.MAX_VALUE;
        if (index >= elements.size()) {
            String allowed = elements.isEmpty() ? "none, it is empty" : "0 to " + (elements.size() - 1);
            problems.add(label, Words.quote(step) + " is not the index of an element", allowed, "");
        } else if (depth == steps.length - 1) {
            elements.set(index, value);
        } else {
            put(elements.get(index), steps, depth + 1, value);
        }
    }

    private List<NodeTuple> one(String key, Node value) {
        return new ArrayList<>(List.of(new NodeTuple(word(key), value)));
    }

    private Node word(String text) {
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, mark(), mark());
    }

    private Optional<Mark> mark() {
        return Optional.of(new Mark(label, 0, 0, 0, new int[0], 0));
    }
}
