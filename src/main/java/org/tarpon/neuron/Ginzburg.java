package org.tarpon.neuron;

import org.tarpon.math.Exponentials;

/**
 * The Ginzburg neuron (S23): updates at rate 1/τ, g(h) = c₁h + c₂(1 + tanh(c₃(h − θ)))/2, clipped to [0, 1].
 *
 * <p>Source: I. Ginzburg and H. Sompolinsky, "Theory of correlations in stochastic neural networks", Phys. Rev. E 50 (1994).
 *
 * @param tau mean time between updates of a neuron in seconds, positive
 * @param c1 linear gain
 * @param c2 height of the sigmoid
 * @param c3 steepness of the sigmoid
 * @param theta input at its middle
 */
public record Ginzburg(double tau, double c1, double c2, double c3, double theta) implements BinaryDynamics {
    public Ginzburg {
        Check.positive("tau", tau);
        Check.finite("c1", c1);
        Check.finite("c2", c2);
        Check.finite("c3", c3);
        Check.finite("theta", theta);
    }

    /** Glauber dynamics at inverse temperature β: g(h) = σ(β(h − θ)), that is c₁ = 0, c₂ = 1, c₃ = β/2. */
    public static Ginzburg glauber(double tau, double beta, double theta) {
        return new Ginzburg(tau, 0, 1, beta / 2, theta);
    }

    @Override
    public double updateRate() {
        return 1 / tau;
    }

    @Override
    public double activation(double h) {
        // (1 + tanh z)/2 = 1/(1 + exp(-2z))
        double g = c1 * h + c2 / (1 + Exponentials.exp(-2 * c3 * (h - theta)));
        return Math.max(0, Math.min(1, g));
    }
}
