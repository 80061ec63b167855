package org.tarpon.plasticity;

import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/**
 * What crosses learned feedback pathways (S13): activity, and the target that goes with it, in the form of the
 * {@link Message}; from the output, the topmost target of S6 without weight transport.
 *
 * <p>Reads: p, targets, the variate of the own spike, which the output draws here if it sends spikes.
 */
final class TargetMessages {
    private final CreditAssignment rule;
    private final TargetPropagation.Settings settings;
    /** Of target spikes that are independent of the spikes, [lane][neuron]; null if no message needs them. */
    private final float[][] variates;

    TargetMessages(CreditAssignment rule, Network network, int lanes, TargetPropagation.Settings settings) {
        this.rule = rule;
        this.settings = settings;
        this.variates = settings.message() == Message.SPIKE
                ? new float[lanes]
                        [network.populations().stream()
                                .mapToInt(Population::size)
                                .max()
                                .orElseThrow()]
                : null;
    }

    /** Sends h_i down where the difference of decoded targets needs it; graded, as it is now, or as the spikes drawn before. */
    void sendActivity(PopulationLanes self, Axon axon) {
        if (!settings.sendsActivityDown()) {
            return;
        }
        Volley graded = self.volley(Signal.ACTIVITY, Form.GRADED);
        if (graded != null && !self.population().isSource()) {
            for (int lane = 0; lane < self.presentations().active(); lane++) {
                graded.grade(lane, self.mean(lane), 1f);
            }
        }
        rule.send(self, Direction.FEEDBACK, Signal.ACTIVITY, axon);
    }

    /**
     * Sends ĥ_i down, if a learned pathway leaves the population.
     *
     * @param from [lane][neuron], where difference spikes begin, mostly p
     * @param targets [lane][neuron]
     */
    void sendTarget(PopulationLanes self, float[][] from, float[][] targets, Axon axon) {
        Volley message = volley(self);
        if (message != null) {
            encode(self, from, targets, message);
            send(self, message, axon);
        }
    }

    /**
     * Sends activity and target of the output down a learned V_M, if there is one.
     *
     * @param targets [lane][neuron], set here to ĥ_M (S5) or the label
     */
    void sendTopmost(PopulationLanes self, float[][] targets, Axon axon) {
        Volley message = volley(self);
        if (message == null) {
            return;
        }
        Presentations shown = self.presentations();
        OutputLayer output = rule.outputLayer();
        boolean draws = settings.message() != Message.PROBABILITY;
        Volley spikes = self.volley(Signal.ACTIVITY, Form.SPIKE);
        if (draws) {
            rule.draws()
                    .spikes(self.population())
                    .uniforms(shown.numbers(), shown.active(), shown.cycle(), self.variates(), self.size());
        }
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] p = self.mean(lane);
            output.target(p, shown.label(lane), settings.step(), targets[lane]);
            if (spikes != null) {
                output.fire(self.variate(lane), p, lane, spikes);
            }
        }
        sendActivity(self, axon);
        if (draws && output.targetIsLabel()) {
            for (int lane = 0; lane < shown.active(); lane++) {
                output.fireLabel(
                        self.variate(lane), self.mean(lane), shown.label(lane), lane, message, settings.burst());
            }
        } else {
            encode(self, self.means(), targets, message);
        }
        send(self, message, axon);
    }

    private Volley volley(PopulationLanes self) {
        return self.volley(Signal.TARGET, settings.message().target(self.population()));
    }

    private void encode(PopulationLanes self, float[][] from, float[][] targets, Volley message) {
        Presentations shown = self.presentations();
        if (settings.message() == Message.SPIKE) {
            rule.draws()
                    .targets(self.population())
                    .uniforms(shown.numbers(), shown.active(), shown.cycle(), variates, self.size());
        }
        for (int lane = 0; lane < shown.active(); lane++) {
            switch (settings.message()) {
                case PROBABILITY -> message.grade(lane, targets[lane], 1f);
                case SPIKE -> message.fire(lane, variates[lane], targets[lane]);
                case COUPLED_SPIKE -> encodeDifferences(self.variate(lane), from[lane], targets[lane], lane, message);
            }
        }
    }

    private void encodeDifferences(float[] variate, float[] from, float[] target, int lane, Volley message) {
        if (settings.burst() == 1) {
            message.fireDifferences(lane, variate, from, target);
        } else {
            message.fireBursts(lane, variate, from, target, settings.burst());
        }
    }

    private void send(PopulationLanes self, Volley message, Axon axon) {
        if (message.form() == Form.DIFFERENCE_SPIKE) {
            int lanes = self.presentations().active();
            rule.tally().countDifferences(self.population(), message.entries(lanes), (long) lanes * self.size());
        }
        rule.send(self, Direction.FEEDBACK, Signal.TARGET, axon);
    }
}
