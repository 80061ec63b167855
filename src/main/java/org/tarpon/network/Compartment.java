package org.tarpon.network;

import java.util.Arrays;

/**
 * The summed synaptic current of one signal at the neurons of one population, [lane][neuron], in units of the weights.
 * It knows how many volleys make it complete; the first one after a completed sum begins a new sum.
 */
public final class Compartment {
    private final float[][] current;
    private final int awaited;
    private int arrived;
    private boolean summed = true;

    Compartment(int lanes, int size, int awaited) {
        this.current = new float[lanes][size];
        this.awaited = awaited;
    }

    /**
     * Leaves currents out from now on, for a rule that must know when a signal is there, and whose synapses learn from it, but whose
     * neurons do not respond to it.
     */
    public void doNotSum() {
        summed = false;
    }

    /**
     * The current of each neuron in a lane; live, not a copy, and not to be written to.
     *
     * @throws IllegalStateException if it is not summed up
     */
    public float[] current(int lane) {
        if (!summed) {
            throw new IllegalStateException("nobody was to read this current, so it was not summed up");
        }
        return current[lane];
    }

    /** Whether one volley is all it awaits. */
    boolean awaitsOne() {
        return awaited == 1;
    }

    /**
     * Adds a volley that has arrived. Differences change a current whose bias another volley has brought, so they bring
     * none themselves.
     *
     * @param self who receives
     * @return whether all awaited volleys are in
     */
    boolean receive(Synapses synapses, Volley volley, PopulationLanes self, int lanes) {
        if (summed) {
            sumUp(synapses, volley, self, lanes);
        }
        arrived++;
        boolean complete = arrived == awaited;
        if (complete) {
            arrived = 0;
        }
        return complete;
    }

    private void sumUp(Synapses synapses, Volley volley, PopulationLanes self, int lanes) {
        boolean biased = volley.form() != Form.DIFFERENCE_SPIKE;
        for (int lane = 0; lane < lanes; lane++) {
            float[] sum = current[lane];
            if (biased && arrived == 0) {
                synapses.begin(sum);
            } else if (biased) {
                synapses.addBias(sum);
            } else if (arrived == 0) {
                Arrays.fill(sum, 0f);
            }
        }
        synapses.deliver(volley, lanes, self, current);
    }
}
