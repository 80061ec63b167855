package org.tarpon.network;

import java.util.Arrays;

/**
 * What one population sends at one instant, for each lane of a block: a list of neurons in ascending order and, unless
 * the form is {@link Form#SPIKE}, a value for each. Buffers are made once and written again in every presentation, so a
 * receiver that needs a volley for longer copies it.
 */
public final class Volley {
    private final Form form;
    private final int size;
    private final int[][] index;
    private final float[][] value;
    private final int[] count;
    private final float[] margin;
    private float[] dense;
    private float[][] workspace = {};

    /**
     * @param form what travels
     * @param size neurons of the sending population
     * @param lanes lanes of the block
     */
    public Volley(Form form, int size, int lanes) {
        this.form = form;
        this.size = size;
        // One place more than can be used: lists are written without a branch, the last write may be past the end.
        this.index = new int[lanes][size + 1];
        this.value = form == Form.SPIKE ? null : new float[lanes][size + 1];
        this.count = new int[lanes];
        this.margin = form == Form.DIFFERENCE_SPIKE ? new float[size] : null;
    }

    public Form form() {
        return form;
    }

    /** Neurons of the sending population. */
    public int size() {
        return size;
    }

    /** The neurons named in a lane, ascending; only the first {@link #count} entries mean anything. Room for size + 1. */
    public int[] indices(int lane) {
        return index[lane];
    }

    /** The values that go with {@link #indices}; null for spikes. Room for size + 1. */
    public float[] values(int lane) {
        return value == null ? null : value[lane];
    }

    /** All lists together, for whoever fills all lanes at once: neurons, values and how many entries are valid. */
    public int[][] indices() {
        return index;
    }

    /** See {@link #indices()}; null for spikes. */
    public float[][] values() {
        return value;
    }

    /** See {@link #indices()}. */
    public int[] counts() {
        return count;
    }

    public int count(int lane) {
        return count[lane];
    }

    /** Says how many entries of a lane's lists are valid, 0 to size. */
    public void setCount(int lane, int entries) {
        count[lane] = entries;
    }

    /** Whether every neuron has an entry in each of the first {@code lanes} lanes, so that values stand where neurons do. */
    public boolean isComplete(int lanes) {
        boolean complete = true;
        for (int lane = 0; lane < lanes; lane++) {
            complete &= count[lane] == size;
        }
        return complete;
    }

    /** Entries over the first {@code lanes} lanes. */
    public long total(int lanes) {
        long total = 0;
        for (int lane = 0; lane < lanes; lane++) {
            total += count[lane];
        }
        return total;
    }

    /**
     * The value of every neuron in a lane: of spikes 1, of neurons that are not named 0. Made when first asked for; good
     * until the next call.
     */
    float[] dense(int lane) {
        if (dense == null) {
            dense = new float[size];
        }
        Arrays.fill(dense, 0f);
        for (int k = 0; k < count[lane]; k++) {
            dense[index[lane][k]] = value == null ? 1f : value[lane][k];
        }
        return dense;
    }

    /**
     * Room for connections that compute with the volley as a whole. It is the volley's because connections are shared by
     * all blocks and threads, while a volley is one block's.
     *
     * @return at least so many arrays, each [size]; of any content
     */
    float[][] workspace(int arrays) {
        if (workspace.length < arrays) {
            workspace = new float[arrays][size];
        }
        return workspace;
    }

    /** Fires the neurons with variate[j] &lt; probability[j]. */
    public void fire(int lane, float[] variate, float[] probability) {
        count[lane] = below(variate, probability, size, index[lane]);
    }

    /**
     * Signed spikes that lead from s = [variate &lt; from] to ŝ = [variate &lt; to], drawn from the same variates (S13): +1
     * where only ŝ fires, −1 where only s does.
     */
    public void fireDifferences(int lane, float[] variate, float[] from, float[] to) {
        margins(variate, from, to, size, margin);
        count[lane] = negative(margin, size, index[lane]);
        signs(from, to, index[lane], count[lane], value[lane]);
    }

    /** Fires one neuron. */
    public void fireOne(int lane, int neuron) {
        count[lane] = 0;
        addSpike(lane, neuron);
    }

    /** Signed spikes that lead from the spike of one neuron to that of another: none if they are the same. */
    public void fireDifference(int lane, int from, int to) {
        count[lane] = 0;
        addDifference(lane, from, to);
    }

    /** One more spike, of a neuron above those that fire already. */
    public void addSpike(int lane, int neuron) {
        index[lane][count[lane]++] = neuron;
    }

    /** As {@link #fireDifference}, beside the spikes of neurons below both. */
    public void addDifference(int lane, int from, int to) {
        if (from == to) {
            return;
        }
        int first = count[lane];
        index[lane][first] = Math.min(from, to);
        value[lane][first] = from < to ? -1f : 1f;
        index[lane][first + 1] = Math.max(from, to);
        value[lane][first + 1] = from < to ? 1f : -1f;
        count[lane] = first + 2;
    }

    /** Takes over the lists of another volley of the same form and size. */
    public void copy(Volley other, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            count[lane] = other.count[lane];
            System.arraycopy(other.index[lane], 0, index[lane], 0, count[lane]);
            if (value != null) {
                System.arraycopy(other.value[lane], 0, value[lane], 0, count[lane]);
            }
        }
    }

    /** Gives every neuron a value: a factor times what the array says, or +1 or −1 if the form has only its sign. */
    public void grade(int lane, float[] values, float factor) {
        int[] all = index[lane];
        float[] graded = value[lane];
        for (int j = 0; j < size; j++) {
            all[j] = j;
            graded[j] = factor * values[j];
        }
        for (int j = 0; form == Form.SIGN && j < size; j++) {
            graded[j] = graded[j] >= 0f ? 1f : -1f;
        }
        count[lane] = size;
    }

    // Which neurons fire cannot be predicted, so the lists are written without a branch: the sign bit of (variate −
    // probability) says whether the entry just written counts.

    private static int below(float[] variate, float[] probability, int n, int[] list) {
        int entries = 0;
        for (int j = 0; j < n; j++) {
            list[entries] = j;
            entries += Float.floatToRawIntBits(variate[j] - probability[j]) >>> 31;
        }
        return entries;
    }

    // Of differences the margins are apart: their loop compiles to vector instructions. (For one comparison it does not
    // pay.)

    /** Where the variate is below one of the two and not below the other, the product of both margins is negative, if only −0. */
    private static void margins(float[] variate, float[] from, float[] to, int n, float[] margin) {
        for (int j = 0; j < n; j++) {
            margin[j] = (variate[j] - from[j]) * (variate[j] - to[j]);
        }
    }

    private static int negative(float[] margin, int n, int[] list) {
        int entries = 0;
        for (int j = 0; j < n; j++) {
            list[entries] = j;
            entries += Float.floatToRawIntBits(margin[j]) >>> 31;
        }
        return entries;
    }

    private static void signs(float[] from, float[] to, int[] list, int entries, float[] sign) {
        for (int k = 0; k < entries; k++) {
            sign[k] = to[list[k]] > from[list[k]] ? 1f : -1f;
        }
    }
}
