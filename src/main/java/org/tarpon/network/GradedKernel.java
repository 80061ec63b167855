package org.tarpon.network;

/**
 * Sums of rows times values: what graded activity brings to neurons, and what weights gather of it. Where every neuron has a value
 * they are matrix products, and three sums are made at once of three rows at a time, so that a row that is loaded serves three
 * sums and a sum that is loaded takes three rows.
 *
 * <p>A sum takes its rows in the order of their numbers or of the list, one after the other, with one rounding for product and
 * addition together ({@link Math#fma}, exact everywhere, but very slow on processors that have none). So it has the same bits alone, beside any others, and from a list that leaves out
 * values of 0.
 *
 * <p>Nine products are as many as C2 of Java 17 vectorises, whose limit is 60 nodes in the body of a loop: each array takes six of them.
 */
public final class GradedKernel {
    /** Sums that are best made at once. */
    public static final int TILE = 3;

    private GradedKernel() {}

    /**
     * sums[i][j] += Σ_k value[i][k] · rows[k][j] for the first sums, k from 0 to below {@code count}. Rows are at least as long as sums,
     * which are of one length.
     */
    public static void add(float[][] sums, int n, float[][] rows, float[][] value, int count) {
        int i = 0;
        for (; i + TILE <= n; i += TILE) {
            addThree(sums, i, rows, value, count);
        }
        for (; i < n; i++) {
            addOne(sums[i], rows, value[i], count);
        }
    }

    private static void addThree(float[][] sums, int i, float[][] rows, float[][] value, int count) {
        float[] x = value[i];
        float[] y = value[i + 1];
        float[] z = value[i + 2];
        int k = 0;
        for (; k + TILE <= count; k += TILE) {
            tile(sums, i, rows, k, TILE, x[k], y[k], z[k], x[k + 1], y[k + 1], z[k + 1], x[k + 2], y[k + 2], z[k + 2]);
        }
        if (k < count) {
            int l = count - 1;
            tile(sums, i, rows, k, count - k, x[k], y[k], z[k], x[l], y[l], z[l], 0f, 0f, 0f);
        }
    }

    private static void addOne(float[] sum, float[][] rows, float[] value, int count) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            addFour(
                    sum,
                    rows[k],
                    value[k],
                    rows[k + 1],
                    value[k + 1],
                    rows[k + 2],
                    value[k + 2],
                    rows[k + 3],
                    value[k + 3]);
        }
        for (; k < count; k++) {
            add(sum, rows[k], value[k]);
        }
    }

    /**
     * The same with the values transposed: sums[i][j] += Σ_k value[k][first + i] · rows[k][j].
     */
    public static void addTransposed(float[][] sums, int n, float[][] rows, float[][] value, int first, int count) {
        int i = 0;
        for (; i + TILE <= n; i += TILE) {
            addThreeTransposed(sums, i, rows, value, first + i, count);
        }
        for (; i < n; i++) {
            for (int k = 0; k < count; k++) {
                add(sums[i], rows[k], value[k][first + i]);
            }
        }
    }

    private static void addThreeTransposed(
            float[][] sums, int i, float[][] rows, float[][] value, int first, int count) {
        int k = 0;
        for (; k + TILE <= count; k += TILE) {
            float[] x = value[k];
            float[] y = value[k + 1];
            float[] z = value[k + 2];
            tile(
                    sums,
                    i,
                    rows,
                    k,
                    TILE,
                    x[first],
                    x[first + 1],
                    x[first + 2],
                    y[first],
                    y[first + 1],
                    y[first + 2],
                    z[first],
                    z[first + 1],
                    z[first + 2]);
        }
        if (k < count) {
            float[] x = value[k];
            float[] y = value[count - 1];
            tile(
                    sums,
                    i,
                    rows,
                    k,
                    count - k,
                    x[first],
                    x[first + 1],
                    x[first + 2],
                    y[first],
                    y[first + 1],
                    y[first + 2],
                    0f,
                    0f,
                    0f);
        }
    }

    /** sum[j] += Σ_k value[k] · rows[index[k]][j] over the first {@code count} entries of the lists. */
    public static void add(float[] sum, float[][] rows, int[] index, float[] value, int count) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            addFour(
                    sum,
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
            add(sum, rows[index[k]], value[k]);
        }
    }

    private static void add(float[] sum, float[] a, float x) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(x, a[j], sum[j]);
        }
    }

    private static void addFour(
            float[] sum, float[] a, float x, float[] b, float y, float[] c, float z, float[] d, float w) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(w, d[j], Math.fma(z, c[j], Math.fma(y, b[j], Math.fma(x, a[j], sum[j]))));
        }
    }

    /**
     * Adds three rows, or the first one or two of them, to three sums; the values of the first row for each sum come first.
     *
     * <p>One large method, because the loops must be compiled apart: C2 does not vectorise them where it inlines them into a loop over
     * rows, and it inlines no method of more than 325 bytes. Nor does it where all three sums are stored last.
     */
    private static void tile(
            float[][] sums,
            int i,
            float[][] rows,
            int k,
            int count,
            float as,
            float at,
            float au,
            float bs,
            float bt,
            float bu,
            float cs,
            float ct,
            float cu) {
        float[] s = sums[i];
        float[] t = sums[i + 1];
        float[] u = sums[i + 2];
        float[] a = rows[k];
        int n = s.length;
        if (count == 1) {
            for (int j = 0; j < n; j++) {
                float x = a[j];
                float p = Math.fma(as, x, s[j]);
                float q = Math.fma(at, x, t[j]);
                u[j] = Math.fma(au, x, u[j]);
                t[j] = q;
                s[j] = p;
            }
            return;
        }
        float[] b = rows[k + 1];
        if (count == 2) {
            for (int j = 0; j < n; j++) {
                float x = a[j];
                float y = b[j];
                float p = Math.fma(bs, y, Math.fma(as, x, s[j]));
                float q = Math.fma(bt, y, Math.fma(at, x, t[j]));
                u[j] = Math.fma(bu, y, Math.fma(au, x, u[j]));
                t[j] = q;
                s[j] = p;
            }
            return;
        }
        float[] c = rows[k + 2];
        for (int j = 0; j < n; j++) {
            float x = a[j];
            float y = b[j];
            float z = c[j];
            float p = Math.fma(cs, z, Math.fma(bs, y, Math.fma(as, x, s[j])));
            float q = Math.fma(ct, z, Math.fma(bt, y, Math.fma(at, x, t[j])));
            u[j] = Math.fma(cu, z, Math.fma(bu, y, Math.fma(au, x, u[j])));
            t[j] = q;
            s[j] = p;
        }
    }
}
