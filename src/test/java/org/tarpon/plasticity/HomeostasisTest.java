package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.math.Functions;
import org.tarpon.network.AllToAll;
import org.tarpon.network.Convolution;
import org.tarpon.network.Shape;
import org.tarpon.network.Synapses;
import org.tarpon.network.Window;

class HomeostasisTest {
    @Test
    void eachNeuronComparesItsOwnSpikesOfAllBlocksWithTheRate() {
        Synapses synapses = AllToAll.own(1, 3);
        synapses.bias()[2] = 5f;
        List<int[]> spikes = List.of(new int[] {0, 1, 4}, new int[] {0, 1, 4});
        new Homeostasis(0.25, 2, spikes).shift(synapses, 8);
        // 2 (0.25 − spikes / 8)
        assertArrayEquals(new float[] {0.5f, 0f, 3.5f}, synapses.bias());
        assertArrayEquals(new float[] {0f, 0f, 0f}, synapses.rows()[0], "no weight is changed");
    }

    @Test
    void neuronsThatShareABiasCompareTheirMean() {
        Synapses synapses = Convolution.own(new Shape(2, 2, 1), new Window(1, 1, 1, 0), 2);
        // Four pixels of two channels, channel last.
        List<int[]> spikes = List.of(new int[] {4, 0, 0, 0, 2, 2, 2, 0});
        new Homeostasis(0.25, 2, spikes).shift(synapses, 4);
        // 2 (0.25 − 8 / 16) and 2 (0.25 − 2 / 16)
        assertArrayEquals(new float[] {-0.5f, 0.25f}, synapses.bias());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.05, 0.5, 0.9})
    void aNeuronWithoutInputBeginsAtItsRate(double rate) {
        float[] p = new float[1];
        Functions.sigmoid(new float[] {Homeostasis.bias(rate)}, p, 1);
        assertEquals(rate, p[0], 1e-6);
    }
}
