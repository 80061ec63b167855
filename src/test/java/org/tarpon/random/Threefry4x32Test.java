package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Threefry4x32Test {
    private static int[] block(int[] counter, int[] key) {
        int[][] x = {{counter[0]}, {counter[1]}, {counter[2]}, {counter[3]}};
        Threefry4x32.blocks(x, 1, key[0], key[1], key[2], key[3]);
        return new int[] {x[0][0], x[1][0], x[2][0], x[3][0]};
    }

    /** The known answers of Random123 (tests/kat_vectors, threefry4x32 with 20 rounds). */
    @Test
    void givesTheKnownAnswersOfRandom123() {
        assertArrayEquals(new int[] {0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8}, block(new int[4], new int[4]));
        int[] ones = {-1, -1, -1, -1};
        assertArrayEquals(new int[] {0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732}, block(ones, ones));
        assertArrayEquals(
                new int[] {0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84},
                block(
                        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                        new int[] {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89}));
    }

    /** Vectors, what is left over, interpreted and compiled: all the same, and nothing beyond n is touched. */
    @Test
    void manyBlocksAreThoseOfTheirCounters() {
        Random random = new Random(20111);
        for (int trial = 0; trial < 2_000; trial++) {
            int n = random.nextInt(200);
            int[][] counters = new int[4][];
            int[][] x = new int[4][];
            for (int j = 0; j < 4; j++) {
                counters[j] = random.ints(n + 3).toArray();
                x[j] = counters[j].clone();
            }
            int[] key = random.ints(4).toArray();
            Threefry4x32.blocks(x, n, key[0], key[1], key[2], key[3]);
            for (int i = 0; i < n + 3; i++) {
                int[] counter = {counters[0][i], counters[1][i], counters[2][i], counters[3][i]};
                assertArrayEquals(
                        i < n ? block(counter, key) : counter, new int[] {x[0][i], x[1][i], x[2][i], x[3][i]});
            }
        }
    }
}
