package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
    /**
     * P(Z > z) is known to full relative accuracy in the far tail too. Since d ln P / dz lies between -z and -(z + 1/z), a
     * relative error of 1.3e-7 in z is one of at most 1.3e-7 (1 + z²) in P.
     */
    @Test
    void invertsTheDistributionFunction() {
        for (double p = 0.4999; p > 0x1p-53; p *= 0.99) {
            double centred = 0.5 - p;
            double z = NormalQuantile.ofCentred(centred);
            assertEquals(1, Erf.erfc(z / Math.sqrt(2)) / 2 / (0.5 - centred), 1.3e-7 * (1 + z * z), () -> "z = " + z);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 0.6744897501960817", "0.475, 1.959963984540054", "0.49999, 4.264890793922825"})
    void givesTabulatedValues(double centred, double z) {
        assertEquals(z, NormalQuantile.ofCentred(centred), 2e-7 * z);
    }

    @Test
    void isExactlyOddAndFinite() {
        for (double q = 0x1p-54; q < 0.5; q += 0.0001234) {
            assertEquals(-NormalQuantile.ofCentred(q), NormalQuantile.ofCentred(-q));
        }
        assertEquals(8.29236, NormalQuantile.ofCentred(0.5 - 0x1p-54), 1e-5);
        assertEquals(-8.29236, NormalQuantile.ofCentred(0x1p-54 - 0.5), 1e-5);
    }
}
