package org.tarpon.phasefree;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;

/**
 * The chain of populations from the source to the output, with a pathway each way between neighbours, and the label
 * population beside the output. The label's weights are fixed: a label neuron excites the output neurons of its class and
 * inhibits the others. Classes have equally many output neurons, one class after the other.
 */
final class Chain {
    final Network network;
    final List<Population> populations = new ArrayList<>(); // from the source to the output
    final List<PlasticRows> up = new ArrayList<>(); // into populations 1, 2, …
    final List<PlasticRows> down = new ArrayList<>(); // into populations 1, 2, …, but not the output
    final Pathway teaching;

    /**
     * @param rates of each pathway by index
     * @throws IllegalArgumentException if the network is no such chain
     */
    Chain(Network network, double[] rates, Settings settings, int blocks) {
        this.network = network;
        Population here = network.source();
        populations.add(here);
        while (here != network.output()) {
            Pathway pathway = only(network.from(here, Direction.FEEDFORWARD));
            up.add(new PlasticRows(pathway, rates[pathway.index()], 0, false, blocks));
            here = pathway.to();
            populations.add(here);
        }
        for (int i = 1; i < populations.size() - 1; i++) {
            Pathway pathway = only(network.into(populations.get(i), Direction.FEEDBACK));
            down.add(new PlasticRows(
                    pathway, rates[pathway.index()], settings.weightDecay(), settings.keepNorm(), blocks));
        }
        teaching = only(network.into(here, Direction.FEEDFORWARD).stream()
                .filter(pathway -> pathway.from().isSource() && pathway.from() != network.source())
                .toList());
        LearningSimulator.fillTeaching(teaching);
    }

    private static Pathway only(List<Pathway> pathways) {
        if (pathways.size() != 1) {
            throw new IllegalArgumentException("not a chain of populations with a label beside the output");
        }
        return pathways.get(0);
    }

    /** Output neurons of a class. */
    int group() {
        return teaching.to().size() / teaching.from().size();
    }

    int neurons() {
        return populations.stream().skip(1).mapToInt(Population::size).sum();
    }

    List<PlasticRows> plastic() {
        List<PlasticRows> all = new ArrayList<>(up);
        all.addAll(down);
        return all;
    }
}
