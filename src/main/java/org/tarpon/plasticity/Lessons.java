package org.tarpon.plasticity;

import java.util.Arrays;
import java.util.List;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Terminal;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;
import org.tarpon.state.Archive;

/**
 * The traces of all learning pathways in one block, and the teaching signals that they share: pathways of one direction
 * into one population learn from the same postsynaptic signal.
 */
public final class Lessons {
    private static final List<Signal> FEEDFORWARD_TERMS = List.of(Signal.ACTIVITY);

    private final float[][][][] teaching;
    private final Trace[] traces;
    private final int[][] spikes;
    private final int lanes;
    private final List<Signal> feedbackTerms;

    /** @param feedbackTerms the signals whose presynaptic volleys learned feedback pathways learn from, all of one form */
    Lessons(Network network, Wiring wiring, int lanes, int cycles, List<Signal> feedbackTerms) {
        this.lanes = lanes;
        this.feedbackTerms = feedbackTerms;
        this.teaching =
                new float[Direction.values().length][network.populations().size()][][];
        this.spikes = new int[network.populations().size()][];
        this.traces = new Trace[network.pathways().size()];
        for (Pathway pathway : network.pathways()) {
            List<Signal> terms = terms(pathway.direction());
            Form form = terms.isEmpty() ? null : wiring.form(pathway, terms.get(0));
            if (form == null || pathway.isTied()) {
                continue;
            }
            int records = cycles * terms.size();
            float[][][] ofDirection = teaching[pathway.direction().ordinal()];
            int to = pathway.to().index();
            if (ofDirection[to] == null) {
                boolean basal = pathway.direction() == Direction.FEEDFORWARD;
                int signals = basal ? pathway.to().currents() : pathway.to().size();
                ofDirection[to] = new float[records * lanes][signals];
            }
            if (pathway.hasWeights()) {
                traces[pathway.index()] = new Trace(pathway, form, lanes, records, ofDirection[to]);
            }
        }
    }

    private List<Signal> terms(Direction direction) {
        return direction == Direction.FEEDFORWARD ? FEEDFORWARD_TERMS : feedbackTerms;
    }

    /** The trace of a pathway; null if it does not learn. */
    public Trace trace(Pathway pathway) {
        return traces[pathway.index()];
    }

    /** Where to write −∂L/∂u of a lane's neurons in a cycle, [currents]; null if nothing there learns. */
    public float[] teaching(Population population, Direction direction, int cycle, int lane) {
        return teaching(population, direction, 0, cycle, lane);
    }

    /** The same of one term of a loss that has several. */
    float[] teaching(Population population, Direction direction, int term, int cycle, int lane) {
        float[][] slots = teaching[direction.ordinal()][population.index()];
        int record = cycle * terms(direction).size() + term;
        return slots == null ? null : slots[record * lanes + lane];
    }

    /** Hands the teaching signals just written, and the volleys that met them, to the incoming pathways. */
    public void record(PopulationLanes self, Direction direction) {
        List<Terminal> incoming = self.incoming(direction);
        List<Signal> terms = terms(direction);
        Presentations shown = self.presentations();
        for (int i = 0; i < incoming.size(); i++) {
            Terminal terminal = incoming.get(i);
            Trace trace = traces[terminal.pathway().index()];
            for (int term = 0; trace != null && term < terms.size(); term++) {
                int record = shown.cycle() * terms.size() + term;
                trace.record(record, terminal.arrived(terms.get(term)), shown.active());
            }
        }
    }

    /** Counts from now on how often each neuron of a population fires in a mini-batch, [neuron]; the counts are live. */
    public int[] countSpikes(Population population) {
        spikes[population.index()] = new int[population.size()];
        return spikes[population.index()];
    }

    /** Counts the spikes of a population, if they are to be counted. */
    void addSpikes(Population population, Volley volley, int lanes) {
        int[] counts = spikes[population.index()];
        for (int lane = 0; counts != null && lane < lanes; lane++) {
            int[] list = volley.indices(lane);
            int fired = volley.count(lane);
            for (int k = 0; k < fired; k++) {
                counts[list[k]]++;
            }
        }
    }

    /** Lists all that the pathways learn from after a mini-batch, for a block that was simulated elsewhere. */
    public void state(Archive archive) {
        for (int direction = 0; direction < teaching.length; direction++) {
            for (int population = 0; population < spikes.length; population++) {
                if (teaching[direction][population] != null) {
                    archive.rows("teaching " + direction + " " + population, teaching[direction][population]);
                }
            }
        }
        for (int population = 0; population < spikes.length; population++) {
            if (spikes[population] != null) {
                archive.array("spikes " + population, spikes[population]);
            }
        }
        // After the teaching signals, whose sums they make.
        for (int pathway = 0; pathway < traces.length; pathway++) {
            if (traces[pathway] != null) {
                traces[pathway].state(archive.part("trace " + pathway));
            }
        }
    }

    /** Forgets the last mini-batch. */
    void clear() {
        for (int[] counts : spikes) {
            if (counts != null) {
                Arrays.fill(counts, 0);
            }
        }
        for (Trace trace : traces) {
            if (trace != null) {
                trace.clear();
            }
        }
    }
}
