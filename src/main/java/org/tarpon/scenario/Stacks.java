package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Writes out the stacks in a tree, before it is read: {@code hidden: {repeat: 3, …}} becomes hidden1, hidden2 and hidden3. A
 * pathway from a stack to itself becomes one between each two neighbours; from below a stack a pathway ends at its first
 * population and on top it starts at its last; feedback the other way round. All that is made points to where the stack
 * stands in the file.
 */
final class Stacks {
    private static final String REPEAT = "repeat";
    static final Kind<Integer> TIMES = Kinds.integer(1, NetworkReader.MOST_POPULATIONS);

    private final Problems problems;
    private final Map<String, Integer> heights = new LinkedHashMap<>();

    private Stacks(Problems problems) {
        this.problems = problems;
    }

    static void expand(Node root, Problems problems) {
        Stacks stacks = new Stacks(problems);
        value(root, "populations")
                .filter(MappingNode.class::isInstance)
                .ifPresent(node -> stacks.populations(((MappingNode) node).getValue()));
        if (stacks.heights.isEmpty()) {
            return;
        }
        Optional<Node> pathways = value(root, "pathways");
        elements(pathways.flatMap(node -> value(node, "feedforward"))).ifPresent(list -> stacks.pathways(list, true));
        elements(pathways.flatMap(node -> value(node, "feedback"))).ifPresent(list -> stacks.pathways(list, false));
        elements(value(root, "record")
                        .flatMap(node -> value(node, "spikes"))
                        .flatMap(node -> value(node, "populations")))
                .ifPresent(stacks::names);
    }

    private void populations(List<NodeTuple> entries) {
        Set<String> names = new HashSet<>();
        for (NodeTuple entry : entries) {
            if (!isStack(entry)) {
                word(entry.getKeyNode()).ifPresent(names::add);
            }
        }
        List<NodeTuple> expanded = new ArrayList<>();
        for (NodeTuple entry : entries) {
            if (!isStack(entry)) {
                expanded.add(entry);
                continue;
            }
            String name = word(entry.getKeyNode()).orElseThrow();
            int height = heights.merge(name, height(name, entry.getValueNode()), Math::max);
            if (expanded.size() + height > NetworkReader.MOST_POPULATIONS) {
                problems.add(
                        value(entry.getValueNode(), REPEAT).orElseThrow(),
                        "too many populations: `" + name + "` alone makes " + height,
                        "at most " + NetworkReader.MOST_POPULATIONS + " in all",
                        "");
                height = 1;
                heights.put(name, height);
            }
            problems.share(entry.getKeyNode());
            problems.share(entry.getValueNode());
            for (int i = 1; i <= height; i++) {
                if (!names.add(name + i)) {
                    problems.add(
                            entry.getKeyNode(),
                            "`" + name + "` is repeated, which makes a population `" + name + i
                                    + "`, but another is called so",
                            "another name for one of them",
                            "");
                }
                expanded.add(
                        new NodeTuple(renamed(entry.getKeyNode(), name + i), without(entry.getValueNode(), REPEAT)));
            }
        }
        entries.clear();
        entries.addAll(expanded);
    }

    private static boolean isStack(NodeTuple entry) {
        return word(entry.getKeyNode()).isPresent()
                && value(entry.getValueNode(), REPEAT).isPresent();
    }

    /** How many populations; 1 where that cannot be read. */
    private int height(String name, Node body) {
        return new Section("populations." + name, only(body, REPEAT), problems).required(REPEAT, 1, TIMES);
    }

    private static Node only(Node body, String key) {
        List<NodeTuple> entries = ((MappingNode) body)
                .getValue().stream().filter(entry -> is(entry, key)).limit(1).toList();
        return mapping(body, entries);
    }

    private static Node without(Node body, String key) {
        List<NodeTuple> entries = ((MappingNode) body)
                .getValue().stream().filter(entry -> !is(entry, key)).toList();
        return mapping(body, entries);
    }

    private void pathways(List<Node> elements, boolean up) {
        List<Node> expanded = new ArrayList<>();
        for (Node element : elements) {
            Optional<String> from = value(element, "from").flatMap(Stacks::word);
            Optional<String> to = value(element, "to").flatMap(Stacks::word);
            if (from.isPresent() && from.equals(to) && heights.containsKey(from.get())) {
                String name = from.get();
                problems.share(element);
                for (int i = 1; i < heights.get(name); i++) {
                    expanded.add(between(element, name + (up ? i : i + 1), name + (up ? i + 1 : i)));
                }
            } else {
                expanded.add(between(element, from.map(name -> end(name, up)), to.map(name -> end(name, !up))));
            }
        }
        elements.clear();
        elements.addAll(expanded);
    }

    /** The population that a name stands for: of a stack the last or the first. */
    private String end(String name, boolean last) {
        return heights.containsKey(name) ? name + (last ? heights.get(name) : 1) : name;
    }

    private static Node between(Node pathway, String from, String to) {
        return between(pathway, Optional.of(from), Optional.of(to));
    }

    private static Node between(Node pathway, Optional<String> from, Optional<String> to) {
        if (!(pathway instanceof MappingNode whole)) {
            return pathway;
        }
        List<NodeTuple> entries = new ArrayList<>();
        for (NodeTuple entry : whole.getValue()) {
            if (is(entry, "from") && from.isPresent()) {
                entries.add(new NodeTuple(entry.getKeyNode(), renamed(entry.getValueNode(), from.get())));
            } else if (is(entry, "to") && to.isPresent()) {
                entries.add(new NodeTuple(entry.getKeyNode(), renamed(entry.getValueNode(), to.get())));
            } else {
                entries.add(entry);
            }
        }
        return mapping(pathway, entries);
    }

    /** A stack in a list of names stands for all of its populations. */
    private void names(List<Node> elements) {
        List<Node> expanded = new ArrayList<>();
        for (Node element : elements) {
            String name = word(element).orElse("");
            if (!heights.containsKey(name)) {
                expanded.add(element);
            }
            for (int i = 1; i <= heights.getOrDefault(name, 0); i++) {
                expanded.add(renamed(element, name + i));
            }
        }
        elements.clear();
        elements.addAll(expanded);
    }

    private static Node mapping(Node like, List<NodeTuple> entries) {
        return new MappingNode(
                like.getTag(), true, new ArrayList<>(entries), FlowStyle.FLOW, like.getStartMark(), like.getEndMark());
    }

    private static Node renamed(Node like, String text) {
        ScalarNode word = (ScalarNode) like;
        return new ScalarNode(word.getTag(), true, text, word.getScalarStyle(), word.getStartMark(), word.getEndMark());
    }

    private static boolean is(NodeTuple entry, String key) {
        return word(entry.getKeyNode()).filter(key::equals).isPresent();
    }

    private static Optional<String> word(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static Optional<Node> value(Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(entry -> is(entry, key))
                .findFirst()
                .map(NodeTuple::getValueNode);
    }

    private static Optional<List<Node>> elements(Optional<Node> node) {
        return node.filter(SequenceNode.class::isInstance).map(list -> ((SequenceNode) list).getValue());
    }
}
