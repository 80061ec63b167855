package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tarpon.network.ClassTree;
import org.tarpon.network.Form;
import org.tarpon.network.Volley;

class OutputSpikesTest {
    private final Volley volley = new Volley(Form.SPIKE, 3, 1);

    private int chosen(float variate, float... p) {
        new LogLikelihood(ClassTree.flat(3)).fire(new float[] {variate, 0f, 0f}, p, 0, volley);
        assertEquals(1, volley.count(0));
        return volley.indices(0)[0];
    }

    @Test
    void softmax_firesTheNeuronIntoWhoseShareTheFirstVariateFalls() {
        assertEquals(0, chosen(0f, 0.25f, 0.5f, 0.25f));
        assertEquals(0, chosen(0.2499f, 0.25f, 0.5f, 0.25f));
        assertEquals(1, chosen(0.25f, 0.25f, 0.5f, 0.25f));
        assertEquals(2, chosen(0.75f, 0.25f, 0.5f, 0.25f));
        assertEquals(1, chosen(0f, 0f, 1f, 0f));
        // The last neuron takes what rounding leaves of the sum of all.
        assertEquals(2, chosen(1 - 0x1p-24f, 0.3f, 0.3f, 0.39f));
    }

    @Test
    void linearOutput_hasNoSpikes() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SquaredError.OF_LINEAR.fire(new float[3], new float[3], 0, volley));
    }
}
