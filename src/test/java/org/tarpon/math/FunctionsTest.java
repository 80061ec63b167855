package org.tarpon.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
    private interface Check {
        void at(float x);
    }

    /** Steps through the floats of [1e-6, 20] in steps of 97 units in the last place: about two million arguments. */
    private static void sweep(Check check) {
        for (int bits = Float.floatToIntBits(1e-6f); bits < Float.floatToIntBits(20f); bits += 97) {
            check.at(Float.intBitsToFloat(bits));
        }
    }

    @Test
    void tanhKeepsItsErrorBounds() {
        sweep(x -> {
            double exact = StrictMath.tanh(x);
            double error = Math.abs(Functions.tanh(x) - exact);
            assertTrue(error < 2.1e-7 && error < 3.6e-7 * exact, () -> "tanh(" + x + ")");
        });
    }

    @Test
    void sigmoidKeepsItsErrorBound() {
        sweep(x -> {
            double exact = 1 / (1 + StrictMath.exp(-(double) x));
            assertTrue(Math.abs(Functions.sigmoid(x) - exact) < 1.4e-7, () -> "sigmoid(" + x + ")");
            assertTrue(Math.abs(Functions.sigmoid(-x) - (1 - exact)) < 1.4e-7, () -> "sigmoid(-" + x + ")");
        });
    }

    @Test
    void tanhIsOddAndBoundedAndSigmoidIsBounded() {
        sweep(x -> {
            float y = Functions.tanh(x);
            assertEquals(-y, Functions.tanh(-x));
            assertTrue(y > 0 && y <= 1, () -> "tanh(" + x + ")");
            assertTrue(Functions.sigmoid(x) <= 1 && Functions.sigmoid(-x) >= 0, () -> "sigmoid(±" + x + ")");
        });
    }

    @ParameterizedTest
    @ValueSource(floats = {9.1f, 9.2f, 20f, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
    void saturationIsExactAndStays(float x) {
        assertEquals(1f, Functions.tanh(x));
        assertEquals(-1f, Functions.tanh(-x));
        assertEquals(1f, Functions.sigmoid(2 * x));
        assertEquals(0f, Functions.sigmoid(-2 * x));
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -0f, Float.MIN_VALUE, 1e-40f, Float.MIN_NORMAL, 1e-20f, 1e-5f})
    void tanhOfATinyArgumentIsTheArgument(float x) {
        assertEquals(Float.floatToRawIntBits(x), Float.floatToRawIntBits(Functions.tanh(x)));
        assertEquals(0.5f, Functions.sigmoid(x), 1e-5f);
    }

    @Test
    void sigmoidOfZeroIsOneHalf() {
        assertEquals(0.5f, Functions.sigmoid(0f));
        assertEquals(0.5f, Functions.sigmoid(-0f));
    }

    @Test
    void notANumberIsPassedOn() {
        float[] x = new float[40];
        x[17] = Float.NaN;
        assertTrue(Float.isNaN(Functions.tanh(Float.NaN)));
        assertTrue(Float.isNaN(Functions.sigmoid(Float.NaN)));
        Functions.tanh(x, x, 40);
        assertTrue(Float.isNaN(x[17]));
        Functions.sigmoid(x, x, 40);
        assertTrue(Float.isNaN(x[17]));
        assertEquals(0.5f, x[16]);
    }

    @Test
    void arrayFormsGiveTheBitsOfTheScalarForms() {
        Random random = new Random(1);
        float[] x = new float[1003];
        float[] tanh = new float[x.length];
        float[] sigmoid = new float[x.length];
        // Often enough for the vectorised code to take over.
        for (int round = 0; round < 3000; round++) {
            int n = round % (x.length + 1);
            for (int i = 0; i < n; i++) {
                x[i] = (float) (4 * random.nextGaussian());
            }
            Functions.tanh(x, tanh, n);
            Functions.sigmoid(x, sigmoid, n);
            for (int i = 0; i < n; i++) {
                assertEquals(Functions.tanh(x[i]), tanh[i]);
                assertEquals(Functions.sigmoid(x[i]), sigmoid[i]);
            }
        }
    }

    @Test
    void arrayFormsWorkInPlaceAndWriteNothingBeyondN() {
        float[] x = {-2, -1, 0, 1, 2, 3};
        float[] expected = {Functions.tanh(-2), Functions.tanh(-1), 0, Functions.tanh(1), 2, 3};
        Functions.tanh(x, x, 4);
        assertArrayEquals(expected, x);
    }

    /** Golden values: every digest that Tarpon publishes rests on these bits. */
    @Test
    void bitsNeverChange() {
        float[] x = new float[4001];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i - 2000) * 0.005f;
        }
        float[] y = new float[x.length];
        Functions.tanh(x, y, x.length);
        assertEquals(193623003, Arrays.hashCode(y));
        Functions.sigmoid(x, y, x.length);
        assertEquals(1921246014, Arrays.hashCode(y));
    }
}
