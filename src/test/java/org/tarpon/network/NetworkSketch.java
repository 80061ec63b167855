package org.tarpon.network;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.random.RandomStream;

/** Builds small networks for tests, in the order of the calls. Weights are zero until drawn. */
public final class NetworkSketch {
    /** Delay of pathways for which none is given, in nanoseconds. */
    public static final long DELAY = 1_000;

    private final List<Population> populations = new ArrayList<>();
    private final List<Pathway> pathways = new ArrayList<>();

    public NetworkSketch population(String name, int size, NeuronModel model) {
        populations.add(new Population(populations.size(), name, size, model));
        return this;
    }

    public NetworkSketch feedforward(String from, String to) {
        return feedforward(from, to, DELAY);
    }

    public NetworkSketch feedforward(String from, String to, long delay) {
        boolean gated = find(to).model() instanceof Highway;
        Synapses synapses = gated
                ? new HighwayConnections(find(to).size(), 0f)
                : AllToAll.own(find(from).size(), find(to).size());
        return add(Direction.FEEDFORWARD, from, to, delay, synapses);
    }

    public NetworkSketch feedforward(String from, String to, Synapses synapses) {
        return add(Direction.FEEDFORWARD, from, to, DELAY, synapses);
    }

    public NetworkSketch feedback(String from, String to) {
        return feedback(from, to, DELAY);
    }

    public NetworkSketch feedback(String from, String to, long delay) {
        return add(Direction.FEEDBACK, from, to, delay, AllToAll.own(find(from).size(), find(to).size()));
    }

    /** A feedback pathway that mirrors the feedforward one between the same populations. */
    public NetworkSketch tied(String from, String to) {
        Synapses original = pathways.stream()
                .filter(p -> p.from().name().equals(to) && p.to().name().equals(from))
                .findFirst()
                .orElseThrow()
                .synapses();
        return add(Direction.FEEDBACK, from, to, DELAY, original.mirror());
    }

    public Network build() {
        return new Network(populations, pathways);
    }

    /** A network whose weights and biases are normal; a pathway's draws depend on its name and direction alone. */
    public Network build(long seed, double deviation) {
        Network network = build();
        for (Pathway pathway : network.pathways()) {
            if (pathway.hasWeights()) {
                RandomStream draws = new RandomStream(seed, pathway.direction() + pathway.name());
                new Initialiser.Normal(0, deviation).fill(pathway.synapses(), draws);
                float[] bias = pathway.synapses().bias();
                draws.normals(pathway.synapses().rows().length - 1, 0, bias, bias.length);
                for (int j = 0; j < bias.length; j++) {
                    bias[j] *= (float) deviation;
                }
            }
        }
        network.refreshMirrors();
        return network;
    }

    /** The pathway of that name, "from-to". */
    public static Pathway pathway(Network network, String name) {
        return network.pathways().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The population of that name. */
    public static Population population(Network network, String name) {
        return network.populations().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Population find(String name) {
        return populations.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private NetworkSketch add(Direction direction, String from, String to, long delay, Synapses synapses) {
        pathways.add(new Pathway(pathways.size(), direction, find(from), find(to), delay, synapses));
        return this;
    }
}
