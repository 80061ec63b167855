package org.tarpon.neuron;

import java.util.List;
import org.tarpon.math.Exponentials;

/**
 * A stochastic binary neuron that draws its state and its target at once (S11, S13 {@code coupled-spike}, S23): at each of its
 * own updates one uniform variate r gives the state [r &lt; p] and the target [r &lt; ĥ], where
 *
 * <pre>p = σ(basal + bias)    ĥ = p + κ (σ(apical + c + differences) − σ(apical + c))</pre>
 *
 * Differences never reach p, so that inference and learning go on at once. Activity comes in as states and is smoothed by
 * an exponential filter of unit area: the lasting sum less what of it is not yet felt. Differences come in as single
 * spikes; each counts for as much as a state would that lasts τ.
 *
 * <p>Output 0 sends changes of the state, output 1 difference spikes of sign (target − state). Without difference spikes in
 * there are none out.
 *
 * @param tau mean time between updates of a neuron in seconds, positive
 * @param filter time constant of all three inputs in seconds, positive
 * @param kappa how far differences move the target, positive
 */
public record TargetNeuron(double tau, double filter, double kappa) implements Dynamics {
    /** Compartment of activity from below. */
    public static final int BASAL = 0;

    /** Compartment of activity from above. */
    public static final int APICAL = 1;

    /** Compartment of difference spikes from above. */
    public static final int DIFFERENCES = 2;

    private static final int BIAS = 0;
    private static final int APICAL_BIAS = 1;

    public TargetNeuron {
        Check.positive("tau", tau);
        Check.positive("filter", filter);
        Check.positive("kappa", kappa);
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                Trace.lasting(BASAL),
                new Trace(BASAL, filter, -1),
                Trace.lasting(APICAL),
                new Trace(APICAL, filter, -1),
                new Trace(DIFFERENCES, filter, tau / filter));
    }

    @Override
    public List<Output> outputs() {
        return List.of(Output.STATE, Output.SPIKE);
    }

    @Override
    public int variables() {
        return 2;
    }

    @Override
    public double updateRate() {
        return 1 / tau;
    }

    @Override
    public void update(Cells cells, int neuron, double uniform, Outlet outlet) {
        long now = outlet.now();
        double basal = cells.input(0, neuron) + cells.input(1, neuron, now) + cells.variable(BIAS, neuron);
        double apical = cells.input(2, neuron) + cells.input(3, neuron, now) + cells.variable(APICAL_BIAS, neuron);
        double differences = cells.input(4, neuron, now);
        double p = sigmoid(basal);
        double target = p + kappa * (sigmoid(apical + differences) - sigmoid(apical));
        boolean up = uniform < p;
        boolean aim = uniform < target;
        if (up != cells.isUp(neuron)) {
            cells.setUp(neuron, up);
            outlet.send(0, neuron, up ? 1 : -1);
        }
        if (aim != up) {
            outlet.send(1, neuron, aim ? 1 : -1);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Exponentials.exp(-x));
    }
}
