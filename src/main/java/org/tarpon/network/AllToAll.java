package org.tarpon.network;

import java.util.Arrays;

/**
 * All-to-all weights, [presynaptic + 1][postsynaptic]: row k holds the outgoing weights of presynaptic neuron k, and the
 * last row the biases of the postsynaptic population, as the weights of a neuron that always fires.
 *
 * <p>A mirror has no weights of its own: it repeats another pathway's, transposed (tied feedback, objection 3), with
 * biases zero.
 */
public final class AllToAll implements Synapses {
    /** Where fewer than one in so many fire, most have no neighbour that fires. */
    private static final int WORTH_SUMS = 4;

    private final float[][] rows;
    private final AllToAll original;
    private final SubsetSums sums;

    private AllToAll(int presynaptic, int postsynaptic, AllToAll original, boolean summed) {
        this.rows = new float[presynaptic + 1][postsynaptic];
        this.original = original;
        this.sums = summed ? new SubsetSums(Arrays.copyOf(rows, presynaptic)) : null;
    }

    /** Weights and biases of their own, all zero. */
    public static AllToAll own(int presynaptic, int postsynaptic) {
        return new AllToAll(presynaptic, postsynaptic, null, false);
    }

    /**
     * The same for a presynaptic population of which many fire at once: the sums of rows that volleys need are made in
     * advance. They follow the weights by {@link #refresh}.
     */
    public static AllToAll summed(int presynaptic, int postsynaptic) {
        return new AllToAll(presynaptic, postsynaptic, null, true);
    }

    /** The transpose of these weights, as they are now. */
    @Override
    public AllToAll mirror() {
        AllToAll mirror = new AllToAll(postsynaptic(), presynaptic(), this, false);
        mirror.refresh();
        return mirror;
    }

    @Override
    public int presynaptic() {
        return rows.length - 1;
    }

    @Override
    public int postsynaptic() {
        return rows[0].length;
    }

    @Override
    public boolean isMirror() {
        return original != null;
    }

    @Override
    public boolean isLaidOutLike(Synapses other) {
        if (other instanceof HighwayConnections.Mirror mirror) {
            // Its first rows are those of the transforms.
            return presynaptic() == mirror.postsynaptic() && postsynaptic() == mirror.postsynaptic();
        }
        return other instanceof AllToAll
                && presynaptic() == other.presynaptic()
                && postsynaptic() == other.postsynaptic();
    }

    @Override
    public float[][] rows() {
        return rows;
    }

    @Override
    public void refresh() {
        if (original == null) {
            refresh(0, presynaptic());
            return;
        }
        for (int j = 0; j < original.presynaptic(); j++) {
            float[] source = original.rows[j];
            for (int k = 0; k < source.length; k++) {
                rows[k][j] = source[k];
            }
        }
    }

    @Override
    public void refresh(int from, int to) {
        if (sums != null) {
            sums.refresh(from, Math.min(to, presynaptic()));
        }
    }

    @Override
    public void begin(float[] current) {
        System.arraycopy(bias(), 0, current, 0, current.length);
    }

    @Override
    public void addBias(float[] current) {
        float[] bias = rows[rows.length - 1];
        for (int j = 0; j < current.length; j++) {
            current[j] += bias[j];
        }
    }

    @Override
    public void deliver(Volley volley, int lane, float[] own, float[] current) {
        if (sums != null && volley.form() == Form.SPIKE && volley.count(lane) > presynaptic() / WORTH_SUMS) {
            int length = volley.listSubsets(lane);
            RowKernel.add(current, sums.sums(), volley.subsets(), length);
        } else if (volley.form() == Form.SPIKE) {
            RowKernel.add(current, rows, volley.indices(lane), volley.count(lane));
        } else {
            RowKernel.addScaled(current, rows, volley.indices(lane), volley.values(lane), volley.count(lane));
        }
    }
}
