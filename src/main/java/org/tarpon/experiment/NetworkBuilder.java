package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tarpon.network.AllToAll;
import org.tarpon.network.AveragePooling;
import org.tarpon.network.ClassTree;
import org.tarpon.network.Convolution;
import org.tarpon.network.Direction;
import org.tarpon.network.ExtensionModel;
import org.tarpon.network.HierarchicalSoftmax;
import org.tarpon.network.Highway;
import org.tarpon.network.HighwayConnections;
import org.tarpon.network.Initialiser;
import org.tarpon.network.LocalContrastNormalisation;
import org.tarpon.network.MaxPooling;
import org.tarpon.network.Network;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.OneToOne;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.Shape;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Synapses;
import org.tarpon.network.Window;
import org.tarpon.neuron.Parameters;
import org.tarpon.plasticity.Homeostasis;
import org.tarpon.random.RandomStream;
import org.tarpon.scenario.Connect;
import org.tarpon.scenario.Plugins;
import org.tarpon.scenario.Scenario;

/** Makes the network of a scenario, with its initial weights. */
final class NetworkBuilder {
    private final Scenario scenario;
    private final Map<String, Population> populations;
    private final Map<String, Float> gateBias = new HashMap<>();
    private final List<Pathway> pathways = new ArrayList<>();

    private NetworkBuilder(Scenario scenario) {
        this.scenario = scenario;
        List<Population> ordered = new ArrayList<>();
        for (Scenario.Population p : scenario.populations()) {
            ordered.add(new Population(ordered.size(), p.name(), p.size(), model(p)));
            p.gate().ifPresent(gate -> gateBias.put(p.name(), (float) gate.bias()));
        }
        this.populations = ordered.stream().collect(Collectors.toMap(Population::name, Function.identity()));
    }

    private static NeuronModel model(Scenario.Population population) {
        Scenario.Model model = population.model();
        if (model == Scenario.Model.HIGHWAY) {
            return new Highway(StandardModel.valueOf(
                    population.gate().orElseThrow().transform().name()));
        } else if (model == Scenario.Model.STOCHASTIC_HIGHWAY) {
            return new Highway(StandardModel.STOCHASTIC_BINARY);
        } else if (model == Scenario.Model.HIERARCHICAL_SOFTMAX) {
            return new HierarchicalSoftmax(
                    new ClassTree((ClassTree.Branch) node(population.tree().orElseThrow())));
        } else if (model.extension().isPresent()) {
            return new ExtensionModel(
                    Plugins.neurons().get(model.key()),
                    new Parameters(model.extension().get()));
        }
        return StandardModel.valueOf(model.key().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static ClassTree.Node node(Scenario.Tree tree) {
        if (tree instanceof Scenario.Branch branch) {
            return new ClassTree.Branch(
                    branch.children().stream().map(NetworkBuilder::node).toList());
        }
        return new ClassTree.Leaf(((Scenario.Leaf) tree).label());
    }

    static Network build(Scenario scenario) {
        NetworkBuilder builder = new NetworkBuilder(scenario);
        scenario.feedforward().forEach(p -> builder.add(p, Direction.FEEDFORWARD));
        scenario.feedback().forEach(p -> builder.add(p, Direction.FEEDBACK));
        Network network = new Network(
                builder.populations.values().stream()
                        .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                        .toList(),
                builder.pathways);
        for (Scenario.Population population : scenario.populations()) {
            population.homeostasis().ifPresent(homeostasis -> {
                Pathway biased = biased(network, builder.populations.get(population.name()));
                Arrays.fill(biased.synapses().bias(), Homeostasis.bias(homeostasis.rate()));
            });
        }
        return network;
    }

    /** The pathway whose biases homeostasis shifts: biases of several pathways into a population would add up. */
    static Pathway biased(Network network, Population population) {
        return network.into(population, Direction.FEEDFORWARD).stream()
                .filter(Pathway::hasWeights)
                .findFirst()
                .orElseThrow();
    }

    private void add(Scenario.Pathway pathway, Direction direction) {
        Population from = populations.get(pathway.from());
        Population to = populations.get(pathway.to());
        pathways.add(new Pathway(
                pathways.size(), direction, from, to, pathway.delayNanos(), synapses(pathway, from, to, direction)));
    }

    private Synapses synapses(Scenario.Pathway pathway, Population from, Population to, Direction direction) {
        if (pathway.tied()) {
            return pathways.stream()
                    .filter(p ->
                            p.direction() == Direction.FEEDFORWARD && p.from().equals(to) && p.to().equals(from))
                    .findFirst()
                    .orElseThrow()
                    .synapses()
                    .mirror();
        }
        boolean gated = direction == Direction.FEEDFORWARD && gateBias.containsKey(to.name());
        Synapses synapses = gated
                ? new HighwayConnections(to.size(), gateBias.get(to.name()))
                : connect(pathway.connect(), from, to);
        if (!pathway.connect().hasWeights() || pathway.weights().type() == Scenario.WeightType.NONE) {
            return synapses;
        }
        String stream = "weights/" + direction + "/" + from.name() + "-" + to.name();
        initialiser(pathway.weights()).fill(synapses, new RandomStream(scenario.seed(), stream));
        return synapses;
    }

    private Synapses connect(Connect connect, Population from, Population to) {
        Window window = new Window(connect.height(), connect.width(), connect.stride(), connect.padding());
        return switch (connect.type()) {
            case ALL_TO_ALL -> AllToAll.own(from.size(), to.size());
            case ONE_TO_ONE -> OneToOne.of(from.size());
            case CONVOLUTION -> Convolution.own(shape(from), window, shape(to).channels());
            case TRANSPOSED_CONVOLUTION ->
                Convolution.transposed(shape(to), window, shape(from).channels());
            case MAX_POOLING -> MaxPooling.of(shape(from), window);
            case AVERAGE_POOLING -> AveragePooling.of(shape(from), window);
            case LOCAL_CONTRAST_NORMALISATION -> LocalContrastNormalisation.of(shape(from), connect.height());
        };
    }

    private Shape shape(Population population) {
        return scenario.shape(scenario.populations().get(population.index()))
                .map(shape -> new Shape(shape.height(), shape.width(), shape.channels()))
                .orElseThrow();
    }

    private static Initialiser initialiser(Scenario.Weights weights) {
        return switch (weights.type()) {
            case GLOROT_UNIFORM -> new Initialiser.GlorotUniform(weights.gain());
            case HE_NORMAL -> new Initialiser.HeNormal(weights.gain());
            case ORTHOGONAL -> new Initialiser.Orthogonal(weights.gain());
            case NORMAL -> new Initialiser.Normal(weights.mean(), weights.deviation());
            case CONSTANT -> new Initialiser.Constant(weights.value());
            case TIED, NONE -> throw new IllegalArgumentException("there are no weights of their own");
        };
    }
}
