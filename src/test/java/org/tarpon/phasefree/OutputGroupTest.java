package org.tarpon.phasefree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tarpon.engine.Workers;

/** Several output neurons a class: what the label tells them, and how their votes are summed. */
class OutputGroupTest {
    @Test
    void aLabelNeuronExcitesThoseOfItsClass() {
        TinyNetwork tiny = new TinyNetwork(5, 4, 2, 3, 2_000_000);
        LearningSimulator.fillTeaching(tiny.network.pathways().get(2));
        float[][] rows = tiny.network.pathways().get(2).synapses().rows();
        assertArrayEquals(new float[] {1, 1, 1, -1, -1, -1}, rows[0]);
        assertArrayEquals(new float[] {-1, -1, -1, 1, 1, 1}, rows[1]);
    }

    /**
     * The three neurons of class 1 fire at half of their updates and one of class 0 at all: the sums are as 1 to 1.5. Some
     * 200 updates a neuron; 200 votes against 300 differ by 7 of their standard errors (14).
     */
    @Test
    void votesOfAClassAreSummed() {
        TinyNetwork tiny = new TinyNetwork(5, 4, 2, 3, 2_000_000);
        for (float[] row : tiny.up.rows()) {
            Arrays.fill(row, 10);
        }
        for (float[] row : tiny.top.rows()) {
            row[0] = 10;
            row[1] = -10;
            row[2] = -10;
        }
        long tau = TinyNetwork.TAU;
        Settings settings = new Settings(
                1, tau, tau, tau / 4, 29 * tau, 1, 29 * tau, 220 * tau, 20 * tau, new double[] {1}, 0, false);
        byte[][] images = {{-1, -1, -1, -1, -1}};
        int[] answers = {-1};
        try (Workers workers = new Workers(1)) {
            LearningSimulator simulator = new LearningSimulator(tiny.network, settings, new double[4], 1, workers);
            simulator.beginAnswers("answers");
            simulator.answer(images, answers, 1);
        }
        assertEquals(1, answers[0]);
    }
}
