package org.tarpon.neuron;

import java.util.List;

/**
 * Neurons that fire as independent Poisson processes of a common rate, thinned from its maximum where it varies.
 *
 * @param profile the rate
 */
public record PoissonSource(RateProfile profile) implements Dynamics {
    @Override
    public List<Trace> traces() {
        return List.of();
    }

    @Override
    public List<Output> outputs() {
        return Output.SPIKES;
    }

    @Override
    public double updateRate() {
        return profile.maximum();
    }

    @Override
    public void update(Cells cells, int neuron, double uniform, Outlet outlet) {
        if (uniform * profile.maximum() < profile.at(outlet.now())) {
            outlet.send(0, neuron, 1);
        }
    }
}
