package org.tarpon.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;

/**
 * The feedforward pathways of a network as a {@link FunctionGraph}: an input node for each neuron of the source, a node for
 * the potential and one for the output of every other neuron, an edge for each synapse, and the loss at the label. The
 * softmax of an output population is part of the loss, which then takes the potentials.
 *
 * <p>θ holds the weight rows of all feedforward pathways, pathway after pathway and row after row, the biases last as in
 * {@link org.tarpon.network.Synapses}. A message takes as long down as up: the pathway's delay between neurons, 1 ns
 * between the nodes of one neuron and on to the loss.
 *
 * <p>Immutable; weights are read by {@link #loadParameters} alone.
 */
public final class NetworkGraph {
    private final Network network;
    private final FunctionGraph graph;
    private final int[] firstParameter; // by pathway; −1 for feedback
    private final int[] firstPotential; // by population; −1 for the source
    private final int[] firstOutput; // by population; −1 where the loss takes the potentials
    private final long[] delays; // by edge

    /**
     * @throws IllegalArgumentException if the feedforward pathways form a cycle, if none leads into a population other than
     *     the source, or if a neuron model has no function
     */
    public NetworkGraph(Network network) {
        this.network = network;
        this.firstParameter = new int[network.pathways().size()];
        this.firstPotential = new int[network.populations().size()];
        this.firstOutput = new int[network.populations().size()];
        Arrays.fill(firstParameter, -1);
        Arrays.fill(firstPotential, -1);
        Arrays.fill(firstOutput, -1);
        FunctionGraph.Builder builder = FunctionGraph.builder(numberParameters());
        for (Population population : inTopologicalOrder(network)) {
            if (population.isSource()) {
                firstOutput[population.index()] = addInputs(population, builder);
            } else {
                addNeurons(population, builder);
            }
        }
        addLoss(network.output(), builder);
        this.graph = builder.build();
        this.delays = delays();
    }

    private int numberParameters() {
        int parameters = 0;
        for (Pathway pathway : network.pathways()) {
            if (pathway.direction() == Direction.FEEDFORWARD) {
                firstParameter[pathway.index()] = parameters;
                parameters += (pathway.from().size() + 1) * pathway.to().size();
            }
        }
        return parameters;
    }

    private static List<Population> inTopologicalOrder(Network network) {
        List<Population> ordered = new ArrayList<>();
        while (ordered.size() < network.populations().size()) {
            ordered.add(network.populations().stream()
                    .filter(population -> !ordered.contains(population))
                    .filter(population -> network.into(population, Direction.FEEDFORWARD).stream()
                            .allMatch(pathway -> ordered.contains(pathway.from())))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("the feedforward pathways form a cycle, on or before"
                                    + " these populations: "
                                    + network.populations().stream()
                                            .filter(population -> !ordered.contains(population))
                                            .map(Population::name)
                                            .toList())));
        }
        return ordered;
    }

    private static int addInputs(Population population, FunctionGraph.Builder builder) {
        int first = builder.input(name(population, 0, ""));
        for (int j = 1; j < population.size(); j++) {
            builder.input(name(population, j, ""));
        }
        return first;
    }

    private void addNeurons(Population population, FunctionGraph.Builder builder) {
        List<Pathway> incoming = network.into(population, Direction.FEEDFORWARD);
        if (incoming.isEmpty()) {
            throw new IllegalArgumentException("no feedforward pathway leads into population " + population.name());
        }
        int presynaptic = incoming.stream().mapToInt(p -> p.from().size()).sum();
        NodeFunction potential = NodeFunctions.affine(presynaptic, incoming.size());
        for (int j = 0; j < population.size(); j++) {
            int[] inputs = new int[presynaptic];
            int[] parameters = new int[presynaptic + incoming.size()];
            int i = 0;
            for (int which = 0; which < incoming.size(); which++) {
                Pathway pathway = incoming.get(which);
                int rows = pathway.from().size();
                for (int row = 0; row < rows; row++, i++) {
                    inputs[i] = output(pathway.from(), row);
                    parameters[i] = parameter(pathway, row, j);
                }
                parameters[presynaptic + which] = parameter(pathway, rows, j);
            }
            int node = builder.node(name(population, j, " potential"), potential, inputs, parameters);
            if (j == 0) {
                firstPotential[population.index()] = node;
            }
        }
        if (population.equals(network.output()) && NeuronFunctions.lossTakesPotentials(population.model())) {
            return;
        }
        NodeFunction output = NeuronFunctions.output(population.model());
        for (int j = 0; j < population.size(); j++) {
            int node = builder.node(name(population, j, ""), output, new int[] {potential(population, j)});
            if (j == 0) {
                firstOutput[population.index()] = node;
            }
        }
    }

    private void addLoss(Population population, FunctionGraph.Builder builder) {
        int[] inputs = new int[population.size()];
        for (int j = 0; j < inputs.length; j++) {
            inputs[j] = firstOutput[population.index()] < 0 ? potential(population, j) : output(population, j);
        }
        builder.loss("loss", NeuronFunctions.loss(population.model(), population.size()), inputs);
    }

    private static String name(Population population, int neuron, String what) {
        return population.name() + "[" + neuron + "]" + what;
    }

    private long[] delays() {
        long[] nanos = new long[graph.edges()];
        Arrays.fill(nanos, 1);
        for (Population population : network.populations()) {
            int offset = 0;
            for (Pathway pathway : network.into(population, Direction.FEEDFORWARD)) {
                for (int j = 0; j < population.size(); j++) {
                    int first = graph.firstEdge(potential(population, j)) + offset;
                    Arrays.fill(nanos, first, first + pathway.from().size(), pathway.delayNanos());
                }
                offset += pathway.from().size();
            }
        }
        return nanos;
    }

    public Network network() {
        return network;
    }

    public FunctionGraph graph() {
        return graph;
    }

    /** A message loop for this graph. */
    public GraphSimulator simulator(List<MessageListener> listeners) {
        return new GraphSimulator(graph, (edge, direction) -> delays[edge], listeners);
    }

    /** The node of a neuron's potential; not for the source. */
    public int potential(Population population, int neuron) {
        return firstPotential[population.index()] + neuron;
    }

    /** The node of a neuron's output; not for a softmax population, whose outputs are within the loss. */
    public int output(Population population, int neuron) {
        return firstOutput[population.index()] + neuron;
    }

    /**
     * The place in θ of a weight of a feedforward pathway.
     *
     * @param row presynaptic neuron; the number of presynaptic neurons for the bias
     */
    public int parameter(Pathway pathway, int row, int postsynaptic) {
        return firstParameter[pathway.index()] + row * pathway.to().size() + postsynaptic;
    }

    /**
     * Reads the present weights and biases of all feedforward pathways.
     *
     * @param parameters receives θ, [parameters of the graph]
     */
    public void loadParameters(double[] parameters) {
        int i = 0;
        for (int p = 0; p < network.pathways().size(); p++) {
            if (firstParameter[p] < 0) {
                continue;
            }
            for (float[] row : network.pathways().get(p).synapses().rows()) {
                for (float weight : row) {
                    parameters[i++] = weight;
                }
            }
        }
    }
}
