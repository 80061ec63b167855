package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NormalTableTest {
    private static double exact(int magnitude) {
        return NormalQuantile.exceededWith((magnitude + 0.5) * 0x1p-32);
    }

    private static void assertExact(int magnitude) {
        double z = exact(magnitude);
        assertEquals(z, NormalTable.normal(magnitude), 1.5e-7 * Math.max(1, z), () -> "word " + magnitude);
    }

    /** Both ends of every piece and of every power of two, where a piece might be mistaken, and many places within. */
    @Test
    void isTheQuantileInEveryPiece() {
        for (int i = 0; i < 4096; i++) {
            assertExact(i);
            assertExact(Integer.MAX_VALUE - i);
        }
        for (int octave = 4; octave < 31; octave++) {
            for (int piece = 16; piece < 32; piece++) {
                int begin = (int) ((long) piece << octave >>> 4);
                assertExact(begin - 1);
                assertExact(begin);
            }
        }
        for (long magnitude = 1; magnitude < 1L << 31; magnitude += 1 + magnitude / 5000) {
            assertExact((int) magnitude);
        }
        for (long magnitude = 0; magnitude < 1L << 31; magnitude += 20_011) {
            assertExact((int) magnitude);
        }
    }

    @Test
    void isExactlyOddAndFinite() {
        for (long magnitude = 0; magnitude < 1L << 31; magnitude += 1_000_003) {
            int word = (int) magnitude;
            assertEquals(-NormalTable.normal(word), NormalTable.normal(word | Integer.MIN_VALUE));
        }
        assertEquals(6.338, NormalTable.normal(0), 1e-3);
        assertEquals(0, NormalTable.normal(Integer.MAX_VALUE), 1e-7);
    }
}
