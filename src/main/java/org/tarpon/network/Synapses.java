package org.tarpon.network;

/**
 * All-to-all weights of one pathway, [presynaptic + 1][postsynaptic]: row k holds the outgoing weights of presynaptic
 * neuron k, and the last row the biases of the postsynaptic population, as the weights of a neuron that always fires.
 *
 * <p>One array per row, because C2 vectorises sums over whole arrays and not over slices of a flat one.
 *
 * <p>A mirror has no weights of its own: it repeats another pathway's, transposed (tied feedback, objection 3), with
 * biases zero. It must be refreshed after each change of the original.
 */
public final class Synapses {
    private final float[][] rows;
    private final Synapses original;

    private Synapses(int presynaptic, int postsynaptic, Synapses original) {
        this.rows = new float[presynaptic + 1][postsynaptic];
        this.original = original;
    }

    /** Weights and biases of their own, all zero. */
    public static Synapses own(int presynaptic, int postsynaptic) {
        return new Synapses(presynaptic, postsynaptic, null);
    }

    /** The transpose of {@code original}, as it is now. */
    public static Synapses mirrorOf(Synapses original) {
        Synapses mirror = new Synapses(original.postsynaptic(), original.presynaptic(), original);
        mirror.refresh();
        return mirror;
    }

    public int presynaptic() {
        return rows.length - 1;
    }

    public int postsynaptic() {
        return rows[0].length;
    }

    /** Whether these weights are another pathway's. */
    public boolean isMirror() {
        return original != null;
    }

    /** All rows, the biases last; live, not a copy. */
    public float[][] rows() {
        return rows;
    }

    /** The biases, [postsynaptic]; live, not a copy. */
    public float[] bias() {
        return rows[rows.length - 1];
    }

    /** Takes over the original's present weights; does nothing where the weights are its own. */
    public void refresh() {
        if (original == null) {
            return;
        }
        for (int j = 0; j < original.presynaptic(); j++) {
            float[] source = original.rows[j];
            for (int k = 0; k < source.length; k++) {
                rows[k][j] = source[k];
            }
        }
    }

    /**
     * Adds what a volley of one lane brings to the postsynaptic neurons' currents.
     *
     * @param current [postsynaptic], changed in place
     */
    void deliver(Volley volley, int lane, float[] current) {
        if (volley.form() == Form.SPIKE) {
            RowKernel.add(current, rows, volley.indices(lane), volley.count(lane));
        } else {
            RowKernel.addScaled(current, rows, volley.indices(lane), volley.values(lane), volley.count(lane));
        }
    }
}
