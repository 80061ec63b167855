package org.tarpon.plasticity;

import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Wiring;

/**
 * Straight-through backpropagation (S14 with ε_u = ε_s ⊙ σ′(u)): errors come down tied feedback pathways. The reference
 * that target propagation is compared with.
 *
 * <p>Sets: the teaching signals of all feedforward pathways. Reads: p, the apical error. Sends: spikes up, graded errors
 * down.
 */
public final class Backpropagation extends CreditAssignment {
    public Backpropagation(LaneBlock block, Wiring wiring, int cycles) {
        super(block, wiring, cycles);
    }

    /** @param input form of the source's volleys */
    public static Wiring wiring(Form input) {
        return (pathway, signal) -> {
            if (pathway.direction() == Direction.FEEDBACK) {
                return signal == Signal.ERROR ? Form.GRADED : null;
            }
            if (signal != Signal.ACTIVITY) {
                return null;
            }
            return pathway.from().isSource() ? input : Form.SPIKE;
        };
    }

    @Override
    public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
        switch (signal) {
            case ACTIVITY -> climb(self, axon);
            case ERROR -> descend(self, axon);
            default -> throw new IllegalArgumentException("backpropagation has no " + signal);
        }
    }

    @Override
    protected void climb(PopulationLanes self, Axon axon) {
        if (self.population().isOutput()) {
            respond(self);
            answer(self);
            if (mode() == Mode.LEARN_FORWARD) {
                teachOutput(self);
                sendErrors(self, axon);
            }
            return;
        }
        if (!self.population().isSource()) {
            respond(self);
            fire(self);
        }
        sendUp(self, axon);
    }

    private void descend(PopulationLanes self, Axon axon) {
        Presentations shown = self.presentations();
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] p = self.probability(lane);
            float[] error = self.apical(Signal.ERROR).current(lane);
            float[] teaching = lessons().teaching(self.population(), Direction.FEEDFORWARD, shown.cycle(), lane);
            for (int j = 0; j < teaching.length; j++) {
                teaching[j] = -error[j] * (p[j] * (1f - p[j]));
            }
        }
        tally().countDerivatives((long) shown.active() * self.size());
        lessons().record(self, Direction.FEEDFORWARD);
        sendErrors(self, axon);
    }
}
