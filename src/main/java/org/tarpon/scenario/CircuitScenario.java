package org.tarpon.scenario;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.circuit.Delays;
import org.tarpon.circuit.Values;
import org.tarpon.data.KnownDataset;
import org.tarpon.format.SpikeFormat;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Parameters;

/**
 * A resolved scenario of asynchronous neurons that do not learn: every default is explicit.
 *
 * @param warmUpNanos simulated first, without measuring; 0 or more
 * @param durationNanos measured after that, above 0
 * @param data the data set whose images some population shows
 */
public record CircuitScenario(
        String name,
        long seed,
        long warmUpNanos,
        long durationNanos,
        Optional<KnownDataset> data,
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

    @Override
    public Set<String> metrics() {
        return CircuitRecordReader.metrics(
                populations.stream().map(Population::name).toList(), recording);
    }

    @Override
    public CircuitScenario withSeed(long other) {
        return new CircuitScenario(
                name, other, warmUpNanos, durationNanos, data, populations, pathways, checkpoint, recording, expect);
    }

    /**
     * Neurons of one model.
     *
     * @param model a name that {@link NeuronModels} knows
     * @param parameters all of the model's that have a value, times in seconds and rates in hertz
     * @param stimulus what sources send, in place of parameters
     */
    public record Population(
            String name, int size, String model, Map<String, Double> parameters, Optional<Stimulus> stimulus) {
        /** The model of sources whose spikes are given. */
        public static final String SPIKE_TRAINS = "spike-trains";

        /** The model of sources that fire at random. */
        public static final String POISSON = "poisson";

        public Population {
            parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        }

        /** @param pictures as {@link Stimulus#dynamics} says */
        Dynamics dynamics(Function<Stimulus.Images, byte[][]> pictures) {
            return stimulus.map(given -> given.dynamics(pictures))
                    .orElseGet(() -> NeuronModels.load().create(model, new Parameters(parameters)));
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
     * Some neurons of a population over some time.
     *
     * @param neurons without overlap
     * @param fromNanos from the beginning of the simulation
     * @param toNanos likewise, no longer included
     */
    public record Selection(String of, List<Range> neurons, long fromNanos, long toNanos) {
        public Selection {
            neurons = List.copyOf(neurons);
        }
    }

    /** A rate that is measured beside those of whole populations. */
    public record Rate(String name, Selection of) {}

    /**
     * What is written and measured beside the rates of populations.
     *
     * @param spikes whose spikes, or changes of state, go to a file; each population once
     * @param formats of those files, at least one
     * @param counts whose spikes, or rises of the state, are counted by neuron; each population once
     * @param fromNanos when states are first sampled, from the beginning of the simulation
     * @param toNanos by when sampling ends
     * @param everyNanos time between samples of states
     * @param activity populations whose fraction of neurons in state 1 is sampled
     * @param states populations whose neurons of one index together make a state, which is counted
     */
    public record Recording(
            List<Selection> spikes,
            Set<SpikeFormat> formats,
            List<Selection> counts,
            List<Rate> rates,
            long fromNanos,
            long toNanos,
            long everyNanos,
            List<String> activity,
            List<String> states,
            List<Covariance> covariances) {
        public Recording {
            spikes = List.copyOf(spikes);
            formats = Set.copyOf(formats);
            counts = List.copyOf(counts);
            rates = List.copyOf(rates);
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

    /** Files that hold connections or spikes. */
    public List<Path> files() {
        Stream<String> lists = pathways.stream().flatMap(pathway -> pathway.connect().file().stream());
        Stream<String> spikes = populations.stream()
                .flatMap(population -> population.stimulus().stream())
                .flatMap(stimulus -> stimulus instanceof Stimulus.Given given ? given.file().stream() : Stream.empty());
        return Stream.concat(lists, spikes).map(Path::of).toList();
    }

    /**
     * The circuit, described and checked; nothing of its size is allocated.
     *
     * @param pictures as {@link Stimulus#dynamics} says
     * @throws IllegalArgumentException if it cannot be simulated, or does not fit into memory
     */
    public Circuit circuit(Function<Stimulus.Images, byte[][]> pictures) {
        return circuit(populations, pathways, pictures);
    }

    static Circuit circuit(
            List<Population> populations, List<Pathway> pathways, Function<Stimulus.Images, byte[][]> pictures) {
        Circuit.Builder builder = Circuit.builder();
        Map<String, CellGroup> groups = new LinkedHashMap<>();
        for (Population population : populations) {
            String name = population.name();
            groups.put(name, builder.group(name, population.size(), population.dynamics(pictures)));
        }
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
