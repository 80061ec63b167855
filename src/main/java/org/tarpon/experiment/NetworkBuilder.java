package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tarpon.network.AllToAll;
import org.tarpon.network.Direction;
import org.tarpon.network.Highway;
import org.tarpon.network.HighwayConnections;
import org.tarpon.network.Initialiser;
import org.tarpon.network.Network;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Synapses;
import org.tarpon.random.RandomStream;
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
        return switch (population.model()) {
            case HIGHWAY ->
                new Highway(StandardModel.valueOf(
                        population.gate().orElseThrow().transform().name()));
            case STOCHASTIC_HIGHWAY -> new Highway(StandardModel.STOCHASTIC_BINARY);
            default -> StandardModel.valueOf(population.model().name());
        };
    }

    static Network build(Scenario scenario) {
        NetworkBuilder builder = new NetworkBuilder(scenario);
        scenario.feedforward().forEach(p -> builder.add(p, Direction.FEEDFORWARD));
        scenario.feedback().forEach(p -> builder.add(p, Direction.FEEDBACK));
        return new Network(
                builder.populations.values().stream()
                        .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                        .toList(),
                builder.pathways);
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
                : AllToAll.own(from.size(), to.size());
        String stream = "weights/" + direction + "/" + from.name() + "-" + to.name();
        initialiser(pathway.weights()).fill(synapses, new RandomStream(scenario.seed(), stream));
        return synapses;
    }

    private static Initialiser initialiser(Scenario.Weights weights) {
        return switch (weights.type()) {
            case GLOROT_UNIFORM -> new Initialiser.GlorotUniform(weights.gain());
            case HE_NORMAL -> new Initialiser.HeNormal(weights.gain());
            case ORTHOGONAL -> new Initialiser.Orthogonal(weights.gain());
            case NORMAL -> new Initialiser.Normal(weights.mean(), weights.deviation());
            case CONSTANT -> new Initialiser.Constant(weights.value());
            case TIED -> throw new IllegalArgumentException("tied weights have no initial values of their own");
        };
    }
}
