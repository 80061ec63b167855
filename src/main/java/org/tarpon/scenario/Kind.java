package org.tarpon.scenario;

import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A kind of single value: how its text is read, and what is allowed, in words and as JSON Schema.
 *
 * @param allowed completes "allowed: "
 * @param form what is allowed in every scenario: no names and numbers of the one that is read
 * @param written a value as a file has it, for defaults
 */
record Kind<T>(String allowed, Parser<T> parser, Form form, Function<? super T, Object> written) {
    /**
     * What is allowed in every scenario.
     *
     * @param words completes "allowed: "
     * @param schema keywords of JSON Schema and their values; none allow anything
     */
    record Form(String words, Map<String, Object> schema) {}

    /** A kind of which a schema knows nothing but the words. */
    Kind(String allowed, Parser<T> parser) {
        this(allowed, parser, Map.of());
    }

    Kind(String allowed, Parser<T> parser, Map<String, Object> schema) {
        this(allowed, parser, new Form(allowed, schema), Kind::plain);
    }

    /** The same kind, where what is allowed depends on the scenario. */
    Kind<T> generally(String words, Map<String, Object> schema) {
        return new Kind<>(allowed, parser, new Form(words, schema), written);
    }

    Kind<T> writtenBy(Function<? super T, Object> text) {
        return new Kind<>(allowed, parser, form, text);
    }

    private static Object plain(Object value) {
        return value instanceof Keyed word ? word.key() : value;
    }

    /** Reads one value. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(ScalarNode node) throws Wrong;
    }

    /** A value is not of its kind. The complaint follows the name of the key: "is not a number: `x`". */
    static final class Wrong extends Exception {
        private final String suggestion;
        private final String restriction;

        Wrong(String complaint, String suggestion) {
            this(complaint, suggestion, "");
        }

        /** @param restriction what more is asked of a value than the kind says, after its words */
        Wrong(String complaint, String suggestion, String restriction) {
            super(complaint, null, false, false);
            this.suggestion = suggestion;
            this.restriction = restriction;
        }

        String restriction() {
            return restriction;
        }

        String suggestion() {
            return suggestion;
        }
    }
}
