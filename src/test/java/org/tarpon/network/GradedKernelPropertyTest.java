package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradedKernelPropertyTest {
    private static float[][] normals(Random random, int n, int width) {
        float[][] out = new float[n][width];
        for (float[] row : out) {
            for (int j = 0; j < width; j++) {
                // Widely different magnitudes, so that another order of additions would round differently.
                row[j] = (float) (random.nextGaussian() * StrictMath.exp(3 * random.nextGaussian()));
            }
        }
        return out;
    }

    private static float[][] copy(float[][] rows) {
        float[][] copy = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    /** One row after the other, product and sum rounded once. */
    private static void addInOrder(float[] sum, float[][] rows, int k, float value) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(value, rows[k][j], sum[j]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void sumsOfAllShapes_haveTheBitsOfPlainLoops(int sums) {
        Random random = new Random(sums);
        for (int count = 0; count <= 11; count++) {
            for (int width : new int[] {1, 2, 15, 16, 17, 31, 33, 100, 203}) {
                float[][] rows = normals(random, count, width + random.nextInt(2));
                float[][] value = normals(random, sums, count);
                float[][] start = normals(random, sums, width);
                float[][] expected = copy(start);
                for (int i = 0; i < sums; i++) {
                    for (int k = 0; k < count; k++) {
                        addInOrder(expected[i], rows, k, value[i][k]);
                    }
                }
                float[][] plain = copy(start);
                GradedKernel.add(plain, sums, rows, value, count);
                assertArrayEquals(expected, plain);

                int first = random.nextInt(4);
                float[][] transposed = new float[count][first + sums];
                for (int k = 0; k < count; k++) {
                    for (int i = 0; i < sums; i++) {
                        transposed[k][first + i] = value[i][k];
                    }
                }
                float[][] gathered = copy(start);
                GradedKernel.addTransposed(gathered, sums, rows, transposed, first, count);
                assertArrayEquals(expected, gathered);
            }
        }
    }

    @Test
    void otherSumsAndRowsAreLeftAlone() {
        float[][] sums = {{1}, {2}, {3}, {4}, {5}};
        GradedKernel.add(sums, 4, new float[][] {{1}, {10}}, new float[][] {{1}, {2}, {3}, {4}}, 1);
        assertArrayEquals(new float[][] {{2}, {4}, {6}, {8}, {5}}, sums);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void listedRows_areAddedInTheOrderOfTheList(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 100; trial++) {
            int width = 1 + random.nextInt(40);
            int count = random.nextInt(14);
            float[][] rows = normals(random, 10, width);
            float[] value = normals(random, 1, count)[0];
            int[] index = random.ints(count, 0, rows.length).toArray();
            float[] sum = normals(random, 1, width)[0];
            float[] expected = sum.clone();
            for (int k = 0; k < count; k++) {
                addInOrder(expected, rows, index[k], value[k]);
            }
            GradedKernel.add(sum, rows, index, value, count);
            assertArrayEquals(expected, sum);
        }
    }

    /** What the vectorised code must give as well, which the loops above are too short for. */
    @Test
    void compiledCodeGivesTheSameBits() {
        Random random = new Random(7);
        float[][] rows = normals(random, 50, 200);
        float[][] value = normals(random, 7, 50);
        float[][] expected = new float[7][200];
        for (int i = 0; i < 7; i++) {
            for (int k = 0; k < 50; k++) {
                addInOrder(expected[i], rows, k, value[i][k]);
            }
        }
        for (int repetition = 0; repetition < 2000; repetition++) {
            float[][] sums = new float[7][200];
            GradedKernel.add(sums, 7, rows, value, 50);
            assertArrayEquals(expected, sums);
        }
    }
}
