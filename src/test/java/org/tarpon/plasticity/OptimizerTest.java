package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private static float[][] memory(Optimizer optimizer, int n) {
        return new float[optimizer.memories()][n];
    }

    /** v ← v/2 + g/4: all numbers are short sums of powers of two, so nothing is rounded. */
    @Test
    void sgd_keepsItsMomentum() {
        Optimizer sgd = new Optimizer.Sgd(0.25, 0.5, 1, 0);
        float[] w = {1f, -1f};
        float[][] memory = memory(sgd, 2);
        step(sgd, w, new float[] {4f, 0f}, 0.25f, memory, 1); // v = 1, 0
        assertArrayEquals(new float[] {2f, -1f}, w);
        step(sgd, w, new float[] {-1f, 8f}, 0.25f, memory, 2); // v = 0.5 − 0.25, 2
        assertArrayEquals(new float[] {2.25f, 1f}, w);
        step(sgd, w, new float[] {0f, 0f}, 0.25f, memory, 3); // v = 0.125, 1
        assertArrayEquals(new float[] {2.375f, 2f}, w);
    }

    @Test
    void sgd_withoutMomentum_isTheGradientTimesTheRate() {
        Optimizer sgd = new Optimizer.Sgd(0.5, 0, 1, 0);
        float[] w = {1f};
        float[][] memory = memory(sgd, 1);
        step(sgd, w, new float[] {3f}, 0.5f, memory, 1);
        step(sgd, w, new float[] {-1f}, 0.5f, memory, 2);
        assertArrayEquals(new float[] {2f}, w);
    }

    /**
     * docs/model.md, centred-rmsprop, with ρ = 0.75, μ = 0.5, η = 0.3, ε = 0.25, a = 2, then −1. Step 1: m = 0.5, q = 1, q −
     * m² = 0.75, v = 0.3·2/√1 = 0.6. Step 2: m = 0.375 − 0.25 = 0.125, q = 0.75 + 0.25 = 1, q − m² + ε = 1.234375, v = 0.3 −
     * 0.3/√1.234375 = 0.3 − 0.27002139 = 0.02997861.
     */
    @Test
    void centredRmsProp_followsThePublishedProgram() {
        Optimizer optimizer = new Optimizer.CentredRmsProp(0.3, 0.75, 0.5, 0.25, 1, 0);
        float[] w = {1f};
        float[][] memory = memory(optimizer, 1);
        step(optimizer, w, new float[] {2f}, 0.3f, memory, 1);
        assertEquals(1.6, w[0], 2e-7);
        step(optimizer, w, new float[] {-1f}, 0.3f, memory, 2);
        assertEquals(1.62997861, w[0], 3e-7);
    }

    /** A constant gradient leaves q − m² = 0, whose rounded value may be negative: only the stabiliser divides then. */
    @Test
    void centredRmsProp_withoutVariance_dividesByTheStabiliser() {
        Optimizer optimizer = new Optimizer.CentredRmsProp(1, 0.5, 0, 1e-4, 1, 0);
        float[] w = {0f};
        float[][] memory = memory(optimizer, 1);
        float g = 1000.1f;
        for (int step = 1; step < 200; step++) {
            step(optimizer, w, new float[] {g}, 1f, memory, step);
        }
        float before = w[0];
        step(optimizer, w, new float[] {g}, 1f, memory, 200);
        // √(variance + 1e-4) is at least 0.01; the rounding of q − m² leaves a variance of a few ulps of g², at most
        // 0.25.
        double increment = (double) w[0] - before;
        assertTrue(increment > g / 0.51 && increment < g / 0.0099, "increment " + increment);
    }

    /**
     * β₁ = 0.5, β₂ = 0.75, η = 0.1, ε = 0.5. g = 2: m = 1, v = 1, corrected 2 and 4, step 0.1·2/(2 + 0.5) = 0.08. g = −1: m
     * = 0, so no step whatever v. g = 1: m = 0.5, corrected by 1/(1 − 1/8) to 4/7; v = 0.75·(0.75 + 0.25) + 0.25 = 1,
     * corrected by 1/(1 − 27/64) to 64/37; step 0.1·(4/7)/(8/√37 + 0.5) = 0.03147864.
     */
    @Test
    void adam_correctsItsBias() {
        Optimizer adam = new Optimizer.Adam(0.1, 0.5, 0.75, 0.5, 1, 0);
        float[] w = {0f};
        float[][] memory = memory(adam, 1);
        step(adam, w, new float[] {2f}, 0.1f, memory, 1);
        assertEquals(0.08, w[0], 1e-8);
        step(adam, w, new float[] {-1f}, 0.1f, memory, 2);
        assertEquals(0.08, w[0], 1e-8);
        step(adam, w, new float[] {1f}, 0.1f, memory, 3);
        assertEquals(0.08 + 0.1 * (4.0 / 7) / (8 / Math.sqrt(37) + 0.5), w[0], 2e-8);
    }

    /** Long random sequences against the formulas in double precision. */
    @Test
    void allOptimisers_followTheirFormulas_forLong() {
        Random random = new Random(1);
        Optimizer rms = new Optimizer.CentredRmsProp(0.003, 0.95, 0.9, 1e-3, 1, 0);
        Optimizer adam = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8, 1, 0);
        float[] w = new float[1];
        float[] x = new float[1];
        float[][] memory = memory(rms, 1);
        float[][] moments = memory(adam, 1);
        double a = 0, b = 0, inc = 0, w64 = 0, m = 0, v = 0, x64 = 0;
        for (int step = 1; step <= 500; step++) {
            float g = (float) (0.2 + random.nextGaussian());
            step(rms, w, new float[] {g}, 0.003f, memory, step);
            step(adam, x, new float[] {g}, 0.001f, moments, step);
            a = 0.95 * a + 0.05 * g;
            b = 0.95 * b + 0.05 * g * g;
            inc = 0.9 * inc + 0.003 * g / Math.sqrt(b - a * a + 1e-3);
            w64 += inc;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            x64 += 0.001
                    * (m / (1 - StrictMath.pow(0.9, step)))
                    / (Math.sqrt(v / (1 - StrictMath.pow(0.999, step))) + 1e-8);
            // Each step adds a relative error of some 10 roundings; they accumulate at most linearly.
            assertEquals(w64, w[0], step * 0.03 * 10 * 0x1p-24 + 1e-6);
            assertEquals(x64, x[0], step * 0.001 * 20 * 0x1p-24 + 1e-6);
        }
    }

    @Test
    void rate_decaysFromEpochToEpoch() {
        assertEquals(0.1, Optimizer.rateIn(0, 0.1, 0.5));
        assertEquals(0.0125, Optimizer.rateIn(3, 0.1, 0.5));
        assertEquals(0.1, Optimizer.rateIn(1_000_000, 0.1, 1));
    }

    private static void step(
            Optimizer optimizer, float[] weights, float[] ascent, float rate, float[][] memory, long step) {
        float[] corrections = new float[Optimizer.CORRECTIONS];
        optimizer.prepare(step, corrections);
        optimizer.step(weights, ascent, rate, memory, corrections);
    }
}
