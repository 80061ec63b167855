package org.tarpon.math;

/**
 * Hyperbolic tangent and logistic sigmoid in single precision, bit-reproducible and fast on arrays.
 *
 * <p>{@link Math#exp} and {@link Math#tanh} may differ in their last bits between machines and between interpreter and
 * compiler. Here only additions, multiplications and one division are used, which IEEE 754 rounds in one way.
 *
 * <p>With tanh(x/2) ≈ N/(2 D), where N = x P(x²) and D = Q(x²), the double-angle formula gives tanh(x) ≈ N D / (D² + N²/4):
 * one division, and towards saturation the rounding errors of N and D cancel, which leaves half the error of a plain
 * rational approximation. P has degree 2, Q degree 3, and P(0) = Q(0) = 1, so that tanh(x) = x for small x. The other
 * coefficients are this project's own: a weighted minimax fit over [0, 9] by iteratively reweighted least squares (Lawson
 * 1961; its error is below 1e-8), rounded to single precision, then moved by units in the last place as long as the error
 * as evaluated in single precision fell. What remains is the rounding of the evaluation: over every float from 1e-9 to 20 the largest
 * error of tanh is 2.032e-7 absolute and 3.54e-7 relative, that of the sigmoid 1.314e-7 absolute.
 *
 * <p>The scalar forms must stay free of branches, table look-ups, bit tricks and {@code Math.fma} (very slow on processors
 * that have none): only so does C2 compile the array loops to vector instructions. {@link Math#min} and {@link Math#max}
 * pass a NaN on, so that a diverged network is seen.
 */
public final class Functions {
    /** At this argument the formula, as evaluated, gives at least 1; the correctly rounded tanh is 1 from 9.011 on. */
    private static final float SATURATION = 9.1f;

    private static final float P1 = 0x1.e76f92p-6f;
    private static final float P2 = 0x1.dd1e50p-14f;

    private static final float Q1 = 0x1.cf312ep-4f;
    private static final float Q2 = 0x1.3ba7e4p-10f;
    private static final float Q3 = 0x1.4714c6p-20f;

    private Functions() {}

    /**
     * Hyperbolic tangent, with an absolute error below 2.1e-7 and a relative error below 3.6e-7 (5.6 ulp).
     *
     * <p>Exactly odd, within [-1, 1], and ±1 beyond ±9.1 and at the infinities; NaN gives NaN. It is not monotone in the
     * last bits.
     */
    public static float tanh(float x) {
        float z = Math.max(-SATURATION, Math.min(SATURATION, x));
        float u = z * z;
        float n = z * ((P2 * u + P1) * u + 1f);
        float d = ((Q3 * u + Q2) * u + Q1) * u + 1f;
        return Math.max(-1f, Math.min(1f, n * d / (d * d + 0.25f * (n * n))));
    }

    /**
     * Logistic sigmoid 1/(1 + exp(-x)) = 1/2 + tanh(x/2)/2, with an absolute error below 1.4e-7.
     *
     * <p>Within [0, 1], exactly 1/2 at 0, and 0 or 1 beyond ±18.2 and at the infinities; NaN gives NaN. Below about -15,
     * where the true value is smaller than the error, nothing is left of the relative accuracy.
     */
    public static float sigmoid(float x) {
        return 0.5f + 0.5f * tanh(0.5f * x);
    }

    /**
     * The bits of {@link #tanh(float)}, {@code y[i] = tanh(x[i])} for i in [0, n).
     *
     * @param x arguments, at least n of them
     * @param y receives the results; may be {@code x} itself
     */
    public static void tanh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = tanh(x[i]);
        }
    }

    /**
     * The bits of {@link #sigmoid(float)}, {@code y[i] = sigmoid(x[i])} for i in [0, n).
     *
     * @param x arguments, at least n of them
     * @param y receives the results; may be {@code x} itself
     */
    public static void sigmoid(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = sigmoid(x[i]);
        }
    }
}
