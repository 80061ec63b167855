package org.tarpon.neuron;

/**
 * The McCulloch–Pitts neuron (S24) updated at Poisson times: g(h) = [h &gt; θ].
 *
 * @param tau mean time between updates of a neuron in seconds, positive
 * @param theta threshold
 */
public record McCullochPitts(double tau, double theta) implements BinaryDynamics {
    public McCullochPitts {
        Check.positive("tau", tau);
        Check.finite("theta", theta);
    }

    @Override
    public double updateRate() {
        return 1 / tau;
    }

    @Override
    public double activation(double h) {
        return h > theta ? 1 : 0;
    }
}
