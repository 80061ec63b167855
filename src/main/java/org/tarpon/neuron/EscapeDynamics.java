package org.tarpon.neuron;

/**
 * Neurons that fire with a hazard (escape rate) that rises with their potential, exactly, by thinning: while the potential
 * stays below a bound, candidates come at the bound's hazard and are accepted with the ratio of the hazards. Input that
 * could lift the potential above the bound is noticed by the {@link Cells#setCeiling ceiling}; then the neuron chooses a
 * new bound and draws again, which changes nothing in distribution because exponential waiting times have no memory.
 *
 * <p>Source: Y. Ogata, "On Lewis' simulation method for point processes", IEEE Trans. Inf. Theory 27 (1981).
 *
 * <p>After a spike a neuron is refractory, and its state is 1, for a fixed time in which its hazard is 0.
 */
public interface EscapeDynamics extends Dynamics {
    /** What hazards above it, in hertz, are taken for: a candidate each nanosecond, and time is no finer. */
    double HIGHEST = 1e9;

    /** The potential at a time not before the last arrival. */
    double potential(Cells cells, int neuron, long now);

    /** Spikes per second at a potential; not decreasing in it. */
    double hazard(double potential);

    /** Nanoseconds after a spike in which the neuron does not fire. */
    long refractoryNanos();

    /**
     * Chooses a bound that the potential will not exceed as long as the watched trace does not rise above its ceiling, and
     * sets that ceiling.
     *
     * @return the bound
     */
    double bound(Cells cells, int neuron, long now);

    /** The refractory time is over. */
    default void recover(Cells cells, int neuron, long now) {}

    /** One: the hazard of the bound. */
    @Override
    default int variables() {
        return 1;
    }

    @Override
    default boolean wakes() {
        return true;
    }

    @Override
    default int watched() {
        return 0;
    }

    @Override
    default void start(Cells cells, int neuron, Outlet outlet) {
        recover(cells, neuron, outlet.now());
        await(cells, neuron, outlet);
    }

    @Override
    default void excited(Cells cells, int neuron, Outlet outlet) {
        await(cells, neuron, outlet);
    }

    @Override
    default void wake(Cells cells, int neuron, Outlet outlet) {
        long now = outlet.now();
        if (cells.isUp(neuron)) {
            cells.setUp(neuron, false);
            if (outputs().get(0) == Output.STATE) {
                outlet.send(0, neuron, -1);
            }
            recover(cells, neuron, now);
            await(cells, neuron, outlet);
            return;
        }
        double candidates = cells.variable(0, neuron);
        if (outlet.uniform(neuron) * candidates < Math.min(HIGHEST, hazard(potential(cells, neuron, now)))) {
            outlet.send(0, neuron, 1);
            if (refractoryNanos() > 0) {
                cells.setUp(neuron, true);
                cells.setCeiling(neuron, now, Double.POSITIVE_INFINITY);
                outlet.wakeAt(neuron, Times.later(now, refractoryNanos()));
                return;
            }
            recover(cells, neuron, now);
        }
        await(cells, neuron, outlet);
    }

    private void await(Cells cells, int neuron, Outlet outlet) {
        long now = outlet.now();
        double candidates = Math.min(HIGHEST, hazard(bound(cells, neuron, now)));
        cells.setVariable(0, neuron, candidates);
        // Never at this instant, so that time goes on whatever the hazard, and without delays too.
        outlet.wakeAt(neuron, Math.max(now + 1, Times.later(now, outlet.exponential(neuron) / candidates * 1e9)));
    }
}
