package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.tarpon.scenario.Scenario.Branch;
import org.tarpon.scenario.Scenario.Leaf;
import org.tarpon.scenario.Scenario.Tree;

/** Reads the class tree of a hierarchical softmax: lists of classes and of further lists. */
final class TreeReader {
    private static final Pattern CLASS = Pattern.compile("[0-9]{1,6}");
    static final String ALLOWED = "classes, counted from 0, and lists of them, such as `[[0, 1], [2, 3, 4]]`";
    static final Map<String, Object> SCHEMA = Map.of("type", "array", "minItems", 2);

    private final String path;
    private final Problems problems;
    private final Map<Integer, Node> classes = new LinkedHashMap<>();

    /** @param path of the key, for messages */
    TreeReader(String path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The tree; empty if there were problems. */
    Optional<Branch> read(Node node) {
        int before = problems.count();
        Tree tree = tree(node);
        if (problems.count() == before && tree instanceof Leaf) {
            problems.add(node, "`" + path + "` is not a list", ALLOWED, "");
        }
        return problems.count() == before ? Optional.of((Branch) tree) : Optional.empty();
    }

    private Tree tree(Node node) {
        if (node instanceof SequenceNode list) {
            if (list.getValue().size() < 2) {
                String found = list.getValue().isEmpty() ? "an empty list" : "a list of one, which leaves no choice,";
                problems.add(node, found + " in `" + path + "`", "lists of at least two", "");
            }
            List<Tree> children = new ArrayList<>();
            list.getValue().forEach(child -> children.add(tree(child)));
            return new Branch(children);
        }
        if (!(node instanceof ScalarNode scalar)
                || !scalar.isPlain()
                || !CLASS.matcher(scalar.getValue()).matches()) {
            String found = node instanceof ScalarNode scalar ? Words.quote(scalar.getValue()) : "a section";
            problems.add(node, found + " in `" + path + "` is not a class", ALLOWED, "");
            return new Leaf(0);
        }
        int label = Integer.parseInt(scalar.getValue());
        if (classes.putIfAbsent(label, node) != null) {
            problems.add(node, "class " + label + " is in `" + path + "` twice", "each class once", "");
        }
        return new Leaf(label);
    }

    /** Holds the tree that was read against the classes that there are. */
    void checkClasses(int count, String set, Node whole) {
        classes.forEach((label, node) -> {
            if (label >= count) {
                problems.add(node, "`" + set + "` has no class " + label, "0 to " + (count - 1), "");
            }
        });
        List<String> missing = new ArrayList<>();
        for (int label = 0; label < count; label++) {
            if (!classes.containsKey(label)) {
                missing.add(String.valueOf(label));
            }
        }
        if (!missing.isEmpty()) {
            String which = (missing.size() == 1 ? "class " : "classes ") + Words.list(missing);
            problems.add(
                    whole,
                    "`" + path + "` has no leaf for " + which + " of `" + set + "`",
                    "each of the " + count + " classes once",
                    "");
        }
    }
}
