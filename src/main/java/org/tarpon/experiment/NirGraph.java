package org.tarpon.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tarpon.format.ByteSink;
import org.tarpon.format.Hdf5Writer;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Connect;
import org.tarpon.scenario.Scenario;

/**
 * A learned network as a graph of the Neuromorphic Intermediate Representation (Pedersen et al. 2024), as the package {@code
 * nir} stores it: {@code /node} is a graph of {@code nodes} and {@code edges}. A pathway is a {@code Delay} and an {@code
 * Affine}; what arrives at a node is added. A stochastic binary neuron is a {@code Threshold} at 0, which fires where firing
 * is the likelier. NIR has no node for other models of neurons, and none for connections that are not all-to-all but
 * convolutions over channels that come first, where here they come last.
 */
final class NirGraph {
    /** Of the package whose form of file this is. */
    private static final String VERSION = "1.0.6";

    private static final String NODES = "node/nodes/";
    private static final String OUTPUT = "output.nir";

    private final Scenario scenario;
    private final Network network;
    private final List<String> edges = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    /** @throws RunDirectory.UnusableException if NIR has no nodes for what the network consists of */
    NirGraph(Scenario scenario, Network network) throws RunDirectory.UnusableException {
        this.scenario = scenario;
        this.network = network;
        if (scenario.learning().phaseFree().isPresent()) {
            throw new RunDirectory.UnusableException("NIR has no node for neurons that act at random times");
        }
        for (Scenario.Population population : scenario.populations()) {
            switch (population.model()) {
                case SOURCE, STOCHASTIC_BINARY, SOFTMAX, LINEAR -> {}
                default ->
                    throw new RunDirectory.UnusableException("NIR has no node for neurons of the model "
                            + population.model().key() + " (`" + population.name()
                            + "`); it can say networks of stochastic-binary neurons with a softmax or linear output");
            }
        }
        for (Scenario.Pathway pathway : scenario.feedforward()) {
            if (pathway.connect().type() != Connect.Type.ALL_TO_ALL) {
                throw new RunDirectory.UnusableException("a pathway with `connect: "
                        + pathway.connect().type().key() + "` cannot be written as NIR; only all-to-all can");
            }
        }
        losses.add("neurons are stochastic: they fire with a probability; here they fire where that is above one half");
        losses.add("time comes in cycles in which a population answers once all volleys are in; NIR has no cycles");
        losses.add("the learning rule (" + scenario.learning().rule().key() + ")");
        if (!scenario.feedback().isEmpty()) {
            losses.add(scenario.feedback().size() + " feedback pathways, which carry what the network learns from");
        }
        losses.add("the encoder, which makes input spikes of the data ("
                + scenario.data().encoder().type().key() + ")");
        if (softmax()) {
            losses.add("the softmax: the output's nodes give its potentials, of which the largest is the answer");
        }
    }

    private boolean softmax() {
        return scenario.populations().stream().anyMatch(p -> p.model() == Scenario.Model.SOFTMAX);
    }

    /** What NIR cannot say. */
    List<String> losses() {
        return List.copyOf(losses);
    }

    void write(ByteSink out) throws IOException {
        Hdf5Writer writer = new Hdf5Writer(out, false);
        writer.texts("version", List.of(VERSION));
        writer.texts("node/type", List.of("NIRGraph"));
        for (Scenario.Population population : scenario.populations()) {
            population(writer, population);
        }
        for (Pathway pathway : network.pathways()) {
            if (pathway.direction() == Direction.FEEDFORWARD) {
                pathway(writer, pathway);
            }
        }
        writer.texts("node/edges", edges, edges.size() / 2, 2);
        writer.texts("node/metadata/made_by", List.of("Tarpon, of the scenario " + scenario.name()));
        writer.texts("node/metadata/lossy", List.of("true"));
        writer.texts("node/metadata/left_out", List.of(String.join("; ", losses)));
        writer.finish();
    }

    private void population(Hdf5Writer writer, Scenario.Population population) throws IOException {
        String node = NODES + population.name();
        if (population.model() == Scenario.Model.SOURCE) {
            writer.texts(node + "/type", List.of("Input"));
            writer.longs(node + "/shape", new long[] {population.size()}, 1);
        } else if (population.model() == Scenario.Model.STOCHASTIC_BINARY) {
            writer.texts(node + "/type", List.of("Threshold"));
            writer.floats(node + "/threshold", new float[][] {new float[population.size()]}, population.size());
        } else {
            writer.texts(NODES + OUTPUT + "/type", List.of("Output"));
            writer.longs(NODES + OUTPUT + "/shape", new long[] {population.size()}, 1);
        }
    }

    private void pathway(Hdf5Writer writer, Pathway pathway) throws IOException {
        String delay = pathway.name() + ".delay";
        float[] seconds = new float[pathway.from().size()];
        Arrays.fill(seconds, (float) (pathway.delayNanos() / 1e9));
        writer.texts(NODES + delay + "/type", List.of("Delay"));
        writer.floats(NODES + delay + "/delay", new float[][] {seconds}, seconds.length);
        float[][] rows = pathway.synapses().rows();
        int pre = pathway.from().size();
        int post = rows[pre].length;
        float[][] transposed = new float[post][pre];
        for (int i = 0; i < pre; i++) {
            for (int j = 0; j < post; j++) {
                transposed[j][i] = rows[i][j];
            }
        }
        writer.texts(NODES + pathway.name() + "/type", List.of("Affine"));
        writer.floats(NODES + pathway.name() + "/weight", transposed, post, pre);
        writer.floats(NODES + pathway.name() + "/bias", new float[][] {rows[pre]}, post);
        boolean last = network.pathways().stream()
                .noneMatch(
                        p -> p.direction() == Direction.FEEDFORWARD && p.from().equals(pathway.to()));
        edges.addAll(List.of(pathway.from().name(), delay, delay, pathway.name()));
        edges.addAll(List.of(pathway.name(), last ? OUTPUT : pathway.to().name()));
    }
}
