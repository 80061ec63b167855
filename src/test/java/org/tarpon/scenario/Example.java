package org.tarpon.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A small valid scenario and edits of it. */
final class Example {
    /** Named in place of a file. */
    static final String SOURCE = "example.yaml";

    static final String TEXT = resource(SOURCE);

    private Example() {}

    /** The example with each text, which must occur once, replaced by the one that follows it. */
    static String edited(String... replacements) {
        String text = TEXT;
        for (int i = 0; i < replacements.length; i += 2) {
            String old = replacements[i];
            if (!text.contains(old) || text.indexOf(old) != text.lastIndexOf(old)) {
                throw new IllegalArgumentException("not exactly once in the example: " + old);
            }
            text = text.replace(old, replacements[i + 1]);
        }
        return text;
    }

    static Scenario read(String text, String... overrides) throws InvalidScenarioException {
        return ScenarioReader.parse(text, SOURCE, List.of(overrides));
    }

    /** The problems as printed; empty if the text is valid. */
    static List<String> problems(String text, String... overrides) {
        try {
            read(text, overrides);
            return List.of();
        } catch (InvalidScenarioException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    static String resource(String name) {
        try (InputStream in = Example.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
