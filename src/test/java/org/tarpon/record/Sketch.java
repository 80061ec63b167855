package org.tarpon.record;

import java.util.List;
import org.tarpon.network.AllToAll;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.Presentations;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Volley;

/** A network of which only the shape matters: in (5 neurons) to a (4) to out (2), and a second pathway from in to out. */
final class Sketch {
    static final Population IN = new Population(0, "in", 5, StandardModel.SOURCE);
    static final Population A = new Population(1, "a", 4, StandardModel.STOCHASTIC_BINARY);
    static final Population OUT = new Population(2, "out", 2, StandardModel.SOFTMAX);
    static final Pathway IN_A = pathway(0, Direction.FEEDFORWARD, IN, A);
    static final Pathway A_OUT = pathway(1, Direction.FEEDFORWARD, A, OUT);
    static final Pathway IN_OUT = pathway(2, Direction.FEEDFORWARD, IN, OUT);
    static final Network NETWORK = new Network(List.of(IN, A, OUT), List.of(IN_A, A_OUT, IN_OUT));

    private Sketch() {}

    private static Pathway pathway(int index, Direction direction, Population from, Population to) {
        return new Pathway(index, direction, from, to, 1, AllToAll.own(from.size(), to.size()));
    }

    /** Presentations of some samples, one a lane. */
    static Presentations showing(int... samples) {
        Presentations presentations = new LaneBlock(NETWORK, samples.length, (pathway, signal) -> null).presentations();
        for (int sample : samples) {
            presentations.add(sample, sample, 0);
        }
        return presentations;
    }

    /** Spikes, for each lane the neurons that fire. */
    static Volley spikes(Population from, int[]... neurons) {
        Volley volley = new Volley(Form.SPIKE, from.size(), neurons.length);
        for (int lane = 0; lane < neurons.length; lane++) {
            System.arraycopy(neurons[lane], 0, volley.indices(lane), 0, neurons[lane].length);
            volley.setCount(lane, neurons[lane].length);
        }
        return volley;
    }

    /** A volley of one lane whose entries have values. */
    static Volley valued(Form form, Population from, int[] neurons, float... values) {
        Volley volley = new Volley(form, from.size(), 1);
        System.arraycopy(neurons, 0, volley.indices(0), 0, neurons.length);
        System.arraycopy(values, 0, volley.values(0), 0, neurons.length);
        volley.setCount(0, neurons.length);
        return volley;
    }

    static int[] neurons(int... numbers) {
        return numbers;
    }
}
