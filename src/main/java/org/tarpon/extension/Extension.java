package org.tarpon.extension;

import java.util.Set;
import org.tarpon.neuron.Parameters;
import org.tarpon.neuron.Unit;

/**
 * Makes something that scenario files name. Implementations are public, have a public constructor without arguments, and are
 * named in a file {@code META-INF/services/} of the provider interface's name on the class path.
 *
 * @param <T> what is made
 */
public interface Extension<T> extends Named {
    /** The keys of all its parameters, which stand beside its name in the scenario file. */
    default Set<String> parameters() {
        return Set.of();
    }

    /** In what a parameter is given; a plain number unless overridden. */
    default Unit unit(String parameter) {
        return Unit.NUMBER;
    }

    /**
     * One instance, for one thread at a time.
     *
     * @param parameters times in seconds, rates in hertz
     * @throws IllegalArgumentException if a value makes no sense: the message begins with the parameter's name and says what
     *     would
     */
    T create(Parameters parameters);
}
