package org.tarpon.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where in the text of a scenario file its expectations stand. */
public final class ExpectSource {
    /** @param line and column, from 1 */
    public record Position(int line, int column) {}

    private final String file;
    private final String text;
    private final List<Node> elements = new ArrayList<>();

    private ExpectSource(String file, String text, Node root) {
        this.file = file;
        this.text = text;
        CircuitReader.value(root, "expect").ifPresent(node -> {
            if (node instanceof SequenceNode list) {
                elements.addAll(list.getValue());
            }
        });
    }

    /**
     * @param overrides with which the scenario is read; what they put there stands nowhere in the file
     * @throws InvalidScenarioException if there is no such file, or it is no YAML
     */
    public static ExpectSource read(Path file, List<String> overrides) throws InvalidScenarioException {
        Problems problems = new Problems(file.toString());
        Optional<String> text = ScenarioReader.text(file, problems);
        problems.throwIfAny();
        Node root = ScenarioReader.root(text.orElseThrow(), problems, file.toString(), overrides);
        return new ExpectSource(file.toString(), text.orElseThrow(), root);
    }

    /** Where an expectation begins; empty if an override put it there. */
    public Optional<Position> position(int index) {
        return index < elements.size() ? mark(elements.get(index)).map(ExpectSource::position) : Optional.empty();
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Optional<Mark> mark(Node node) {
        return node.getStartMark().filter(mark -> mark.getName().equals(file));
    }

    /** Whether a file still says what was read. */
    public boolean isUnchanged(Path other) throws IOException {
        return Files.readString(other).equals(text);
    }

    /**
     * The text with other digests and nothing else changed, no comment and no blank.
     *
     * @param digests by the index of their expectation, each of which has one
     * @throws IllegalArgumentException if a digest is not written out where it stands; the message says where
     */
    public String withDigests(Map<Integer, String> digests) {
        TreeMap<Integer, String> byPlace = new TreeMap<>();
        digests.forEach((index, digest) -> {
            ScalarNode scalar = (ScalarNode)
                    CircuitReader.value(elements.get(index), "equals").orElseThrow();
            Mark mark = mark(scalar).orElseThrow();
            int quote = scalar.isPlain() ? 0 : 1;
            int start = offset(mark) + quote;
            int end = offset(scalar.getEndMark().orElseThrow()) - quote;
            if (!text.substring(start, end).equals(scalar.getValue())) {
                Position at = position(mark);
                throw new IllegalArgumentException(file + ":" + at.line() + ":" + at.column()
                        + ": a digest that is written with escapes cannot be renewed; write its 64 digits as they are");
            }
            byPlace.put(start, digest);
        });
        StringBuilder changed = new StringBuilder(text);
        byPlace.descendingMap().forEach((start, digest) -> changed.replace(start, start + digest.length(), digest));
        return changed.toString();
    }

    /** Marks count code points. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
