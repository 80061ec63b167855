package org.tarpon.neuron;

import org.tarpon.math.Exponentials;

/**
 * Neural sampling (S25): the potential u = b + Σ weight × presynaptic state is the log-odds of state 1; a spike keeps the
 * state at 1 for τ_ref, and the hazard while it is 0 is exp(u)/τ_ref, so that P(state = 1) = σ(u).
 *
 * <p>Source: L. Buesing, J. Bill, B. Nessler, W. Maass, "Neural dynamics as sampling", PLoS Comput. Biol. 7 (2011).
 *
 * @param refractory τ_ref in seconds, positive
 * @param bias b
 */
public record NeuralSampling(double refractory, double bias) implements EscapeDynamics {
    /** How far u may rise before the bound is chosen anew; candidates are then accepted with at least exp(−0.5) at first. */
    private static final double MARGIN = 0.5;

    public NeuralSampling {
        Check.positive("refractory", refractory);
        Check.finite("bias", bias);
    }

    @Override
    public double potential(Cells cells, int neuron, long now) {
        return bias + cells.input(0, neuron);
    }

    @Override
    public double hazard(double potential) {
        return Exponentials.exp(potential) / refractory;
    }

    @Override
    public long refractoryNanos() {
        return Times.nanos(refractory);
    }

    @Override
    public double bound(Cells cells, int neuron, long now) {
        double ceiling = cells.input(0, neuron) + MARGIN;
        cells.setCeiling(neuron, now, ceiling);
        return bias + ceiling;
    }
}
