package org.tarpon.phasefree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The closed forms of a pathway's filters, against the solution of their differential equations. */
class ProjectionTest {
    private static final float[][] ROWS = {{0.5f, -1f}, {2f, 0.25f}};

    /** State of neuron 1 is 1 from t = 1 to t = 2, and its low-pass filter rises to 1 − e⁻¹ and decays. Time in τ_s. */
    @Test
    void statesAreLowPassFiltered() {
        Projection projection = new Projection(ROWS, 2, 2, Projection.Effect.FILTERED_DRIVE);
        projection.change(1, 1, (float) StrictMath.exp(1));
        float at2 = (float) StrictMath.exp(-2);
        double filtered = 1 - StrictMath.exp(-1);
        assertEquals(2 * filtered, projection.input(0, at2), 1e-6);
        assertEquals(0.25 * filtered, projection.input(1, at2), 1e-6);
        projection.change(1, -1, 1 / at2);
        float at3 = (float) StrictMath.exp(-3);
        filtered *= StrictMath.exp(-1);
        assertEquals(2 * filtered, projection.input(0, at3), 1e-6);
        float[] traces = {0, 10};
        projection.correlate(traces, -2, at3);
        assertEquals(0, traces[0], 0);
        assertEquals(10 - 2 * filtered, traces[1], 1e-6);
    }

    @Test
    void differenceSpikesDecay() {
        Projection projection = new Projection(ROWS, 2, 2, Projection.Effect.DIFFERENCES);
        projection.differ(0, -3);
        assertEquals(-1.5 * StrictMath.exp(-0.7), projection.difference(0, (float) StrictMath.exp(-0.7)), 1e-6);
        projection.rebase((float) StrictMath.exp(-0.7));
        assertEquals(-1.5 * StrictMath.exp(-0.7), projection.difference(0, 1), 1e-6);
    }

    @Test
    void statesOnFeedback_leaveTracesAndDriveNothing() {
        Projection projection = new Projection(ROWS, 2, 2, Projection.Effect.DIFFERENCES);
        projection.change(1, 1, 1);
        projection.rebase((float) StrictMath.exp(-1));
        assertEquals(0, projection.input(0, 0.5f), 0);
        assertEquals(0, projection.difference(0, 0.5f), 0);
        float[] traces = new float[2];
        projection.addTraces(traces, 1);
        assertEquals(1 - StrictMath.exp(-1), traces[1], 1e-6);
    }

    /** A filtered input goes on from where it was, towards the sum of the new weights. */
    @Test
    void newWeights_changeWhatInputsTendTo() {
        float[][] rows = {{0.5f, -1f}, {2f, 0.25f}};
        Projection projection = new Projection(rows, 2, 2, Projection.Effect.FILTERED_DRIVE);
        projection.change(0, 1, 1);
        projection.change(1, 1, 1);
        float fade = (float) StrictMath.exp(-0.5);
        double before = projection.input(0, fade);
        assertEquals(2.5 * (1 - fade), before, 1e-6);
        rows[1][0] = 5;
        projection.rebase(fade);
        assertEquals(before, projection.input(0, 1), 1e-6);
        assertEquals(5.5, projection.input(0, 0), 1e-6);
        assertEquals(5.5 + (before - 5.5) * fade, projection.input(0, fade), 1e-6);
    }

    @Test
    void unfilteredInput_isTheSumAtOnce() {
        float[][] rows = {{0.5f, -1f}, {2f, 0.25f}};
        Projection projection = new Projection(rows, 2, 2, Projection.Effect.DRIVE);
        projection.change(1, 1, 3);
        assertEquals(2, projection.input(0, 0.3f), 0);
        rows[1][0] = 5;
        projection.rebase(0.3f);
        assertEquals(5, projection.input(0, 0.2f), 0);
        float[] traces = new float[2];
        projection.correlate(traces, 2, 0.3f);
        assertEquals(2, traces[1], 0);
    }
}
