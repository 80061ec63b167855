package org.tarpon.network;

/**
 * The two sums in which a simulation spends its time: rows picked by a list, added to an accumulator. Delivery adds the
 * weight rows of the neurons that fired; learning adds the teaching rows of the lanes in which a neuron fired.
 *
 * <p>The order of additions is fixed by the list alone (rows in fives, then in twos, then one; scaled rows in fours, then singly), so a result has the same bits
 * wherever it is computed. Five rows a pass keep the accumulator's loads and stores below the rows' own; the loop
 * bodies are small enough for C2 to vectorise.
 *
 * <p>All rows are of one length. Of accumulator and rows the shorter decides how many places are summed: neurons with several
 * dendrites have currents that no weight reaches ({@link HighwayConnections}).
 */
public final class RowKernel {
    private RowKernel() {}

    /** accumulator[j] += Σ_k rows[index[k]][j] over the first {@code count} entries of the list. */
    public static void add(float[] accumulator, float[][] rows, int[] index, int count) {
        int k = 0;
        for (; k + 5 <= count; k += 5) {
            addFive(
                    accumulator,
                    rows[index[k]],
                    rows[index[k + 1]],
                    rows[index[k + 2]],
                    rows[index[k + 3]],
                    rows[index[k + 4]]);
        }
        for (; k + 2 <= count; k += 2) {
            addTwo(accumulator, rows[index[k]], rows[index[k + 1]]);
        }
        if (k < count) {
            addOne(accumulator, rows[index[k]]);
        }
    }

    /** accumulator[j] += Σ_k value[k] · rows[index[k]][j] over the first {@code count} entries of the lists. */
    public static void addScaled(float[] accumulator, float[][] rows, int[] index, float[] value, int count) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            addFourScaled(
                    accumulator,
                    rows[index[k]],
                    value[k],
                    rows[index[k + 1]],
                    value[k + 1],
                    rows[index[k + 2]],
                    value[k + 2],
                    rows[index[k + 3]],
                    value[k + 3]);
        }
        for (; k < count; k++) {
            addOneScaled(accumulator, rows[index[k]], value[k]);
        }
    }

    /** sum[j] = a[j] + b[j]. */
    public static void sum(float[] sum, float[] a, float[] b) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = a[j] + b[j];
        }
    }

    /** accumulator[offset + j] += row[j] for all of the row. */
    static void addAt(float[] accumulator, int offset, float[] row) {
        for (int j = 0; j < row.length; j++) {
            accumulator[offset + j] += row[j];
        }
    }

    /** accumulator[offset + j] += value · row[j] for all of the row. */
    static void addScaledAt(float[] accumulator, int offset, float[] row, float value) {
        for (int j = 0; j < row.length; j++) {
            accumulator[offset + j] += value * row[j];
        }
    }

    /** accumulator[j] += Σ_k rows[index[k]][offset + j], for all of the accumulator. */
    public static void addPart(float[] accumulator, float[][] rows, int offset, int[] index, int count) {
        for (int k = 0; k < count; k++) {
            addPartOf(accumulator, rows[index[k]], offset);
        }
    }

    /** accumulator[j] += Σ_k value[k] · rows[index[k]][offset + j], for all of the accumulator. */
    public static void addScaledPart(
            float[] accumulator, float[][] rows, int offset, int[] index, float[] value, int count) {
        for (int k = 0; k < count; k++) {
            addScaledPartOf(accumulator, rows[index[k]], offset, value[k]);
        }
    }

    private static void addPartOf(float[] sum, float[] a, int offset) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += a[offset + j];
        }
    }

    private static void addScaledPartOf(float[] sum, float[] a, int offset, float x) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += x * a[offset + j];
        }
    }

    private static void addOne(float[] sum, float[] a) {
        int n = Math.min(sum.length, a.length);
        for (int j = 0; j < n; j++) {
            sum[j] += a[j];
        }
    }

    private static void addTwo(float[] sum, float[] a, float[] b) {
        int n = Math.min(sum.length, a.length);
        for (int j = 0; j < n; j++) {
            sum[j] += a[j] + b[j];
        }
    }

    private static void addFive(float[] sum, float[] a, float[] b, float[] c, float[] d, float[] e) {
        int n = Math.min(sum.length, a.length);
        for (int j = 0; j < n; j++) {
            sum[j] += a[j] + b[j] + (c[j] + d[j]) + e[j];
        }
    }

    private static void addOneScaled(float[] sum, float[] a, float x) {
        int n = Math.min(sum.length, a.length);
        for (int j = 0; j < n; j++) {
            sum[j] += x * a[j];
        }
    }

    private static void addFourScaled(
            float[] sum, float[] a, float x, float[] b, float y, float[] c, float z, float[] d, float w) {
        int n = Math.min(sum.length, a.length);
        for (int j = 0; j < n; j++) {
            sum[j] += x * a[j] + y * b[j] + (z * c[j] + w * d[j]);
        }
    }
}
