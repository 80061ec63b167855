package org.tarpon.plasticity;

import org.tarpon.network.NeuronModel;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Volley;
import org.tarpon.random.RandomStream;

/**
 * Spikes of an output population, for messages that must be spikes: one neuron drawn from p for softmax, and
 * independent s ~ Bernoulli(p) for sigmoid outputs. A linear output has no spikes.
 */
final class OutputSpikes {
    private OutputSpikes() {}

    /** Draws the spikes that go with {@code self.mean}, keeping the variates. */
    static void fire(PopulationLanes self, RandomStream draws, Volley spikes) {
        Presentations shown = self.presentations();
        for (int lane = 0; lane < shown.active(); lane++) {
            draws.uniforms(shown.number(lane), shown.cycle(), self.variate(lane), self.size());
            fire(self.population().model(), self.variate(lane), self.mean(lane), lane, spikes);
        }
    }

    static void fire(NeuronModel model, float[] variate, float[] p, int lane, Volley spikes) {
        switch ((StandardModel) model) {
            case SOFTMAX -> spikes.fireOne(lane, choose(variate[0], p));
            case SIGMOID -> spikes.fire(lane, variate, p);
            default -> throw new IllegalArgumentException(model + " has no spikes");
        }
    }

    private static int choose(float variate, float[] p) {
        float sum = 0f;
        int last = p.length - 1;
        for (int j = 0; j < last; j++) {
            sum += p[j];
            if (variate < sum) {
                return j;
            }
        }
        return last;
    }
}
