package org.tarpon.phasefree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.tarpon.engine.Workers;
import org.tarpon.network.Initialiser;
import org.tarpon.random.RandomStream;

/** Once logs have grown, presentations and answers allocate nothing. */
class LearningAllocationTest {
    private static final int LANES = 4;

    @Test
    void presentationsAllocateNothing() {
        TinyNetwork tiny = new TinyNetwork(30, 20, 3, 2_000_000);
        RandomStream draws = new RandomStream(1, "weights");
        new Initialiser.GlorotUniform(3).fill(tiny.up, draws);
        new Initialiser.GlorotUniform(3).fill(tiny.top, draws);
        new Initialiser.GlorotUniform(1).fill(tiny.down, draws);
        Settings settings = TinyNetwork.settings(1, TinyNetwork.TAU, 29 * TinyNetwork.TAU, 2);
        byte[][] images = new byte[LANES][30];
        for (int i = 0; i < LANES; i++) {
            for (int k = 0; k < 30; k++) {
                images[i][k] = (byte) (37 * i + 11 * k);
            }
        }
        int[] labels = {0, 1, 2, 0};
        int[] answers = new int[LANES];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Workers workers = new Workers(1)) {
            LearningSimulator simulator =
                    new LearningSimulator(tiny.network, settings, new double[] {1, 1, 0, 1}, LANES, workers);
            simulator.begin(0);
            simulator.beginAnswers("answers");
            long least = Long.MAX_VALUE;
            // What interpreted code allocates goes when it is compiled: the best of many rounds counts.
            for (int round = 0; round < 200; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                simulator.present(images, labels, answers, LANES, 0.5);
                simulator.answer(images, answers, LANES);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
        }
    }
}
