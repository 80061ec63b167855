package org.tarpon.plasticity;

import java.util.List;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Signal;
import org.tarpon.network.Terminal;
import org.tarpon.network.Wiring;

/**
 * The traces of all learning pathways in one block, and the teaching signals that they share: pathways of one direction
 * into one population learn from the same postsynaptic signal.
 */
public final class Lessons {
    private final float[][][][] teaching;
    private final Trace[] traces;
    private final int lanes;

    Lessons(Network network, Wiring wiring, int lanes, int cycles) {
        this.lanes = lanes;
        this.teaching =
                new float[Direction.values().length][network.populations().size()][][];
        this.traces = new Trace[network.pathways().size()];
        for (Pathway pathway : network.pathways()) {
            Form form = wiring.form(pathway, taughtBy(pathway));
            if (form == null || pathway.isTied()) {
                continue;
            }
            float[][][] ofDirection = teaching[pathway.direction().ordinal()];
            int to = pathway.to().index();
            if (ofDirection[to] == null) {
                boolean basal = pathway.direction() == Direction.FEEDFORWARD;
                int signals = basal ? pathway.to().currents() : pathway.to().size();
                ofDirection[to] = new float[cycles * lanes][signals];
            }
            traces[pathway.index()] = new Trace(pathway, form, lanes, cycles, ofDirection[to]);
        }
    }

    /** The signal whose presynaptic volley a pathway's synapses learn from. */
    private static Signal taughtBy(Pathway pathway) {
        return pathway.direction() == Direction.FEEDFORWARD ? Signal.ACTIVITY : Signal.RECONSTRUCTION;
    }

    /** The trace of a pathway; null if it does not learn. */
    public Trace trace(Pathway pathway) {
        return traces[pathway.index()];
    }

    /** Where to write −∂L/∂u of a lane's neurons in a cycle, [population size]; null if nothing there learns. */
    public float[] teaching(Population population, Direction direction, int cycle, int lane) {
        float[][] slots = teaching[direction.ordinal()][population.index()];
        return slots == null ? null : slots[cycle * lanes + lane];
    }

    /** Hands the teaching signals just written, and the volleys that met them, to the incoming pathways. */
    public void record(PopulationLanes self, Direction direction) {
        List<Terminal> incoming = self.incoming(direction);
        for (int i = 0; i < incoming.size(); i++) {
            Terminal terminal = incoming.get(i);
            Pathway pathway = terminal.pathway();
            Trace trace = traces[pathway.index()];
            if (trace != null) {
                trace.record(
                        self.presentations().cycle(),
                        terminal.arrived(taughtBy(pathway)),
                        self.presentations().active());
            }
        }
    }

    /** Forgets the last mini-batch. */
    void clear() {
        for (Trace trace : traces) {
            if (trace != null) {
                trace.clear();
            }
        }
    }
}
