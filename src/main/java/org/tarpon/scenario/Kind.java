package org.tarpon.scenario;

import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A kind of single value: how its text is read, and what is allowed, in words.
 *
 * @param allowed completes "allowed: "
 */
record Kind<T>(String allowed, Parser<T> parser) {
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
