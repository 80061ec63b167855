package org.tarpon.circuit;

/**
 * The synapses of one presynaptic neuron with a range of postsynaptic ones, as lent by {@link Rows}: valid until it lends
 * the next.
 */
public final class Row {
    /** Postsynaptic neurons, counted from the beginning of the range; the first {@link #count}. */
    public int[] targets = new int[0];

    /** One weight a synapse; null where all have the weight of the pathway. */
    public float[] weights;

    /** One delay a synapse in nanoseconds, ascending; null where all have the delay of the pathway. */
    public int[] delays;

    /** Number of synapses. */
    public int count;
}
