package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The keys of one mapping in the file, read by asking for them. Every problem goes to the collector and a stand-in is
 * returned, so reading goes on; {@link #close()} then reports the keys that nobody asked for. A section that is not
 * there is silent: it returns stand-ins and has no problems of its own.
 */
final class Section {
    private final String path;
    private final Optional<Node> node;
    private final Problems problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /** @param path dotted, as {@code --set} writes it; empty for the whole file */
    Section(String path, Node node, Problems problems) {
        this.path = path;
        this.problems = problems;
        this.node = Optional.of(node).filter(MappingNode.class::isInstance);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::enter);
        } else {
            String what = path.isEmpty() ? "the file is not a mapping" : "`" + path + "` is not a section";
            problems.add(node, what, "keys with values", "");
        }
    }

    private Section(String path, Problems problems) {
        this.path = path;
        this.node = Optional.empty();
        this.problems = problems;
    }

    private void enter(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(entry.getKeyNode(), "a key that is not a word", "a word", "");
            return;
        }
        NodeTuple first = entries.putIfAbsent(key.getValue(), entry);
        if (first != null) {
            String where = first.getKeyNode()
                    .getStartMark()
                    .map(mark -> ", first on line " + (mark.getLine() + 1))
                    .orElse("");
            problems.add(key, "duplicate key " + Words.quote(key.getValue()) + where, "each key once", "");
        }
    }

    boolean isPresent() {
        return node.isPresent();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Whether the value of a key is a list. */
    boolean isList(String key) {
        listener().list(this, key);
        return has(key) && entries.get(key).getValueNode() instanceof SequenceNode;
    }

    /** Whether the value of a key is a section of its own. */
    boolean isSection(String key) {
        listener().section(this, key, "");
        return has(key) && entries.get(key).getValueNode() instanceof MappingNode;
    }

    /** The keys where the file chooses them. */
    Set<String> names(Pattern pattern) {
        listener().names(this, pattern);
        return entries.keySet();
    }

    /** Where it stands, as {@code --set} writes it; empty for the whole file. */
    String path() {
        return path;
    }

    private KeyListener listener() {
        return problems.listener();
    }

    /** The node of a key itself, which must be there. */
    Node keyNode(String key) {
        return entries.get(key).getKeyNode();
    }

    /** The node to blame for a value: the value, or the whole section where a default stands for it. */
    Node blame(String key) {
        return has(key) ? entries.get(key).getValueNode() : node.orElseThrow();
    }

    <T> T required(String key, T standIn, Kind<T> kind) {
        require(key, kind.allowed());
        return optional(key, standIn, kind);
    }

    <T> T optional(String key, T fallback, Kind<T> kind) {
        known.add(key);
        listener().value(this, key, kind, fallback, text(key));
        return has(key) ? parse(entries.get(key).getValueNode(), path(key), fallback, kind) : fallback;
    }

    Section requiredSection(String key) {
        require(key, "a section");
        return section(key);
    }

    Section section(String key) {
        return section(key, "");
    }

    private Section section(String key, String shorthand) {
        known.add(key);
        listener().section(this, key, shorthand);
        return has(key)
                ? new Section(path(key), entries.get(key).getValueNode(), problems)
                : new Section(path(key), problems);
    }

    /** A section with a {@code type} key, for which a bare word is short. */
    Section typedSection(String key) {
        if (has(key) && entries.get(key).getValueNode() instanceof ScalarNode word) {
            known.add(key);
            listener().section(this, key, "type");
            return new Section(path(key), mapping("type", word), problems);
        }
        return section(key, "type");
    }

    /** A section with one key, for which its value alone is short. */
    private static Node mapping(String key, ScalarNode word) {
        Node name = new ScalarNode(Tag.STR, true, key, ScalarStyle.PLAIN, word.getStartMark(), word.getStartMark());
        List<NodeTuple> only = List.of(new NodeTuple(name, word));
        return new MappingNode(Tag.MAP, true, only, FlowStyle.FLOW, word.getStartMark(), word.getEndMark());
    }

    /** The sections in a list; empty if the key is not there. */
    List<Section> list(String key) {
        listener().sections(this, key, "");
        return sections(elements(key), key);
    }

    /** The sections in a list; a bare word is short for a section with this one key. */
    List<Section> list(String key, String shorthand) {
        listener().sections(this, key, shorthand);
        return sections(
                elements(key).stream()
                        .map(element -> element instanceof ScalarNode word ? mapping(shorthand, word) : element)
                        .toList(),
                key);
    }

    private List<Section> sections(List<Node> elements, String key) {
        List<Section> sections = new ArrayList<>();
        for (Node element : elements) {
            sections.add(new Section(path(key) + "." + sections.size(), element, problems));
        }
        return sections;
    }

    /** The single values in a list; those that cannot be read are left out. */
    <T> Map<Node, T> values(String key, Kind<T> kind) {
        listener().values(this, key, kind);
        Map<Node, T> values = new LinkedHashMap<>();
        int index = 0;
        for (Node element : elements(key)) {
            T value = parse(element, path(key) + "." + index++, null, kind);
            if (value != null) {
                values.put(element, value);
            }
        }
        return values;
    }

    /** As {@link #values}, where a single value may stand for a list of one. */
    <T> Map<Node, T> oneOrMore(String key, Kind<T> kind) {
        listener().value(this, key, kind, null, text(key));
        if (isList(key) || !has(key)) {
            return values(key, kind);
        }
        listener().values(this, key, kind);
        T value = optional(key, null, kind);
        return value == null ? Map.of() : Map.of(blame(key), value);
    }

    private List<Node> elements(String key) {
        known.add(key);
        if (!has(key)) {
            return List.of();
        }
        if (entries.get(key).getValueNode() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(entries.get(key).getValueNode(), "`" + path(key) + "` is not a list", "a list", "");
        return List.of();
    }

    void require(String key, String allowed) {
        known.add(key);
        listener().required(this, key);
        if (isPresent() && !has(key)) {
            problems.add(node.get().getStartMark(), "`" + path(key) + "` is missing", allowed, "");
        }
    }

    /** Takes any value of a key, without reading it. */
    void accept(String key) {
        known.add(key);
        listener().accepted(this, key);
    }

    /** Takes a value of a form of its own, which {@link #blame} gives. */
    void accept(String key, String words, Map<String, Object> schema) {
        known.add(key);
        listener().other(this, key, words, schema);
    }

    /** A key that is known but has no place here. */
    void refuse(String key, String because) {
        listener().refused(this, key);
        if (has(key)) {
            problems.add(keyNode(key), "`" + path(key) + "` " + because, "", "");
            entries.remove(key);
        }
    }

    /** A key that may stand here without effect; its value must be right all the same. */
    void noteUnused(String key, String because) {
        listener().unused(this, key);
        if (has(key)) {
            problems.note(keyNode(key), "`" + path(key) + "` has no effect: " + because);
        }
    }

    /** Whether a key's value is this one word, where a list could stand. */
    boolean isWord(String key, String word) {
        known.add(key);
        listener().word(this, key, word);
        return has(key)
                && entries.get(key).getValueNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(word);
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void close() {
        listener().closed(this);
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                String what = "unknown key " + Words.quote(key) + (path.isEmpty() ? "" : " in `" + path + "`");
                problems.add(keyNode(key), what, Words.list(known), Words.nearest(key, known));
            }
        }
    }

    /** The text of a single value; null if there is none. */
    private String text(String key) {
        return has(key) && entries.get(key).getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private <T> T parse(Node value, String name, T fallback, Kind<T> kind) {
        if (value instanceof ScalarNode empty
                && empty.isPlain()
                && empty.getValue().isEmpty()) {
            problems.add(value, "`" + name + "` has no value", kind.allowed(), "");
            return fallback;
        }
        if (!(value instanceof ScalarNode scalar)) {
            problems.add(value, "`" + name + "` is not a single value", kind.allowed(), "");
            return fallback;
        }
        try {
            return kind.parser().parse(scalar);
        } catch (Kind.Wrong wrong) {
            problems.add(
                    value,
                    "`" + name + "` " + wrong.getMessage(),
                    kind.allowed() + wrong.restriction(),
                    wrong.suggestion());
            return fallback;
        }
    }
}
