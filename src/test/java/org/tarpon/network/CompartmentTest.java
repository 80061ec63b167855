package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CompartmentTest {
    private static Synapses synapses(float weight, float bias) {
        Synapses synapses = AllToAll.own(2, 1);
        synapses.rows()[0][0] = weight;
        synapses.rows()[1][0] = 10 * weight;
        synapses.bias()[0] = bias;
        return synapses;
    }

    private static Volley spikeOf(int neuron) {
        Volley volley = new Volley(Form.SPIKE, 2, 2);
        volley.fireOne(0, neuron);
        volley.fireOne(1, neuron);
        return volley;
    }

    @Test
    void sumsBiasesAndRows_andBeginsAnewAfterTheLastAwaitedVolley() {
        Compartment compartment = new Compartment(2, 1, 2);
        for (int round = 0; round < 3; round++) {
            assertFalse(compartment.receive(synapses(1, 100), spikeOf(0), null, 2));
            assertTrue(compartment.receive(synapses(2, 200), spikeOf(1), null, 2));
            assertArrayEquals(new float[] {100 + 1 + 200 + 20}, compartment.current(0));
            assertArrayEquals(new float[] {100 + 1 + 200 + 20}, compartment.current(1));
        }
    }

    @Test
    void differences_bringNoBias() {
        Compartment compartment = new Compartment(1, 1, 1);
        Volley differences = new Volley(Form.DIFFERENCE_SPIKE, 2, 1);
        differences.addDifference(0, 0, -1);
        differences.addDifference(0, 1, 1);
        for (int round = 0; round < 2; round++) {
            assertTrue(compartment.receive(synapses(1, 100), differences, null, 1));
            assertArrayEquals(new float[] {-1 + 10}, compartment.current(0));
        }
    }

    @Test
    void gradedVolleys_bringTheBiasOnce() {
        Compartment compartment = new Compartment(1, 1, 1);
        Volley graded = new Volley(Form.GRADED, 2, 1);
        graded.grade(0, new float[] {0.5f, 2f}, 1f);
        assertTrue(compartment.receive(synapses(1, 100), graded, null, 1));
        assertArrayEquals(new float[] {100 + 0.5f + 20}, compartment.current(0));
    }

    @Test
    void emptyVolley_stillBringsItsBias() {
        Compartment compartment = new Compartment(1, 1, 1);
        assertTrue(compartment.receive(synapses(1, 100), new Volley(Form.SPIKE, 2, 1), null, 1));
        assertArrayEquals(new float[] {100}, compartment.current(0));
    }

    @Test
    void withoutSums_volleysAreStillAwaited() {
        Compartment compartment = new Compartment(1, 1, 2);
        compartment.doNotSum();
        for (int round = 0; round < 2; round++) {
            assertFalse(compartment.receive(synapses(1, 100), spikeOf(0), null, 1));
            assertTrue(compartment.receive(synapses(1, 100), spikeOf(1), null, 1));
        }
        assertThrows(IllegalStateException.class, () -> compartment.current(0));
    }

    @Test
    void lanesThatAreNotInUse_areLeftAlone() {
        Compartment compartment = new Compartment(2, 1, 1);
        compartment.receive(synapses(1, 100), spikeOf(0), null, 2);
        compartment.receive(synapses(1, 500), spikeOf(1), null, 1);
        assertArrayEquals(new float[] {510}, compartment.current(0));
        assertArrayEquals(new float[] {101}, compartment.current(1));
    }
}
