package org.tarpon.network;

import java.util.Arrays;

/**
 * The connections into n {@link Highway} neurons (S17): all-to-all weights onto their transforms and gates, rows [n + 1][2n]
 * with the transforms' first, and from each presynaptic neuron one connection without a weight onto the carried value of the
 * neuron in its place. So there are as many neurons at the one end as at the other.
 */
public final class HighwayConnections implements Synapses {
    private final int size;
    private final float[][] rows;

    /**
     * All weights zero.
     *
     * @param size n, at either end
     * @param gateBias the biases of the gates; the more negative, the more is carried at first
     */
    public HighwayConnections(int size, float gateBias) {
        this.size = size;
        this.rows = new float[size + 1][2 * size];
        Arrays.fill(rows[size], size, 2 * size, gateBias);
    }

    @Override
    public int presynaptic() {
        return size;
    }

    @Override
    public int postsynaptic() {
        return 3 * size;
    }

    @Override
    public float[][] rows() {
        return rows;
    }

    /** Transforms and gates are two layers side by side: each has weights to n neurons. */
    @Override
    public int fanOut() {
        return size;
    }

    @Override
    public int layers() {
        return 2;
    }

    @Override
    public int reach() {
        return 2 * size + 1;
    }

    @Override
    public boolean isMirror() {
        return false;
    }

    @Override
    public Synapses mirror() {
        Mirror mirror = new Mirror(this);
        mirror.refresh();
        return mirror;
    }

    @Override
    public void addBias(float[] current) {
        float[] bias = rows[size];
        for (int j = 0; j < bias.length; j++) {
            current[j] += bias[j];
        }
    }

    @Override
    public void deliver(Volley volley, int lane, float[] own, float[] current) {
        int[] list = volley.indices(lane);
        int count = volley.count(lane);
        if (volley.form() == Form.SPIKE) {
            RowKernel.add(current, rows, list, count);
            for (int k = 0; k < count; k++) {
                current[2 * size + list[k]] += 1f;
            }
        } else {
            float[] values = volley.values(lane);
            RowKernel.addScaled(current, rows, list, values, count);
            for (int k = 0; k < count; k++) {
                current[2 * size + list[k]] += values[k];
            }
        }
    }

    /** Errors of 3n currents on their way to n neurons: transposed rows for the first 2n, one to one for the carried. */
    static final class Mirror implements Synapses {
        private final HighwayConnections original;
        private final int size;
        private final float[][] rows;

        Mirror(HighwayConnections original) {
            this.original = original;
            this.size = original.size;
            this.rows = new float[2 * size + 1][size];
        }

        @Override
        public int presynaptic() {
            return 3 * size;
        }

        @Override
        public int postsynaptic() {
            return size;
        }

        @Override
        public float[][] rows() {
            return rows;
        }

        @Override
        public boolean isMirror() {
            return true;
        }

        @Override
        public boolean isLaidOutLike(Synapses other) {
            return other instanceof Mirror mirror && mirror.size == size;
        }

        @Override
        public Synapses mirror() {
            throw new UnsupportedOperationException("a mirror has no mirror");
        }

        @Override
        public void refresh() {
            for (int k = 0; k < size; k++) {
                float[] source = original.rows[k];
                for (int j = 0; j < source.length; j++) {
                    rows[j][k] = source[j];
                }
            }
        }

        @Override
        public void addBias(float[] current) {
            // Errors have none.
        }

        @Override
        public void deliver(Volley volley, int lane, float[] own, float[] current) {
            int[] list = volley.indices(lane);
            float[] values = volley.values(lane);
            int count = volley.count(lane);
            int weighted = count;
            while (weighted > 0 && list[weighted - 1] >= 2 * size) {
                weighted--;
            }
            RowKernel.addScaled(current, rows, list, values, weighted);
            for (int k = weighted; k < count; k++) {
                current[list[k] - 2 * size] += values[k];
            }
        }
    }
}
