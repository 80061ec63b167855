package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
    /**
     * P(Z > z) is known to full relative accuracy in the far tail too, by the reference to about 1e-13. Since d ln P / dz lies
     * between -z and -(z + 1/z), a relative error of e in z is one of at most e (1 + z²) in P.
     */
    @Test
    void invertsTheDistributionFunction() {
        for (double p = 0.4999; p > 1.4e-11; p *= 0.99) {
            double z = NormalQuantile.exceededWith(p);
            assertEquals(1, Erf.erfc(z / Math.sqrt(2)) / 2 / p, 1e-13 * (1 + z * z), () -> "z = " + z);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.25, 0.6744897501960817", "0.025, 1.959963984540054", "0.00001, 4.264890793922825"})
    void givesTabulatedValues(double p, double z) {
        assertEquals(z, NormalQuantile.exceededWith(p), 1e-14 * z);
    }
}
