package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SynapsesTest {
    private static Synapses numbered(int presynaptic, int postsynaptic) {
        Synapses synapses = AllToAll.own(presynaptic, postsynaptic);
        for (int k = 0; k <= presynaptic; k++) {
            for (int j = 0; j < postsynaptic; j++) {
                synapses.rows()[k][j] = 10 * k + j + 1;
            }
        }
        return synapses;
    }

    @Test
    void ownSynapses_areZero_withTheBiasAsTheLastRow() {
        Synapses synapses = AllToAll.own(2, 3);
        assertEquals(2, synapses.presynaptic());
        assertEquals(3, synapses.postsynaptic());
        assertEquals(3, synapses.rows().length);
        assertSame(synapses.rows()[2], synapses.bias());
        assertFalse(synapses.isMirror());
        for (float[] row : synapses.rows()) {
            assertArrayEquals(new float[3], row);
        }
        synapses.bias()[1] = 4f;
        synapses.refresh();
        assertEquals(4f, synapses.bias()[1]);
    }

    @Test
    void mirror_isTheTransposeWithoutBiases_andFollowsWhenRefreshed() {
        Synapses original = numbered(2, 3);
        Synapses mirror = original.mirror();
        assertTrue(mirror.isMirror());
        assertEquals(3, mirror.presynaptic());
        assertEquals(2, mirror.postsynaptic());
        assertArrayEquals(new float[] {1, 11}, mirror.rows()[0]);
        assertArrayEquals(new float[] {3, 13}, mirror.rows()[2]);
        assertArrayEquals(new float[2], mirror.bias());

        original.rows()[1][2] = -5f;
        assertEquals(13f, mirror.rows()[2][1]);
        mirror.refresh();
        assertEquals(-5f, mirror.rows()[2][1]);
        assertArrayEquals(new float[2], mirror.bias());
    }

    @Test
    void network_refreshesItsMirrors() {
        Network network = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 3, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .tied("b", "a")
                .build();
        network.pathways().get(0).synapses().rows()[1][2] = 6f;
        network.refreshMirrors();
        assertEquals(6f, network.pathways().get(1).synapses().rows()[2][1]);
        assertTrue(network.pathways().get(1).isTied());
    }

    @Test
    void deliver_addsTheRowsOfWhoFired_timesTheirValues() {
        Synapses synapses = numbered(3, 2);
        float[] current = {100f, 200f};
        Volley spikes = new Volley(Form.SPIKE, 3, 1);
        spikes.setCount(0, 2);
        spikes.indices(0)[0] = 0;
        spikes.indices(0)[1] = 2;
        synapses.deliver(spikes, 0, null, current);
        assertArrayEquals(new float[] {100 + 1 + 21, 200 + 2 + 22}, current);
        Volley differences = new Volley(Form.DIFFERENCE_SPIKE, 3, 1);
        differences.addDifference(0, 1, 1);
        differences.addDifference(0, 2, -1);
        synapses.deliver(differences, 0, null, current);
        assertArrayEquals(new float[] {100 + 1 + 11, 200 + 2 + 12}, current);
    }
}
