package org.tarpon.neuron;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All neuron models there are: the standard ones and those of {@link DynamicsProvider}s on the class path. */
public final class NeuronModels {
    private final Map<String, DynamicsProvider> providers = new TreeMap<>();

    private NeuronModels() {}

    /**
     * Finds all models.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public static NeuronModels load() {
        NeuronModels models = new NeuronModels();
        for (DynamicsProvider provider : StandardDynamics.values()) {
            models.add(provider);
        }
        ServiceLoader.load(DynamicsProvider.class).forEach(models::add);
        return models;
    }

    private void add(DynamicsProvider provider) {
        DynamicsProvider other = providers.put(provider.model(), provider);
        if (other != null) {
            throw new IllegalArgumentException("two neuron models are named " + provider.model() + ": "
                    + other.getClass().getName() + " and "
                    + provider.getClass().getName());
        }
    }

    /** Their names, in alphabetical order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(providers.keySet());
    }

    /** The parameters of a model that there is, in alphabetical order, and in what each is given. */
    public Map<String, Unit> parameters(String name) {
        DynamicsProvider provider = providers.get(name);
        Map<String, Unit> units = new TreeMap<>();
        provider.parameters().forEach(parameter -> units.put(parameter, provider.unit(parameter)));
        return units;
    }

    /**
     * A model by its name.
     *
     * @throws IllegalArgumentException if there is none, or a parameter is unknown, missing or senseless, with what is allowed
     */
    public Dynamics create(String name, Parameters parameters) {
        DynamicsProvider provider = providers.get(name);
        if (provider == null) {
            throw new IllegalArgumentException(
                    "there is no neuron model " + name + "; there are " + String.join(", ", providers.keySet()));
        }
        for (String parameter : parameters.names()) {
            if (!provider.parameters().contains(parameter)) {
                throw new IllegalArgumentException("the model " + name + " has no parameter " + parameter + "; it has "
                        + String.join(", ", new TreeSet<>(provider.parameters())));
            }
        }
        return provider.create(parameters);
    }
}
