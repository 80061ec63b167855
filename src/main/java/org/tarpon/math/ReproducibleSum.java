package org.tarpon.math;

/**
 * A sum that does not depend on the order of its terms: each is split at fixed places, so that both sums of the parts are exact
 * (after Demmel and Nguyen, "Fast reproducible floating-point summation", 2013, with places that never move). Terms are rounded to
 * 2⁻⁴⁰; the sum is exact while it is below 2⁴⁵ and there are fewer than 2²² terms.
 */
public final class ReproducibleSum {
    // Adding 1.5 · 2^k rounds to multiples of 2^(k − 52).
    private static final double COARSE = 0x1.8p44;
    private static final double FINE = 0x1.8p12;

    private double coarse; // multiples of 2⁻⁸
    private double fine; // of 2⁻⁴⁰, each at most 2⁻⁹

    /** @param term of magnitude below 2⁴³; if it is infinite or NaN, the sum is NaN from then on */
    public void add(double term) {
        double upper = term + COARSE - COARSE;
        coarse += upper;
        fine += term - upper + FINE - FINE;
    }

    /** Adds all terms of another sum. */
    public void add(ReproducibleSum other) {
        coarse += other.coarse;
        fine += other.fine;
    }

    public void clear() {
        coarse = 0;
        fine = 0;
    }

    public double value() {
        return coarse + fine;
    }

    /** Both parts of the sum, for checkpoints. */
    public double[] parts() {
        return new double[] {coarse, fine};
    }

    /** Takes over what {@link #parts} gave. */
    public void set(double[] parts) {
        coarse = parts[0];
        fine = parts[1];
    }
}
