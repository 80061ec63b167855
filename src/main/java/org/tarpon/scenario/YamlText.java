package org.tarpon.scenario;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Turns text into a tree of nodes: one YAML document without anchors, aliases and tags, which a scenario has no use
 * for and which are how YAML files attack their readers.
 */
final class YamlText {
    /** The deepest scenario has 5 levels; the composer recurses, so depth must be bounded before it runs. */
    private static final int DEEPEST = 32;

    private YamlText() {}

    /** The document's root; empty if it has none, or if there were problems. */
    static Optional<Node> compose(String text, String label, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                // Left to the reader of sections, which knows where they stand.
                .setAllowNonScalarKeys(true)
                .build();
        int before = problems.count();
        try {
            check(new Parse(settings).parseString(text), problems);
            return problems.count() > before ? Optional.empty() : new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : " " + e.getContext();
            problems.add(e.getProblemMark(), "not YAML:" + context + ", " + e.getProblem(), "", "");
        } catch (ReaderException e) {
            String code = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
            String preceding = text.substring(0, Math.min(e.getPosition(), text.length()));
            String what = "not YAML: the character " + code + " may not stand in it";
            problems.add(label, line(preceding), column(preceding), what);
        } catch (RuntimeException e) {
            // The library also lets exceptions of the JDK through, for instance on the escape "\\UFFFFFFFF".
            problems.add(label, "not YAML: " + e.getMessage(), "", "");
        }
        return Optional.empty();
    }

    /** The line, from 1, on which text following the given one stands. */
    static int line(String before) {
        return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }

    static int column(String before) {
        int start = before.lastIndexOf('\n') + 1;
        return 1 + before.codePointCount(start, before.length());
    }

    private static void check(Iterable<Event> events, Problems problems) {
        int documents = 0;
        int depth = 0;
        for (Event event : events) {
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                problems.add(event.getStartMark(), "a second YAML document starts here", "one scenario in a file", "");
                return;
            }
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                problems.add(event.getStartMark(), "nested too deeply", "at most " + DEEPEST + " levels", "");
                return;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof AliasEvent) {
                problems.add(event.getStartMark(), "aliases are not used in scenarios", "the value written out", "");
            } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                problems.add(event.getStartMark(), "anchors are not used in scenarios", "the value without it", "");
            }
            if (hasTag(event)) {
                problems.add(event.getStartMark(), "tags are not used in scenarios", "the value without it", "");
            }
        }
    }

    private static boolean hasTag(Event event) {
        return event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                || event instanceof CollectionStartEvent start && start.getTag().isPresent();
    }
}
