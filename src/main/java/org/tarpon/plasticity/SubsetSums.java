package org.tarpon.plasticity;

import org.tarpon.network.RowKernel;

/**
 * The sums of all subsets of each four neighbouring rows, made once so that many sums over the same rows are short: of four
 * rows that are each picked half of the time, two are added on average, but only one sum of a subset (the "method of four
 * Russians", Arlazarov, Dinic, Kronrod and Faradzhev 1970).
 *
 * <p>The subset with the bits b of the rows 4i to 4i + 3 has the number 16i + b. Bits of a sum depend on the subset alone.
 */
final class SubsetSums {
    private static final int ROWS = 4;
    private static final int SUBSETS = 1 << ROWS;

    private final float[][] sums;

    /** @param rows all of one length; not copied, and {@link #refresh} follows each change of them */
    SubsetSums(float[][] rows) {
        sums = new float[(rows.length + ROWS - 1) / ROWS * SUBSETS][];
        for (int row = 0; row < rows.length; row++) {
            sums[row / ROWS * SUBSETS + (1 << row % ROWS)] = rows[row];
        }
        for (int i = 0; i < sums.length; i++) {
            int subset = i % SUBSETS;
            int highest = Integer.highestOneBit(subset);
            // A last group of fewer rows has fewer subsets: those whose highest member exists.
            if (subset != highest && sums[i - subset + highest] != null) {
                sums[i] = new float[rows[0].length];
            }
        }
    }

    /** By number; null for the empty subsets and those of rows that do not exist. */
    float[][] sums() {
        return sums;
    }

    /** Sums up the subsets of those rows that 64 bits name. */
    void refresh(long rows) {
        for (int i = 0; i < sums.length; i++) {
            int subset = i % SUBSETS;
            int highest = Integer.highestOneBit(subset);
            int group = i - subset;
            int named = (int) (rows >>> i / SUBSETS * ROWS) & SUBSETS - 1;
            if (subset != highest && (subset & ~named) == 0) {
                RowKernel.sum(sums[i], sums[i - highest], sums[group + highest]);
            }
        }
    }

    /**
     * Appends the numbers of the subsets that 64 bits name, empty ones left out.
     *
     * @param rows how many of the bits are looked at, 1 to 64
     * @param first number of the empty subset of the first row's group
     * @param list has one place more than needed: it is written without a branch, as nobody can predict who fires
     * @return the new length
     */
    static int list(long bits, int rows, int first, int[] list, int length) {
        int end = length;
        for (int row = 0; row < rows; row += ROWS) {
            int subset = (int) (bits >>> row) & SUBSETS - 1;
            list[end] = first + row / ROWS * SUBSETS + subset;
            end += subset + SUBSETS - 1 >>> ROWS;
        }
        return end;
    }
}
