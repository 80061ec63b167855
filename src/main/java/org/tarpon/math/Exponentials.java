package org.tarpon.math;

/**
 * Exponential, logarithm and complementary error function in double precision, with the same bits everywhere and faster
 * than {@link StrictMath}: sums, products, quotients and powers of two alone.
 *
 * <p>Arguments are reduced as in W. J. Cody and W. Waite, "Software manual for the elementary functions" (1980), to where
 * the Taylor series converges to double precision within the terms written out. The polynomials are evaluated in
 * independent halves and quarters, because a processor works on these at once.
 */
public final class Exponentials {
    /** Beyond these exp overflows, or becomes subnormal, which is taken for zero. */
    private static final double LARGEST = 709.78;

    private static final double SMALLEST = -708.3;

    private static final double LOG2_E = 0x1.71547652b82fep0;

    /** ln 2 in two parts, of which the first has so few bits that its product with an exponent is exact. */
    private static final double LN2_HIGH = 0x1.62e42fep-1;

    private static final double LN2_LOW = 0x1.f473de6af278fp-30;

    /** Adding and subtracting this rounds a small number to the nearest integer. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);

    private Exponentials() {}

    /** e^x, to 2e-16 relative; 0 below -708.3, infinity above 709.78, NaN for NaN. */
    public static double exp(double x) {
        if (!(x >= SMALLEST && x <= LARGEST)) {
            return x > 0 ? Double.POSITIVE_INFINITY : x < 0 ? 0 : Double.NaN;
        }
        double k = x * LOG2_E + ROUNDER - ROUNDER;
        double r = x - k * LN2_HIGH - k * LN2_LOW; // |r| at most ln(2)/2, so that r^14/14! is below 5e-18
        double r2 = r * r;
        double r4 = r2 * r2;
        double low =
                r2 * (0.5 + r * (1.0 / 6)) + r4 * (1.0 / 24 + r * (1.0 / 120) + r2 * (1.0 / 720 + r * (1.0 / 5040)));
        double high = 1.0 / 40_320
                + r * (1.0 / 362_880)
                + r2 * (1.0 / 3_628_800 + r * (1.0 / 39_916_800))
                + r4 * (1.0 / 479_001_600 + r * (1.0 / 6_227_020_800.0));
        double sum = 1 + (r + (low + r4 * r4 * high));
        // In two steps: 2^k alone may lie outside the range of doubles where e^x does not.
        int half = (int) k >> 1;
        return sum * powerOfTwo(half) * powerOfTwo((int) k - half);
    }

    private static double powerOfTwo(int k) {
        return Double.longBitsToDouble((long) (k + 1023) << 52);
    }

    /** Natural logarithm of a positive normal number, to 3e-16 relative except near 1, where it is 1e-16 absolute. */
    public static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        // x = 2^exponent m with m in [√½, √2), without a branch that could not be predicted
        long exponent = bits - SQRT_HALF_BITS >> 52;
        double m = Double.longBitsToDouble(bits - (exponent << 52));
        // log m = 2 artanh s, |s| at most 0.172; s^23 / 23 is below 1e-18.
        double f = m - 1;
        double s = f / (2 + f);
        double z = s * s;
        double z2 = z * z;
        double z4 = z2 * z2;
        double low = z * (1.0 / 3 + z * (1.0 / 5)) + z2 * z * (1.0 / 7 + z * (1.0 / 9));
        double high = 1.0 / 11 + z * (1.0 / 13) + z2 * (1.0 / 15 + z * (1.0 / 17)) + z4 * (1.0 / 19 + z * (1.0 / 21));
        return exponent * LN2_HIGH + (2 * s + (2 * s * (low + z4 * z * high) + exponent * LN2_LOW));
    }

    /** Complementary error function, to 5e-15 absolute and 3e-13 relative down to 1e-300; in [0, 2]; NaN for NaN. */
    public static double erfc(double x) {
        double tail = Math.max(0.0, ScaledErfc.of(Math.abs(x))) * exp(-x * x);
        return x < 0 ? 2 - tail : tail;
    }

    /**
     * exp(x²) erfc(x) for x ≥ 0 as a Chebyshev series in t = (x − c)/(x + c), which maps the half-line to [−1, 1] (W. J.
     * Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969) has the idea of scaling). The
     * coefficients are not written down but computed when first needed, from the values at the Chebyshev nodes.
     */
    private static final class ScaledErfc {
        private static final double CENTRE = 3.75;
        private static final int TERMS = 36;
        private static final double[] COEFFICIENTS = coefficients();

        static double of(double x) {
            double t = x < 1e300 ? (x - CENTRE) / (x + CENTRE) : 1;
            double ahead = 0;
            double here = 0;
            for (int n = TERMS - 1; n > 0; n--) {
                double next = 2 * t * here - ahead + COEFFICIENTS[n];
                ahead = here;
                here = next;
            }
            return t * here - ahead + 0.5 * COEFFICIENTS[0];
        }

        private static double[] coefficients() {
            int nodes = 2 * TERMS;
            double[] c = new double[TERMS];
            for (int k = 0; k < nodes; k++) {
                double angle = StrictMath.PI * (k + 0.5) / nodes;
                double t = StrictMath.cos(angle);
                double value = exact(CENTRE * (1 + t) / (1 - t));
                for (int n = 0; n < TERMS; n++) {
                    c[n] += 2.0 / nodes * value * StrictMath.cos(n * angle);
                }
            }
            return c;
        }

        private static double exact(double x) {
            if (x < 1) {
                // exp(x²) erf(x) is a series of positive terms; the difference loses little up to here
                double term = 2 * x / StrictMath.sqrt(StrictMath.PI);
                double sum = term;
                for (int n = 1; term > 1e-18 * sum; n++) {
                    term *= 2 * x * x / (2 * n + 1);
                    sum += term;
                }
                return StrictMath.exp(x * x) - sum;
            }
            double fraction = x;
            for (int n = 400; n > 0; n--) {
                fraction = x + 0.5 * n / fraction;
            }
            return 1 / (fraction * StrictMath.sqrt(StrictMath.PI));
        }
    }
}
