package org.tarpon.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class ExponentialsTest {
    private static final double ULP = 0x1p-52;

    @Test
    void expIsWithinTwoUnitsOfTheLastPlace() {
        Random random = new Random(1);
        for (int i = 0; i < 500_000; i++) {
            double x = i % 2 == 0 ? random.nextDouble() * 1416 - 708 : random.nextGaussian();
            double exact = StrictMath.exp(x);
            double error = Math.abs(Exponentials.exp(x) - exact) / exact;
            assertTrue(error < 2 * ULP, () -> "exp(" + x + ") is off by " + error / ULP);
        }
    }

    @Test
    void expKeepsItsLimits() {
        assertEquals(1, Exponentials.exp(0));
        assertEquals(1, Exponentials.exp(-0.0));
        assertEquals(0, Exponentials.exp(-709));
        assertEquals(0, Exponentials.exp(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, Exponentials.exp(710));
        assertEquals(Double.POSITIVE_INFINITY, Exponentials.exp(Double.POSITIVE_INFINITY));
        assertTrue(Double.isNaN(Exponentials.exp(Double.NaN)));
        assertTrue(Exponentials.exp(709.7) < Double.POSITIVE_INFINITY);
    }

    @Test
    void logIsWithinTwoUnitsOfTheLastPlace() {
        Random random = new Random(2);
        for (int i = 0; i < 500_000; i++) {
            double x = i % 2 == 0 ? 1 - random.nextDouble() : StrictMath.exp(random.nextDouble() * 1400 - 700);
            double exact = StrictMath.log(x);
            double error = Math.abs(Exponentials.log(x) - exact);
            assertTrue(error <= 2 * ULP * Math.abs(exact), () -> "log(" + x + ") is off by " + error);
        }
        assertEquals(0, Exponentials.log(1));
    }

    /** Commons Math itself is good to 1e-15 absolute. */
    @Test
    void erfcAgreesWithCommonsMath() {
        for (double x = -7; x < 27; x += 0.00317) {
            double exact = Erf.erfc(x);
            double error = Math.abs(Exponentials.erfc(x) - exact);
            double at = x;
            assertTrue(error < 5e-15 && error < 1e-11 * exact + 1e-300, () -> "erfc(" + at + ") is off by " + error);
        }
        assertEquals(1, Exponentials.erfc(0), 5e-15);
        assertEquals(0, Exponentials.erfc(40));
        assertEquals(2, Exponentials.erfc(-40));
        assertEquals(0, Exponentials.erfc(Double.POSITIVE_INFINITY));
        assertEquals(2, Exponentials.erfc(Double.NEGATIVE_INFINITY));
        assertTrue(Double.isNaN(Exponentials.erfc(Double.NaN)));
    }
}
