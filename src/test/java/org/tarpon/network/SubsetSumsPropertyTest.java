package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums made in advance, against the sums of the rows themselves. Weights are small integers, so that every sum is exact. */
class SubsetSumsPropertyTest {
    private static final int WIDTH = 7;

    private static void draw(float[][] rows, Random random) {
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(1000) - 500;
            }
        }
    }

    private static Volley volley(int neurons, double fraction, Random random) {
        Volley volley = new Volley(Form.SPIKE, neurons, 1);
        for (int k = 0; k < neurons; k++) {
            if (random.nextDouble() < fraction) {
                volley.addSpike(0, k);
            }
        }
        return volley;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 63, 64, 65, 127, 130, 200})
    void volleysBringTheSame_asRowsAddedSingly_howeverManyFire(int presynaptic) {
        Random random = new Random(presynaptic);
        AllToAll summed = AllToAll.summed(presynaptic, WIDTH);
        AllToAll plain = AllToAll.own(presynaptic, WIDTH);
        for (double fraction : new double[] {0, 0.1, 0.24, 0.3, 0.5, 0.9, 1}) {
            draw(summed.rows(), random);
            for (int k = 0; k <= presynaptic; k++) {
                System.arraycopy(summed.rows()[k], 0, plain.rows()[k], 0, WIDTH);
            }
            summed.refresh();
            Volley volley = volley(presynaptic, fraction, random);
            float[] expected = new float[WIDTH];
            float[] actual = new float[WIDTH];
            plain.begin(expected);
            plain.deliver(volley, 0, null, expected);
            summed.begin(actual);
            summed.deliver(volley, 0, null, actual);
            assertArrayEquals(expected, actual);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 20})
    void sumsFollowTheirRows_groupByGroup(int rows) {
        Random random = new Random(rows);
        float[][] values = new float[rows][WIDTH];
        SubsetSums sums = new SubsetSums(values);
        draw(values, random);
        sums.refresh(0, 4);
        assertEquals(values[0][2] + values[1][2] + values[3][2], sums.sums()[0b1011][2]);
        if (rows > 4) {
            assertEquals(0f, sums.sums()[16 + 0b0011][2]);
            sums.refresh(4, rows);
            assertEquals(values[4][2] + values[5][2], sums.sums()[16 + 0b0011][2]);
        }
        values[0][2] += 1;
        assertNotEquals(values[0][2] + values[1][2], sums.sums()[0b0011][2]);
    }
}
