package org.tarpon.plasticity;

import java.util.List;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Wiring;

/**
 * Rules that send errors down. Which one it is, the feedback weights decide:
 *
 * <ul>
 *   <li>tied to the feedforward weights: backpropagation (S14), through spikes straight (ε_u = ε_s ⊙ σ′(u)): the reference
 *       that target propagation is compared with;
 *   <li>fixed and random, layer by layer: feedback alignment (Lillicrap et al. 2016, doi:10.1038/ncomms13276);
 *   <li>fixed and random, from the output to every hidden population: direct feedback alignment (Nøkland 2016, arXiv
 *       1609.01596).
 * </ul>
 *
 * <p>Sets: the teaching signals of all feedforward pathways. Reads: the own response, the apical error. Sends: activity up,
 * graded errors down.
 */
public final class ErrorPropagation extends CreditAssignment {
    public ErrorPropagation(LaneBlock block, Wiring wiring, int cycles) {
        super(block, wiring, cycles, List.of());
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
            return pathway.from().isSource() ? input : pathway.from().model().form();
        };
    }

    @Override
    public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
        switch (signal) {
            case ACTIVITY -> climb(self, axon);
            case ERROR -> descend(self, axon);
            default -> throw new IllegalArgumentException("no rule that sends errors down has a " + signal);
        }
    }

    @Override
    protected void climb(PopulationLanes self, Axon axon) {
        if (self.isOutput()) {
            respond(self);
            answer(self);
            if (mode() == Mode.LEARN_FORWARD) {
                teachOutput(self);
                sendErrors(self, axon);
            }
            return;
        }
        relay(self, axon);
    }

    /** S14: ε_In = f′(In) Σ ∂In/∂Out ε; the sum is what the feedback pathways have brought. */
    private void descend(PopulationLanes self, Axon axon) {
        NeuronModel model = self.population().model();
        Presentations shown = self.presentations();
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] teaching = lessons().teaching(self.population(), Direction.FEEDFORWARD, shown.cycle(), lane);
            model.backpropagate(
                    self.basal(Signal.ACTIVITY).current(lane),
                    self.mean(lane),
                    self.apical(Signal.ERROR).current(lane),
                    teaching,
                    self.size());
            for (int j = 0; j < teaching.length; j++) {
                teaching[j] = -teaching[j];
            }
        }
        if (!model.isLinear()) {
            tally().countDerivatives((long) shown.active() * self.size());
        }
        lessons().record(self, Direction.FEEDFORWARD);
        sendErrors(self, axon);
    }
}
