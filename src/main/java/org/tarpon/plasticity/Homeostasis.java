package org.tarpon.plasticity;

import java.util.List;
import org.tarpon.network.Synapses;

/**
 * Keeps stochastic binary neurons to a rate of firing, by the rule with which Földiák (1990, doi:10.1007/BF02331346) adapts
 * thresholds: after each mini-batch every neuron compares its own spikes with the rate and shifts its bias,
 *
 * <pre>Δb = strength · (rate − spikes / slots)</pre>
 *
 * beside what the credit-assignment rule teaches the bias. It reads nothing else, and the bias is all that it remembers. Where
 * neurons share a bias, as those of a convolution's channel do, their mean keeps to the rate.
 */
public final class Homeostasis {
    private final float rate;
    private final float strength;
    private final List<int[]> spikes;

    /**
     * @param rate spikes of a neuron a presentation and cycle, above 0 and below 1
     * @param strength above 0
     * @param spikes [neuron], live counts of the mini-batch, one array per block ({@link Lessons#countSpikes})
     */
    public Homeostasis(double rate, double strength, List<int[]> spikes) {
        this.rate = (float) rate;
        this.strength = (float) strength;
        this.spikes = List.copyOf(spikes);
    }

    /** The bias with which a neuron without input fires at a rate: its logit. */
    public static float bias(double rate) {
        return (float) StrictMath.log(rate / (1.0 - rate));
    }

    /**
     * Shifts the biases of connections.
     *
     * @param slots presentations times cycles that were counted
     */
    void shift(Synapses synapses, int slots) {
        float[] bias = synapses.bias();
        int row = synapses.rows().length - 1;
        int uses = synapses.uses(row);
        for (int j = 0; j < bias.length; j++) {
            long count = 0;
            for (int use = 0; use < uses; use++) {
                int neuron = synapses.offset(row, use) + j;
                for (int block = 0; block < spikes.size(); block++) {
                    count += spikes.get(block)[neuron];
                }
            }
            bias[j] += strength * (rate - count / ((float) slots * uses));
        }
    }
}
