package org.tarpon.random;

/**
 * The quantile function of the standard normal distribution, to about 1.2e-7 relative: as much as single precision can hold.
 *
 * <p>Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988)
 * 477–484, PPND7; evaluated in double precision. Bit-reproducible: plain arithmetic, a square root and StrictMath.log.
 */
final class NormalQuantile {
    private NormalQuantile() {}

    /**
     * The z with P(Z ≤ z) = 1/2 + q; an exactly odd function of q.
     *
     * @param q in (-1/2, 1/2)
     */
    static double ofCentred(double q) {
        double distance = Math.abs(q);
        return distance <= 0.425 ? centre(q) : Math.copySign(tail(0.5 - distance), q);
    }

    private static double centre(double q) {
        double r = 0.180625 - q * q;
        return q
                * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0);
    }

    /** The z > 0 that is exceeded with probability p ≤ 0.075. */
    private static double tail(double p) {
        double r = Math.sqrt(-StrictMath.log(p));
        if (r <= 5) {
            double s = r - 1.6;
            return (((0.17023821103 * s + 1.3067284816) * s + 2.7568153900) * s + 1.4234372777)
                    / ((0.12021132975 * s + 0.73700164250) * s + 1.0);
        }
        double s = r - 5;
        return (((0.017337203997 * s + 0.42868294337) * s + 3.0812263860) * s + 6.6579051150)
                / ((0.012258202635 * s + 0.24197894225) * s + 1.0);
    }
}
