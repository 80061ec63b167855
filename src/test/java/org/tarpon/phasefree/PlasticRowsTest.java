package org.tarpon.phasefree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Changes of weights are of what differs from the mean of presynaptic activity. */
class PlasticRowsTest {
    private final TinyNetwork tiny = new TinyNetwork(3, 2, 2, 2_000_000);
    private final PlasticRows rows = new PlasticRows(tiny.network.pathways().get(0), 0.5, 0, false, 1);

    /** One window in which neuron 1 met traces while its differences summed up to a number. */
    private void window(float sum, float... traces) {
        PlasticRows.Changes changes = rows.changes(0);
        for (int k = 0; k < traces.length; k++) {
            changes.weights[1][k] += sum * traces[k];
            changes.traces[k] += traces[k];
        }
        changes.sums[1] += sum;
        changes.biases[1] += sum;
        changes.touched[1] = sum != 0;
        rows.updateMean(1);
        rows.apply(0, 1, 1);
    }

    @Test
    void activityThatNeverChanges_movesBiasesOnly_fromTheFirstWindowOn() {
        for (int n = 1; n <= 3; n++) {
            window(4, 1, 0.25f, 0);
            assertEquals(2 * n, rows.biases()[1], 0);
        }
        for (float[] weights : rows.rows()) {
            assertEquals(0, weights[1], 1e-6);
        }
    }

    @Test
    void firstWindowsCountEquallyInTheMean_laterOnesByAFortieth() {
        window(0, 1, 0, 0);
        window(0, 0, 0, 0);
        window(0, 0.5f, 0, 0);
        window(2, 0.5f, 0, 0); // the mean is ½
        assertEquals(0, rows.rows()[0][1], 1e-6);
        for (int n = 4; n < 100; n++) {
            window(0, 0.5f, 0, 0);
        }
        window(2, 1, 0, 0); // the mean is 0.5 + 0.5/40
        assertEquals(0.5 * 2 * (1 - 0.5125), rows.rows()[0][1], 1e-6);
    }

    @Test
    void neuronThatKeepsItsNorm_changesTheDirectionOfItsWeightsAlone() {
        tiny.up.rows()[0][1] = 3;
        tiny.up.rows()[1][1] = 4;
        PlasticRows keeping = new PlasticRows(tiny.network.pathways().get(0), 0.5, 0, true, 1);
        PlasticRows.Changes changes = keeping.changes(0);
        changes.weights[1][2] = 2 * 12; // the rate is ½, so that the row would become 3, 4, 12
        changes.touched[1] = true;
        keeping.apply(0, 1, 1);
        for (int k = 0; k < 3; k++) {
            assertEquals(new double[] {3, 4, 12}[k] * 5 / 13, keeping.rows()[k][1], 1e-6);
            assertEquals(0, keeping.rows()[k][0], 0); // a row without weights has none to scale
        }
    }
}
