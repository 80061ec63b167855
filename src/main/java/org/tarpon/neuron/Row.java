package org.tarpon.neuron;

/**
 * The synapses of one presynaptic neuron with some {@link Cells}, as lent by whoever keeps them: valid until the next is
 * lent.
 */
public final class Row {
    /** Postsynaptic neurons as local indices; the first {@link #count}; null where they are {@link #narrow}. */
    public int[] targets;

    /** The same in 16 bits, which halves the memory that a spike has to read; null where they are {@link #targets}. */
    public char[] narrow;

    /** One weight a synapse; null where all have the weight of the pathway, as is always so where targets are narrow. */
    public float[] weights;

    /** One delay a synapse in nanoseconds, ascending; null where all have the delay of the pathway. */
    public int[] delays;

    /** Number of synapses. */
    public int count;

    /** The k-th postsynaptic neuron. */
    public int target(int k) {
        return narrow == null ? targets[k] : narrow[k];
    }
}
