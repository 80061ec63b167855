package org.tarpon.random;

/**
 * Standard normal numbers from 32-bit words, by inversion: the top bit is the sign, the other 31 say with which probability
 * p = (m + 1/2) 2⁻³² it is exceeded in magnitude. z(p) is a cubic in each of sixteen equal pieces of every octave of p, which
 * are so many that there is no branch for the tail: the piece is read off the exponent and the first bits of m + 1/2 as a float.
 *
 * <p>Differs from the exact quantile by at most 1.5e-7 max(1, |z|): as much as single precision can hold. The largest
 * magnitude, of m = 0, is 6.338, which a normal number exceeds with probability 2.3e-10. Bit-reproducible, like the
 * {@link NormalQuantile} that it is computed from when it is first needed.
 */
final class NormalTable {
    /** Bits of a float below those that say which piece it is in: a piece is a sixteenth of an octave. */
    private static final int BITS_WITHIN = 19;

    private static final int FIRST = Float.floatToRawIntBits(0.5f) >>> BITS_WITHIN;

    /** One piece more than from 2⁻¹ to 2³¹: m + 1/2 as a float may be 2³¹ itself, where z is 0. */
    private static final int PIECES = (Float.floatToRawIntBits(0x1p31f) >>> BITS_WITHIN) - FIRST + 1;

    private static final int TERMS = 4;

    /** The coefficients of each piece, lowest power of the distance from its beginning first. */
    private static final float[] COEFFICIENTS = coefficients();

    private NormalTable() {}

    static float normal(int word) {
        float x = (word & Integer.MAX_VALUE) + 0.5f;
        int bits = Float.floatToRawIntBits(x);
        int piece = TERMS * ((bits >>> BITS_WITHIN) - FIRST);
        float d = x - Float.intBitsToFloat(bits >>> BITS_WITHIN << BITS_WITHIN);
        float[] c = COEFFICIENTS;
        float z = c[piece] + d * (c[piece + 1] + d * (c[piece + 2] + d * c[piece + 3]));
        return Float.intBitsToFloat(Float.floatToRawIntBits(z) ^ word & Integer.MIN_VALUE);
    }

    private static float[] coefficients() {
        float[] all = new float[TERMS * PIECES];
        for (int piece = 0; piece < PIECES - 1; piece++) {
            double begin = Float.intBitsToFloat(piece + FIRST << BITS_WITHIN);
            double width = Float.intBitsToFloat(piece + FIRST + 1 << BITS_WITHIN) - begin;
            double[] power = interpolate(begin, width);
            double scale = 1;
            for (int k = 0; k < TERMS; k++) {
                all[TERMS * piece + k] = (float) (power[k] / scale);
                scale *= width;
            }
        }
        return all;
    }

    /** The cubic in (x − begin)/width that meets z in the four Chebyshev nodes of the piece, by divided differences. */
    private static double[] interpolate(double begin, double width) {
        double[] node = new double[TERMS];
        double[] divided = new double[TERMS];
        for (int i = 0; i < TERMS; i++) {
            node[i] = 0.5 - 0.5 * StrictMath.cos(StrictMath.PI * (2 * i + 1) / (2 * TERMS));
            divided[i] = NormalQuantile.exceededWith((begin + width * node[i]) * 0x1p-32);
        }
        for (int order = 1; order < TERMS; order++) {
            for (int i = TERMS - 1; i >= order; i--) {
                divided[i] = (divided[i] - divided[i - 1]) / (node[i] - node[i - order]);
            }
        }
        double[] power = new double[TERMS];
        for (int i = TERMS - 1; i >= 0; i--) {
            for (int k = TERMS - 1; k > 0; k--) {
                power[k] = power[k - 1] - node[i] * power[k];
            }
            power[0] = divided[i] - node[i] * power[0];
        }
        return power;
    }
}
