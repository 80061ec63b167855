package org.tarpon.scenario;

import java.util.Locale;

/** An enum whose constants are words of the scenario file: {@code COUPLED_SPIKE} is written {@code coupled-spike}. */
public interface Keyed {
    /** The constant's own name, as every enum has it. */
    String name();

    /** The word that the scenario file uses. */
    default String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
