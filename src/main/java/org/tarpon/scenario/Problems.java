package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Collects the problems of one scenario, so that a user sees all of them at once. It goes wherever the scenario is read, and so
 * brings along who listens to what is asked for.
 */
final class Problems {
    /** Bounds on what is kept, so that a hostile file cannot fill the memory with messages. */
    private static final int MOST_PROBLEMS = 1_000;

    private static final int LONGEST_MESSAGE = 1_000;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9F]");

    private final String source;
    private final KeyListener listener;
    private final List<Problem> found = new ArrayList<>();
    private final Set<Node> blamed = new HashSet<>();
    private final List<Problem> notes = new ArrayList<>();
    private final Set<String> shared = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    /** @param source the label of the file's own nodes; nodes with another label come from overrides */
    Problems(String source) {
        this(source, new KeyListener() {});
    }

    Problems(String source, KeyListener listener) {
        this.source = source;
        this.listener = listener;
    }

    KeyListener listener() {
        return listener;
    }

    /** Blames a source as a whole. */
    void add(String label, String what, String allowed, String suggestion) {
        add(label, 0, 0, what, allowed, suggestion);
    }

    void add(String label, int line, int column, String what) {
        add(label, line, column, what, "", "");
    }

    void add(Optional<Mark> mark, String what, String allowed, String suggestion) {
        if (mark.filter(known -> isTold(known, what)).isPresent()) {
            return;
        }
        if (mark.isPresent()) {
            add(mark.get().getName(), mark.get().getLine() + 1, mark.get().getColumn() + 1, what, allowed, suggestion);
        } else {
            add(source, what, allowed, suggestion);
        }
    }

    private void add(String label, int line, int column, String what, String allowed, String suggestion) {
        if (found.size() == MOST_PROBLEMS) {
            found.add(
                    new Problem(source, 0, 0, "more than " + MOST_PROBLEMS + " problems, these are the first", "", ""));
        }
        if (found.size() < MOST_PROBLEMS) {
            found.add(problem(label, line, column, what, allowed, suggestion));
        }
    }

    private Problem problem(String label, int line, int column, String what, String allowed, String suggestion) {
        // An override is one argument: the argument itself is the position.
        boolean inFile = label.equals(source);
        return new Problem(
                inFile ? label : shorten(label),
                inFile ? line : 0,
                inFile ? column : 0,
                shorten(what),
                shorten(allowed),
                shorten(suggestion));
    }

    /** Short, on one line, and without what a terminal would obey: parts come from the file, by way of the library too. */
    private static String shorten(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }

    /**
     * Says that several parts of the scenario are made from one place in the file, and differ only in their numbers: a
     * problem of the first stands for the same of all.
     */
    void share(Node node) {
        node.getStartMark().ifPresent(mark -> shared.add(place(mark)));
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                share(entry.getKeyNode());
                share(entry.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::share);
        }
    }

    private static String place(Mark mark) {
        return mark.getName() + ":" + mark.getLine() + ":" + mark.getColumn();
    }

    private boolean isTold(Mark mark, String what) {
        String place = place(mark);
        return shared.contains(place) && !told.add(place + " " + what.replaceAll("[0-9]+", ""));
    }

    void add(Node node, String what, String allowed, String suggestion) {
        blamed.add(node);
        add(node.getStartMark(), what, allowed, suggestion);
    }

    /** For checks of meaning: a value that could not even be read has a stand-in, whose meaning says nothing. */
    void addUnlessBlamed(Node node, String what, String allowed, String suggestion) {
        if (!blamed.contains(node)) {
            add(node, what, allowed, suggestion);
        }
    }

    /** Remarks on something that is allowed, but perhaps not what the author of the file expects. */
    void note(Node node, String what) {
        Mark mark = node.getStartMark().orElseThrow();
        if (notes.size() < MOST_PROBLEMS) {
            notes.add(problem(mark.getName(), mark.getLine() + 1, mark.getColumn() + 1, what, "", ""));
        }
    }

    List<Problem> notes() {
        return notes;
    }

    int count() {
        return found.size();
    }

    void throwIfAny() throws InvalidScenarioException {
        if (!found.isEmpty()) {
            found.sort(
                    Comparator.comparing((Problem problem) -> !problem.source().equals(source))
                            .thenComparingInt(Problem::line)
                            .thenComparingInt(Problem::column));
            throw new InvalidScenarioException(found);
        }
    }
}
