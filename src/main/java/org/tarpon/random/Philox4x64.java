package org.tarpon.random;

/**
 * The Philox 4x64-10 counter-based generator: a keyed bijection of 256-bit counters whose outputs pass as random.
 *
 * <p>Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
 * <a href="https://doi.org/10.1145/2063384.2063405">doi:10.1145/2063384.2063405</a>. Gives the outputs of the authors' Random123
 * library and of Commons RNG.
 */
public final class Philox4x64 {
    /** Longs in a block. */
    public static final int BLOCK = 4;

    private static final int ROUNDS = 10;

    private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
    private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
    private static final long KEY_STEP_0 = 0x9E3779B97F4A7C15L;
    private static final long KEY_STEP_1 = 0xBB67AE8584CAA73BL;

    private Philox4x64() {}

    /**
     * Writes the block that belongs to a counter and a key.
     *
     * @param c0 the least significant 64 bits of the counter; c1, c2, c3 follow
     * @param k0 the least significant 64 bits of the key; k1 follows
     * @param out receives the block in elements 0 to 3
     */
    public static void block(long c0, long c1, long c2, long c3, long k0, long k1, long[] out) {
        long x0 = c0;
        long x1 = c1;
        long x2 = c2;
        long x3 = c3;
        long key0 = k0;
        long key1 = k1;
        for (int round = 0; round < ROUNDS; round++) {
            long high0 = highOfProduct(MULTIPLIER_0, x0);
            long low0 = MULTIPLIER_0 * x0;
            long high1 = highOfProduct(MULTIPLIER_1, x2);
            long low1 = MULTIPLIER_1 * x2;
            x0 = high1 ^ x1 ^ key0;
            x1 = low1;
            x2 = high0 ^ x3 ^ key1;
            x3 = low0;
            key0 += KEY_STEP_0;
            key1 += KEY_STEP_1;
        }
        out[0] = x0;
        out[1] = x1;
        out[2] = x2;
        out[3] = x3;
    }

    /**
     * The high 64 bits of the unsigned product m x, for an m whose top bit is set (Java 17 has the signed product only). As
     * unsigned numbers m is m + 2⁶⁴ and a negative x is x + 2⁶⁴, which adds x and, for a negative x, m to the high half.
     */
    private static long highOfProduct(long m, long x) {
        return Math.multiplyHigh(m, x) + x + (m & (x >> 63));
    }
}
