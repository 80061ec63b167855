package org.tarpon.network;

/**
 * All-to-all weights, [presynaptic + 1][postsynaptic]: row k holds the outgoing weights of presynaptic neuron k, and the
 * last row the biases of the postsynaptic population, as the weights of a neuron that always fires.
 *
 * <p>A mirror has no weights of its own: it repeats another pathway's, transposed (tied feedback, objection 3), with
 * biases zero.
 */
public final class AllToAll implements Synapses {
    /** Rows from which on graded activity is a product of matrices; the errors of ten classes are not. */
    private static final int LEAST = 16;

    private final float[][] rows;
    private final AllToAll original;

    private AllToAll(int presynaptic, int postsynaptic, AllToAll original) {
        this.rows = new float[presynaptic + 1][postsynaptic];
        this.original = original;
    }

    /** Weights and biases of their own, all zero. */
    public static AllToAll own(int presynaptic, int postsynaptic) {
        return new AllToAll(presynaptic, postsynaptic, null);
    }

    /** The transpose of these weights, as they are now. */
    @Override
    public AllToAll mirror() {
        AllToAll mirror = new AllToAll(postsynaptic(), presynaptic(), this);
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
        int[] index = volley.indices(lane);
        int count = volley.count(lane);
        if (volley.form() == Form.SPIKE) {
            RowKernel.add(current, rows, index, count);
        } else if (isProduct(volley)) {
            GradedKernel.add(current, rows, index, volley.values(lane), count);
        } else {
            RowKernel.addScaled(current, rows, index, volley.values(lane), count);
        }
    }

    @Override
    public void deliver(Volley volley, int lanes, PopulationLanes self, float[][] current) {
        if (isProduct(volley) && volley.isComplete(lanes)) {
            GradedKernel.add(current, lanes, rows, volley.values(), presynaptic());
        } else {
            Synapses.super.deliver(volley, lanes, self, current);
        }
    }

    /** Whether most neurons have a value, and there are enough of them that making several sums at once pays. */
    private boolean isProduct(Volley volley) {
        return volley.form() != Form.SPIKE && volley.form() != Form.DIFFERENCE_SPIKE && presynaptic() >= LEAST;
    }
}
