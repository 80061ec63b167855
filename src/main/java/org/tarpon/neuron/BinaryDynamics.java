package org.tarpon.neuron;

/**
 * Binary neurons that take a new state at Poisson update times, 1 with a probability that depends on their input alone.
 * Others are told of changes only.
 */
public interface BinaryDynamics extends Dynamics {
    /** The probability g(h) in [0, 1] of state 1 after an update, for the input h = Σ weight × presynaptic state. */
    double activation(double input);

    @Override
    default void update(Cells cells, int neuron, double uniform, Outlet outlet) {
        boolean up = uniform < activation(cells.input(0, neuron));
        if (up != cells.isUp(neuron)) {
            cells.setUp(neuron, up);
            outlet.send(0, neuron, up ? 1 : -1);
        }
    }
}
