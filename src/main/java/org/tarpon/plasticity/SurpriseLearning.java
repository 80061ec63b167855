package org.tarpon.plasticity;

import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/**
 * Feedback that learns what a neuron's chance does to those above, from the presentations of forward learning: ΔV_ji = η ((s_j −
 * p_j) s_i − λ V_ji), j below and i above (S31, docs/model.md). The surprise s_j − p_j of a stochastic neuron is independent of all
 * that it was told, so only what it causes is correlated with it: E[(s_j − p_j) s_i | input] = p_j (1 − p_j) ∂p_i/∂s_j to first
 * order. So V comes to point along the transposed feedforward weights with the variances of both neurons as factors, though no
 * weight is copied, no noise is added and nothing is shown twice.
 *
 * <p>Sets: the teaching signals of learned feedback pathways. Reads: the own spikes and p.
 */
final class SurpriseLearning implements FeedbackLearning {
    private final CreditAssignment rule;

    SurpriseLearning(CreditAssignment rule) {
        this.rule = rule;
    }

    @Override
    public void setNoise(float deviation) {}

    @Override
    public void climb(PopulationLanes self, Axon axon) {
        throw new UnsupportedOperationException("surprises are those of forward learning's presentations");
    }

    /** A neuron's own spikes are the probe. */
    @Override
    public void probe(PopulationLanes self, Axon axon) {}

    @Override
    public void answerProbe(PopulationLanes self, Axon axon) {
        throw new UnsupportedOperationException("nothing probes");
    }

    /** The spikes of the population above are in. */
    @Override
    public void takeAnswer(PopulationLanes self, Signal signal, Axon axon) {
        Presentations shown = self.presentations();
        Volley spikes = self.volley(Signal.ACTIVITY, Form.SPIKE);
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] p = self.mean(lane);
            float[] surprise = rule.lessons().teaching(self.population(), Direction.FEEDBACK, shown.cycle(), lane);
            for (int j = 0; j < p.length; j++) {
                surprise[j] = -p[j];
            }
            int[] fired = spikes.indices(lane);
            for (int k = 0; k < spikes.count(lane); k++) {
                surprise[fired[k]] += 1f;
            }
        }
        rule.lessons().record(self, Direction.FEEDBACK);
    }
}
