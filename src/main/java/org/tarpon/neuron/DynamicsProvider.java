package org.tarpon.neuron;

import java.util.Set;

/**
 * Makes a neuron model known by a name. Implementations with a public constructor without arguments, named in a file
 * {@code META-INF/services/org.tarpon.neuron.DynamicsProvider} on the class path, are found by {@link NeuronModels}.
 */
public interface DynamicsProvider {
    /** The name of the model, such as "ginzburg"; unique. */
    String model();

    /** The names of all parameters that the model knows. */
    Set<String> parameters();

    /** In what a parameter is given; a plain number unless overridden. */
    default Unit unit(String parameter) {
        return Unit.NUMBER;
    }

    /**
     * A model with these parameters, times in seconds and rates in hertz.
     *
     * @throws IllegalArgumentException if a value makes no sense, with what would
     */
    Dynamics create(Parameters parameters);
}
