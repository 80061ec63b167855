package org.tarpon.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.circuit.Delays;
import org.tarpon.circuit.Values;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Parameters;
import org.tarpon.scenario.Scenario.Expectation;

/**
 * A resolved scenario of asynchronous neurons that do not learn: every default is explicit.
 *
 * @param warmUpNanos simulated first, without measuring; 0 or more
 * @param durationNanos measured after that, above 0
 */
public record CircuitScenario(
        String name,
        long seed,
        long warmUpNanos,
        long durationNanos,
        List<Population> populations,
        List<Pathway> pathways,
        Checkpointing checkpoint,
        Recording recording,
        List<Expectation> expect)
        implements Study {
    public CircuitScenario {
        populations = List.copyOf(populations);
        pathways = List.copyOf(pathways);
        expect = List.copyOf(expect);
    }

    /**
     * Neurons of one model.
     *
     * @param model a name that {@link NeuronModels} knows
     * @param parameters all of the model's that have a value, times in seconds and rates in hertz
     */
    public record Population(String name, int size, String model, Map<String, Double> parameters) {
        public Population {
            parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        }

        private CellGroup addTo(Circuit.Builder builder) {
            return builder.group(name, size, NeuronModels.load().create(model, new Parameters(parameters)));
        }
    }

    /** Connections from one population to a compartment of another, or of the same. */
    public record Pathway(
            String from,
            String to,
            int compartment,
            Connections connect,
            Distribution weights,
            Delay delay,
            boolean procedural) {}

    /** @param file where the connections are listed; present if the rule is a list */
    public record Connections(Connectivity rule, Connectivity.Rules rules, Optional<String> file) {}

    /** Names of distributions. */
    public enum Shape implements Keyed {
        CONSTANT,
        NORMAL,
        LOGNORMAL,
        UNIFORM
    }

    /**
     * Weights, or delays in seconds.
     *
     * @param first the value; the mean; the median, above 0; or the lower end
     * @param second nothing; the standard deviation; that of the logarithm; or the upper end
     */
    public record Distribution(Shape shape, double first, double second) {
        Values values() {
            return switch (shape) {
                case CONSTANT -> new Values.Constant(first);
                case NORMAL -> new Values.Normal(first, second);
                case LOGNORMAL -> new Values.LogNormal(StrictMath.log(first), second);
                case UNIFORM -> new Values.Uniform(first, second);
            };
        }
    }

    /**
     * @param drawn distribution in seconds; empty if all synapses have the same delay
     * @param minimumNanos that delay, or the least that is drawn
     */
    public record Delay(Optional<Distribution> drawn, long minimumNanos) {
        Delays delays() {
            return drawn.isPresent() ? Delays.drawn(drawn.get().values(), minimumNanos) : Delays.constant(minimumNanos);
        }
    }

    /**
     * What is written and measured beside the rates.
     *
     * @param changes populations whose spikes, or changes of state, go to a file
     * @param everyNanos time between samples of states
     * @param activity populations whose fraction of neurons in state 1 is sampled
     * @param states populations whose neurons of one index together make a state, which is counted
     */
    public record Recording(
            List<String> changes,
            long everyNanos,
            List<String> activity,
            List<String> states,
            List<Covariance> covariances) {
        public Recording {
            changes = List.copyOf(changes);
            activity = List.copyOf(activity);
            states = List.copyOf(states);
            covariances = List.copyOf(covariances);
        }

        /** Whether states are sampled. */
        public boolean samples() {
            return !(activity.isEmpty() && states.isEmpty() && covariances.isEmpty());
        }
    }

    /** Of what covariances are taken. */
    public enum Average implements Keyed {
        /** Of neuron i of one population with neuron i of the other, then averaged over i. */
        NEURONS,
        /** Of the fractions of neurons in state 1. */
        POPULATIONS
    }

    /**
     * cov[x(t), y(t + lag)].
     *
     * @param lagsNanos whole multiples of the time between samples
     */
    public record Covariance(String of, String with, Average average, List<Long> lagsNanos) {
        public Covariance {
            lagsNanos = List.copyOf(lagsNanos);
        }

        /** The metric of a lag, after "covariance.". */
        public String key(long lag) {
            return of + "-" + with + "." + CircuitWriter.lag(lag).replace(" ", "");
        }
    }

    /** The metric of a joint state, after "state.": the state of the first population comes first. */
    public static String stateKey(int state, int populations) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < populations; i++) {
            key.append(state >> i & 1);
        }
        return key.toString();
    }

    /**
     * The circuit, described and checked; nothing of its size is allocated.
     *
     * @throws IllegalArgumentException if it cannot be simulated, or does not fit into memory
     */
    public Circuit circuit() {
        return circuit(populations, pathways);
    }

    static Circuit circuit(List<Population> populations, List<Pathway> pathways) {
        Circuit.Builder builder = Circuit.builder();
        Map<String, CellGroup> groups = new LinkedHashMap<>();
        populations.forEach(population -> groups.put(population.name(), population.addTo(builder)));
        for (Pathway pathway : pathways) {
            Circuit.Wire wire = builder.connect(groups.get(pathway.from()), groups.get(pathway.to()))
                    .compartment(pathway.compartment())
                    .connectivity(pathway.connect().rule())
                    .weights(pathway.weights().values())
                    .delays(pathway.delay().delays());
            if (pathway.connect().rules().self()) {
                wire.allowSelf();
            }
            if (pathway.connect().rules().multiple()) {
                wire.allowMultiple();
            }
            if (pathway.procedural()) {
                wire.procedural();
            }
        }
        return builder.build();
    }
}
