package org.tarpon.neuron;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The models that are part of Tarpon and have parameters only. */
enum StandardDynamics implements DynamicsProvider {
    GINZBURG(
            p -> new Ginzburg(p.required("tau"), p.or("c1", 0), p.or("c2", 1), p.or("c3", 1), p.or("theta", 0)),
            "tau",
            "c1",
            "c2",
            "c3",
            "theta"),
    GLAUBER(p -> Ginzburg.glauber(p.required("tau"), p.or("beta", 1), p.or("theta", 0)), "tau", "beta", "theta"),
    MCCULLOCH_PITTS(p -> new McCullochPitts(p.required("tau"), p.or("theta", 0)), "tau", "theta"),
    ERFC(p -> new ErfcNeuron(p.required("tau"), p.or("theta", 0), p.required("sigma")), "tau", "theta", "sigma"),
    NEURAL_SAMPLING(p -> new NeuralSampling(p.required("refractory"), p.or("bias", 0)), "refractory", "bias"),
    STOCHASTIC_LIF(
            p -> new StochasticLif(
                    p.required("membrane"),
                    p.or("drive", 0),
                    p.required("rate"),
                    p.required("threshold"),
                    p.required("softness"),
                    p.or("reset", 0),
                    p.or("refractory", 0),
                    p.or("synaptic", 0)),
            "membrane",
            "drive",
            "rate",
            "threshold",
            "softness",
            "reset",
            "refractory",
            "synaptic"),
    POISSON(p -> new PoissonSource(new RateProfile.Constant(p.required("rate"))), "rate");

    private final Function<Parameters, Dynamics> factory;
    private final Set<String> parameters;

    StandardDynamics(Function<Parameters, Dynamics> factory, String... parameters) {
        this.factory = factory;
        this.parameters = Collections.unmodifiableSet(new TreeSet<>(List.of(parameters)));
    }

    @Override
    public String model() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Set<String> parameters() {
        return parameters;
    }

    @Override
    public Unit unit(String parameter) {
        return switch (parameter) {
            case "tau", "refractory", "membrane", "synaptic" -> Unit.TIME;
            case "rate" -> Unit.RATE;
            default -> Unit.NUMBER;
        };
    }

    @Override
    public Dynamics create(Parameters values) {
        return factory.apply(values);
    }
}
