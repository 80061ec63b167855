package org.tarpon.extension;

/** Something that scenario files name. */
public interface Named {
    /** The word of the scenario file: lower-case letters, digits and hyphens; nothing else of its kind has it. */
    String name();
}
