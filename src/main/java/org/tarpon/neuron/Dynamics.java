package org.tarpon.neuron;

import java.util.List;

/**
 * A neuron model in continuous time: what a neuron is made of, and what it does when something happens to it. Four things
 * can happen: it begins, it comes to one of its random updates, a time that it asked for is reached, its input rises above
 * a ceiling that it set. In each it may read and write its own state in {@link Cells} and use the {@link Outlet}; it must
 * not touch other neurons. One instance serves all neurons of a population, on several threads: it holds parameters only.
 *
 * <p>Times handed to the outlet are nanoseconds; parameters of models are in seconds and hertz.
 */
public interface Dynamics {
    /** What the neuron sums of its input, by position. */
    default List<Trace> traces() {
        return List.of(Trace.lasting());
    }

    /** What the neuron sends, by position; empty if nothing. */
    default List<Output> outputs() {
        return Output.STATES;
    }

    /** Numbers that a neuron remembers beside its traces and its binary state. */
    default int variables() {
        return 0;
    }

    /** Rate in hertz of the Poisson process of each neuron's own updates; 0 if it has none. */
    default double updateRate() {
        return 0;
    }

    /** Whether neurons ask to be woken. */
    default boolean wakes() {
        return false;
    }

    /** The trace whose rise above {@link Cells#ceiling} is reported to {@link #excited}; −1 for none. */
    default int watched() {
        return -1;
    }

    /** Whether {@link #excited} may send at once: only then is a pathway without delay into these neurons refused. */
    default boolean firesOnInput() {
        return false;
    }

    /** The neuron begins, at time 0. */
    default void start(Cells cells, int neuron, Outlet outlet) {}

    /**
     * One of the neuron's random updates.
     *
     * @param uniform a number in [0, 1) drawn for this update alone
     */
    default void update(Cells cells, int neuron, double uniform, Outlet outlet) {}

    /** The time has come that the neuron asked for. */
    default void wake(Cells cells, int neuron, Outlet outlet) {}

    /** An arrival has just lifted the watched trace above the neuron's ceiling. */
    default void excited(Cells cells, int neuron, Outlet outlet) {}
}
