package org.tarpon.neuron;

import java.util.List;
import org.tarpon.math.Exponentials;

/**
 * Leaky integrate-and-fire neuron with escape noise (S26): τ_m dv/dt = −v + I₀ + i(t), hazard ρ₀ exp((v − ϑ)/Δ). After a
 * spike v is held at the reset for the refractory time. The synapses are either delta synapses, which make v jump by their
 * weight (and do nothing to a neuron that is refractory), or exponential currents i with τ_s di/dt = −i that jump by it.
 *
 * <p>Between arrivals v = I₀ + x with x a sum of decaying exponentials: x itself with delta synapses; with currents
 * x = a + k·i, k = τ_s/(τ_s − τ_m), where a decays with τ_m and every arrival of weight w adds −k·w to it.
 *
 * <p>Source: W. Gerstner, W. Kistler, R. Naud, L. Paninski, "Neuronal dynamics" (2014), chapter 9.
 *
 * @param membrane τ_m in seconds, positive
 * @param drive I₀, the potential that is approached without input
 * @param rate ρ₀ in hertz, positive
 * @param threshold ϑ, the potential at which the hazard is ρ₀
 * @param softness Δ, positive
 * @param reset potential at the beginning and after a spike
 * @param refractory seconds, not negative
 * @param synaptic τ_s in seconds, positive and not τ_m; 0 for delta synapses
 */
public record StochasticLif(
        double membrane,
        double drive,
        double rate,
        double threshold,
        double softness,
        double reset,
        double refractory,
        double synaptic)
        implements EscapeDynamics {
    /** How far above what is reached without input the bound lies, in units of Δ. */
    private static final double MARGIN = 0.5;

    public StochasticLif {
        Check.positive("membrane", membrane);
        Check.finite("drive", drive);
        Check.positive("rate", rate);
        Check.finite("threshold", threshold);
        Check.positive("softness", softness);
        Check.finite("reset", reset);
        Check.notNegative("refractory", refractory);
        Check.notNegative("synaptic", synaptic);
        if (synaptic == membrane) {
            throw new IllegalArgumentException(
                    "synaptic must differ from membrane; take a time constant that is off by a"
                            + " thousandth, whose effect cannot be seen");
        }
    }

    private boolean hasCurrents() {
        return synaptic > 0;
    }

    private double share() {
        return synaptic / (synaptic - membrane);
    }

    @Override
    public List<Trace> traces() {
        return hasCurrents()
                ? List.of(new Trace(0, membrane, -share()), new Trace(0, synaptic, 1))
                : List.of(new Trace(0, membrane, 1));
    }

    @Override
    public List<Output> outputs() {
        return Output.SPIKES;
    }

    @Override
    public int watched() {
        return hasCurrents() ? 1 : 0;
    }

    @Override
    public double potential(Cells cells, int neuron, long now) {
        double v = drive + cells.input(0, neuron, now);
        return hasCurrents() ? v + share() * cells.input(1, neuron, now) : v;
    }

    @Override
    public double hazard(double potential) {
        return rate * Exponentials.exp((potential - threshold) / softness);
    }

    @Override
    public long refractoryNanos() {
        return Times.nanos(refractory);
    }

    @Override
    public void recover(Cells cells, int neuron, long now) {
        double current = hasCurrents() ? share() * cells.input(1, neuron, now) : 0;
        cells.setInput(0, neuron, now, reset - drive - current);
    }

    /** v moves towards I₀ + i, and |i| only shrinks, so that v stays below the larger of v and I₀ + max(0, i). */
    @Override
    public double bound(Cells cells, int neuron, long now) {
        double current = hasCurrents() ? cells.input(1, neuron, now) : 0;
        double reached = Math.max(potential(cells, neuron, now), drive + Math.max(0, current));
        double bound = reached + MARGIN * softness;
        cells.setCeiling(neuron, now, bound - drive);
        return bound;
    }
}
