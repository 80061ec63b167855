package org.tarpon.neuron;

import org.tarpon.math.Exponentials;

/**
 * The erfc neuron (S24), a threshold unit with Gaussian noise drawn at each update: g(h) = ½ erfc(−(h − θ)/(√2 σ)).
 *
 * @param tau mean time between updates of a neuron in seconds, positive
 * @param theta threshold
 * @param sigma standard deviation of the noise, positive
 */
public record ErfcNeuron(double tau, double theta, double sigma) implements BinaryDynamics {
    private static final double SQRT_2 = Math.sqrt(2);

    public ErfcNeuron {
        Check.positive("tau", tau);
        Check.finite("theta", theta);
        Check.positive("sigma", sigma);
    }

    @Override
    public double updateRate() {
        return 1 / tau;
    }

    @Override
    public double activation(double h) {
        return 0.5 * Exponentials.erfc(-(h - theta) / (SQRT_2 * sigma));
    }
}
