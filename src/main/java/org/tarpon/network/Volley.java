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
    public long entries(int lanes) {
        long entries = 0;
        for (int lane = 0; lane < lanes; lane++) {
            entries += count[lane];
        }
        return entries;
    }

    /** Messages in the first {@code lanes} lanes: entries, or the spikes of bursts. */
    public long total(int lanes) {
        if (form != Form.DIFFERENCE_SPIKE) {
            return entries(lanes);
        }
        long total = 0;
        for (int lane = 0; lane < lanes; lane++) {
            total += spikes(value[lane], count[lane]);
        }
        return total;
    }

    private static long spikes(float[] signed, int entries) {
        long spikes = 0;
        for (int k = 0; k < entries; k++) {
            spikes += (long) Math.abs(signed[k]);
        }
        return spikes;
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

    /**
     * The same as bursts of up to {@code burst} spikes, of which that many are worth one of those above: as many as of the points
     * (r + m) / burst, m = 0 … burst − 1, lie between both probabilities, r being the variate. Their number is burst · (to − from) on
     * average, and never a whole spike off (S33).
     *
     * @param burst at least 1
     */
    public void fireBursts(int lane, float[] variate, float[] from, float[] to, int burst) {
        int[] list = index[lane];
        float[] signed = value[lane];
        int entries = 0;
        // Where nothing is to be said, which is often, this is one pass of vector code.
        int silent = Arrays.equals(from, to) ? size : 0;
        for (int j = silent; j < size; j++) {
            int spikes = pointsBelow(to[j], variate[j], burst) - pointsBelow(from[j], variate[j], burst);
            list[entries] = j;
            signed[entries] = spikes;
            entries += spikes != 0 ? 1 : 0;
        }
        count[lane] = entries;
    }

    /**
     * How many of the points (variate + m) / burst, m = 0 … burst − 1, lie below a probability; at most all, at least none. In single
     * precision: a point within 10⁻⁶ of the probability may count on its other side.
     */
    public static int pointsBelow(float probability, float variate, int burst) {
        return (int) Math.ceil(burst * Math.min(1f, Math.max(0f, probability)) - variate);
    }

    /** Fires one neuron. */
    public void fireOne(int lane, int neuron) {
        count[lane] = 0;
        addSpike(lane, neuron);
    }

    /** One more spike, of a neuron above those that fire already. */
    public void addSpike(int lane, int neuron) {
        index[lane][count[lane]++] = neuron;
    }

    /** One more neuron, above those that are named already, with signed spikes. */
    public void addDifference(int lane, int neuron, int spikes) {
        index[lane][count[lane]] = neuron;
        value[lane][count[lane]++] = spikes;
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
