package org.tarpon.network;

import java.util.Arrays;

/**
 * How the activity that crosses a pathway becomes currents in the neurons at its end: the connections of a layer, that
 * is In as a function of the Out of the layer below (S14). Its parameters, if it has any, are rows of weights with the
 * biases last, each row one array (C2 vectorises sums over whole arrays).
 */
public interface Synapses {
    /** Values that a presynaptic volley may name. */
    int presynaptic();

    /** Currents at the other end. */
    int postsynaptic();

    /** All parameters, the biases last; live, not a copy. Empty where there are none. */
    float[][] rows();

    /** The last row; live, not a copy. */
    default float[] bias() {
        return rows()[rows().length - 1];
    }

    /** Weights into one postsynaptic neuron, for initial values. */
    default int fanIn() {
        return presynaptic();
    }

    /** Weights out of one presynaptic neuron, for initial values. */
    default int fanOut() {
        return postsynaptic();
    }

    /** How many layers of weights stand side by side in each row, for initial values. */
    default int layers() {
        return 1;
    }

    /**
     * Connections that one presynaptic neuron's message reaches, for counting synaptic events; of neurons at the edge of a
     * grid, which reach fewer, as many as of the others.
     */
    default int reach() {
        return fanOut();
    }

    /** Whether these are another pathway's, run backwards (weight transport, objection 3). */
    boolean isMirror();

    /**
     * The same connections for errors on their way back: the transposed derivative of {@link #deliver} (S14). It shares the
     * parameters of the original and must be {@link #refresh refreshed} after each change of them.
     */
    Synapses mirror();

    /** Takes over the original's present weights; does nothing where the weights are its own. */
    default void refresh() {}

    /** Adds what flows without any presynaptic activity. */
    void addBias(float[] current);

    /**
     * Adds what a volley of one lane brings.
     *
     * @param own [postsynaptic], what the receiving population itself last sent; only mirrors of nonlinear connections,
     *     whose derivative depends on it, look at it
     * @param current [postsynaptic], changed in place
     */
    void deliver(Volley volley, int lane, float[] own, float[] current);

    /**
     * Adds what a volley brings to the first lanes; the bits of {@link #deliver(Volley, int, float[], float[])} lane by lane.
     *
     * @param self who receives
     * @param current [lane][postsynaptic], changed in place
     */
    default void deliver(Volley volley, int lanes, PopulationLanes self, float[][] current) {
        for (int lane = 0; lane < lanes; lane++) {
            deliver(volley, lane, readsOwnActivity() ? self.activity(lane) : null, current[lane]);
        }
    }

    /** In how many places a row of weights is used; all-to-all rows, one for each presynaptic neuron, in one. */
    default int uses(int row) {
        return 1;
    }

    /**
     * The presynaptic neuron whose messages pass through a row in one of its places; of no meaning for the biases.
     *
     * @param use from 0 to below {@link #uses}
     */
    default int user(int row, int use) {
        return row;
    }

    /** The first of the currents to which a row is added in one of its places. */
    default int offset(int row, int use) {
        return 0;
    }

    /** Whether equal places in the rows of both mean the same connections, so that the weights can be compared. */
    default boolean isLaidOutLike(Synapses other) {
        return false;
    }

    /** Whether {@link #deliver} looks at what the receiving population sent. */
    default boolean readsOwnActivity() {
        return false;
    }

    /** Sets a row of currents to what flows without any presynaptic activity. */
    default void begin(float[] current) {
        Arrays.fill(current, 0f);
        addBias(current);
    }
}
