package org.tarpon.phasefree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.engine.Workers;

/** How often neurons are drawn up, and how often their target differs, where both probabilities are known (S11, S23). */
class CoupledDrawTheoryTest {
    private static final int LANES = 20;
    private static final int HIDDEN = 20;

    /**
     * Hidden neurons have p = σ(0.4). Output 0 has p = 0 and its label fires, so that each of its updates is a difference
     * spike and none a spike; output 1 has p = ½ and is told 0. What arrives from output 0 drives σ(I + B) to 1:
     * the targets of hidden neurons are p + κ(1 − p). Updates are independent draws. Their number is a Poisson
     * variable. Five comparisons a seed at 5 standard errors, 15 in all: false alarm below 1e-5.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void statesAndTargetsAreDrawnFromOneVariate(long seed) {
        TinyNetwork tiny = new TinyNetwork(5, HIDDEN, 2, 2_000_000);
        for (int k = 0; k < 5; k++) {
            Arrays.fill(tiny.up.rows()[k], 0.08f);
        }
        for (int k = 0; k < HIDDEN; k++) {
            tiny.top.rows()[k][0] = -20;
        }
        Arrays.fill(tiny.down.rows()[0], 100);
        double kappa = 0.4;
        int taus = 1000;
        Settings settings = TinyNetwork.settings(seed, 20 * TinyNetwork.TAU, taus * TinyNetwork.TAU, kappa);
        byte[][] images = new byte[LANES][5];
        for (byte[] image : images) {
            Arrays.fill(image, (byte) 255);
        }
        try (Workers workers = new Workers(1)) {
            LearningSimulator simulator = new LearningSimulator(tiny.network, settings, new double[4], LANES, workers);
            simulator.begin(0);
            int[] labels = new int[LANES];
            int[] answers = new int[LANES];
            // What happens until differences have begun to arrive is not compared.
            simulator.present(images, labels, answers, LANES, 1);
            simulator.takeUpdates(0);
            simulator.takeUpdates(1);
            simulator.present(images, labels, answers, LANES, 1);
            long[] hidden = simulator.takeUpdates(0);
            long[] output = simulator.takeUpdates(1);
            double p = 1 / (1 + StrictMath.exp(-0.4));
            double expected = LANES * HIDDEN * (double) taus;
            assertEquals(expected, hidden[0], 5 * Math.sqrt(expected));
            assertFraction(p, hidden[1], hidden[0]);
            assertFraction(kappa * (1 - p), hidden[2], hidden[0]);
            // Half of the updates are those of output 0.
            assertFraction(0.25, output[1], output[0]);
            assertFraction(0.75, output[2], output[0]);
        }
    }

    private static void assertFraction(double expected, long count, long of) {
        assertEquals(expected, (double) count / of, 5 * Math.sqrt(expected * (1 - expected) / of));
    }
}
