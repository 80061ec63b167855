package org.tarpon.phasefree;

import java.util.List;
import org.tarpon.network.AllToAll;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;

/** Source, one hidden population, output, label; all weights zero. */
final class TinyNetwork {
    static final long TAU = 10_000_000;

    final AllToAll up;
    final AllToAll top;
    final AllToAll down;
    final Network network;

    TinyNetwork(int inputs, int hidden, int classes, long delay) {
        this(inputs, hidden, classes, 1, delay);
    }

    /** @param group output neurons of a class */
    TinyNetwork(int inputs, int hidden, int classes, int group, long delay) {
        int outputs = classes * group;
        NeuronModel binary = StandardModel.STOCHASTIC_BINARY;
        Population source = new Population(0, "source", inputs, StandardModel.SOURCE);
        Population middle = new Population(1, "hidden", hidden, binary);
        Population output = new Population(2, "output", outputs, binary);
        Population label = new Population(3, "label", classes, StandardModel.SOURCE);
        up = AllToAll.own(inputs, hidden);
        top = AllToAll.own(hidden, outputs);
        down = AllToAll.own(outputs, hidden);
        network = new Network(
                List.of(source, middle, output, label),
                List.of(
                        new Pathway(0, Direction.FEEDFORWARD, source, middle, delay, up),
                        new Pathway(1, Direction.FEEDFORWARD, middle, output, delay, top),
                        new Pathway(2, Direction.FEEDFORWARD, label, output, delay, AllToAll.own(classes, outputs)),
                        new Pathway(3, Direction.FEEDBACK, output, middle, delay, down)));
    }

    /** The label fires throughout. */
    static Settings settings(long seed, long filter, long presentation, double targetStep) {
        return new Settings(
                seed,
                TAU,
                filter,
                TAU / 4,
                presentation,
                1,
                presentation,
                60 * TAU,
                10 * TAU,
                new double[] {targetStep},
                0,
                false);
    }
}
