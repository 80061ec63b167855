package org.tarpon.scenario;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Is told of every key that readers ask for while they read a scenario, in whatever state it is: this is how the schema
 * learns what there is. All methods do nothing unless overridden; {@code section} and {@code path} say where.
 */
interface KeyListener {
    /**
     * A single value.
     *
     * @param fallback what stands for it where it is missing; null if nothing does
     * @param value what it is here, read or not; null where it is missing
     */
    default <T> void value(Section section, String key, Kind<T> kind, T fallback, String value) {}

    /** @param shorthand the key for which a single value is short; empty if none */
    default void section(Section section, String key, String shorthand) {}

    /** A list of sections; {@code shorthand} as in {@link #section}. */
    default void sections(Section section, String key, String shorthand) {}

    /** A key whose value may be a list; of what follows where it is one. */
    default void list(Section section, String key) {}

    /** A list of single values. */
    default void values(Section section, String key, Kind<?> kind) {}

    /** A value of another form, which its reader reads by itself. */
    default void other(Section section, String key, String words, Map<String, Object> schema) {}

    /** A key that is known, and read elsewhere or not at all. */
    default void accepted(Section section, String key) {}

    /** One word that may stand in place of what else the key takes. */
    default void word(Section section, String key, String word) {}

    /** A key that must be there. */
    default void required(Section section, String key) {}

    /** A key that is known and must not be here. */
    default void refused(Section section, String key) {}

    /** A key without effect here. */
    default void unused(Section section, String key) {}

    /** Keys that the file chooses; each has a value alike. */
    default void names(Section section, Pattern pattern) {}

    /** All keys of a section have been asked for. */
    default void closed(Section section) {}
}
