package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Philox4x64Test {
    private static long[] block(long c0, long c1, long c2, long c3, long k0, long k1) {
        long[] out = new long[Philox4x64.BLOCK];
        Philox4x64.block(c0, c1, c2, c3, k0, k1, out);
        return out;
    }

    /** The known answers of Random123 (tests/kat_vectors, philox4x64 with 10 rounds). */
    @Test
    void givesTheKnownAnswersOfRandom123() {
        assertArrayEquals(
                new long[] {0x16554d9eca36314cL, 0xdb20fe9d672d0fdcL, 0xd7e772cee186176bL, 0x7e68b68aec7ba23bL},
                block(0, 0, 0, 0, 0, 0));
        assertArrayEquals(
                new long[] {0x87b092c3013fe90bL, 0x438c3c67be8d0224L, 0x9cc7d7c69cd777b6L, 0xa09caebf594f0ba0L},
                block(-1, -1, -1, -1, -1, -1));
        assertArrayEquals(
                new long[] {0xa528f45403e61d95L, 0x38c72dbd566e9788L, 0xa5a1610e72fd18b5L, 0x57bd43b5e52b7fe6L},
                block(
                        0x243f6a8885a308d3L,
                        0x13198a2e03707344L,
                        0xa4093822299f31d0L,
                        0x082efa98ec4e6c89L,
                        0x452821e638d01377L,
                        0xbe5466cf34e90c6cL));
    }

    @Test
    void agreesWithCommonsRng() {
        Random random = new Random(20110);
        for (int trial = 0; trial < 20_000; trial++) {
            long[] keyAndCounter = random.longs(6).toArray();
            // Also the sparse counters that are really used.
            if (trial % 2 == 0) {
                keyAndCounter[2] &= 0xFF;
                keyAndCounter[3] &= 0x3;
                keyAndCounter[4] &= 0xFFFF;
                keyAndCounter[5] &= 0x7;
            }
            var reference = new org.apache.commons.rng.core.source64.Philox4x64(keyAndCounter);
            // The reference steps its counter before each block. No carry: the odds are 2⁻⁶⁴.
            long[] block = block(
                    keyAndCounter[2] + 1,
                    keyAndCounter[3],
                    keyAndCounter[4],
                    keyAndCounter[5],
                    keyAndCounter[0],
                    keyAndCounter[1]);
            for (long word : block) {
                assertEquals(reference.nextLong(), word);
            }
        }
    }
}
