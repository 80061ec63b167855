package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowKernelPropertyTest {
    private static final int ROWS = 30;

    private static float[] normals(Random random, int n) {
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            // Widely different magnitudes, so that another order of additions would round differently.
            out[i] = (float) (random.nextGaussian() * StrictMath.exp(3 * random.nextGaussian()));
        }
        return out;
    }

    /**
     * Each of at most m = count + 1 operands passes through at most m additions and one product, and each rounds by a
     * relative u = 2⁻²⁴ at most: |error| ≤ γ Σ|operand| with γ = (m + 1) u / (1 − (m + 1) u) (Higham 2002, §4.2).
     */
    private static void assertClose(double exact, double magnitude, int count, float actual) {
        double mu = (count + 2) * 0x1p-24;
        double bound = mu / (1 - mu) * magnitude;
        assertTrue(Math.abs(actual - exact) <= bound, () -> actual + " is not " + exact + " ± " + bound);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sums_areTheNaiveOnesToRounding_andTheirStatedOrderToTheBit(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            int width = 1 + random.nextInt(40);
            int count = random.nextInt(ROWS);
            float[][] rows = new float[ROWS][];
            for (int k = 0; k < ROWS; k++) {
                rows[k] = normals(random, width);
            }
            int[] index = random.ints(count + 1, 0, ROWS).toArray();
            float[] value = normals(random, count + 1);
            float[] start = normals(random, width);
            float[] sum = start.clone();
            RowKernel.add(sum, rows, index, count);
            float[] scaled = start.clone();
            RowKernel.addScaled(scaled, rows, index, value, count);
            assertArrayEquals(inStatedOrder(start, rows, index, count), sum);
            assertArrayEquals(scaledInStatedOrder(start, rows, index, value, count), scaled);
            for (int j = 0; j < width; j++) {
                double exact = start[j];
                double exactScaled = start[j];
                double magnitude = Math.abs(start[j]);
                double magnitudeScaled = magnitude;
                for (int k = 0; k < count; k++) {
                    double weight = rows[index[k]][j];
                    exact += weight;
                    magnitude += Math.abs(weight);
                    exactScaled += weight * value[k];
                    magnitudeScaled += Math.abs(weight * value[k]);
                }
                assertClose(exact, magnitude, count, sum[j]);
                assertClose(exactScaled, magnitudeScaled, count, scaled[j]);
            }
        }
    }

    /** Rows in fives, then in twos, then one. */
    private static float[] inStatedOrder(float[] start, float[][] rows, int[] index, int count) {
        float[] sum = start.clone();
        for (int j = 0; j < sum.length; j++) {
            int k = 0;
            while (k + 5 <= count) {
                float left = rows[index[k]][j] + rows[index[k + 1]][j];
                float right = rows[index[k + 2]][j] + rows[index[k + 3]][j];
                sum[j] = sum[j] + (left + right + rows[index[k + 4]][j]);
                k += 5;
            }
            while (k + 2 <= count) {
                sum[j] = sum[j] + (rows[index[k]][j] + rows[index[k + 1]][j]);
                k += 2;
            }
            if (k < count) {
                sum[j] = sum[j] + rows[index[k]][j];
            }
        }
        return sum;
    }

    /** Rows in fours, paired, then singly. */
    private static float[] scaledInStatedOrder(float[] start, float[][] rows, int[] index, float[] value, int count) {
        float[] sum = start.clone();
        for (int j = 0; j < sum.length; j++) {
            int k = 0;
            while (k + 4 <= count) {
                float left = value[k] * rows[index[k]][j] + value[k + 1] * rows[index[k + 1]][j];
                float right = value[k + 2] * rows[index[k + 2]][j] + value[k + 3] * rows[index[k + 3]][j];
                sum[j] = sum[j] + (left + right);
                k += 4;
            }
            while (k < count) {
                sum[j] = sum[j] + value[k] * rows[index[k]][j];
                k++;
            }
        }
        return sum;
    }
}
