package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.network.RowKernel;

/** Sums made in advance, against the sums of the rows themselves. Rows are small integers, so that every sum is exact. */
class SubsetSumsPropertyTest {
    private static final int WIDTH = 7;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 50, 63, 64})
    void listedSubsetsSumUpToTheRows_whateverIsPicked(int size) {
        Random random = new Random(size);
        float[][] rows = new float[size][WIDTH];
        SubsetSums sums = new SubsetSums(rows);
        for (int round = 0; round < 50; round++) {
            for (float[] row : rows) {
                for (int j = 0; j < WIDTH; j++) {
                    row[j] = random.nextInt(1000) - 500;
                }
            }
            int used = 1 + random.nextInt(size);
            long named = (round % 2 == 0 ? random.nextLong() : -1L) & -1L >>> Long.SIZE - used;
            sums.refresh(named);
            long picked = random.nextLong() & (round % 3 == 0 ? random.nextLong() : -1L) & named;
            float[] expected = new float[WIDTH];
            for (int row = 0; row < used; row++) {
                for (int j = 0; j < WIDTH; j++) {
                    expected[j] += (picked >>> row & 1) * rows[row][j];
                }
            }
            int[] list = new int[size / 4 + 2];
            int length = SubsetSums.list(picked, used, 0, list, 0);
            float[] actual = new float[WIDTH];
            RowKernel.add(actual, sums.sums(), list, length);
            assertArrayEquals(expected, actual);
        }
    }
}
