package org.tarpon.phasefree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.random.RandomStream;

/** Sources against the two-state Markov process that they are: up at rate p/τ, down at rate (1 − p)/τ. */
class SourcesTheoryTest {
    private static final long TAU = 1_000_000;
    private static final int NEURONS = 300;
    private static final int TAUS = 400;

    /**
     * A third of the neurons each are black, of 51/255 and white. From silence, over T = 400 τ, a neuron of probability p is up
     * for the time p (T − τ) on average; the time's variance is below 2 p (1 − p) τ T, since states correlate as e^(−t/τ).
     * Changes are 2 p (1 − p) T/τ, with a variance below twice that, but for those by the start, p² < 1 a neuron. Two comparisons
     * a seed at 5 standard errors: false alarm below 4e-6 in all.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void timeUpAndChanges(long seed) {
        Sources sources = new Sources(0, NEURONS, TAU);
        sources.reset(new RandomStream(seed, "sources"));
        byte[] image = new byte[NEURONS];
        for (int k = 0; k < NEURONS; k++) {
            image[k] = (byte) (k % 3 == 0 ? 0 : k % 3 == 1 ? 51 : 255);
        }
        Outgoing axons = new Outgoing();
        Projection seen = new Projection(new float[NEURONS][1], NEURONS, 1, Projection.Effect.DRIVE);
        Outgoing.Channel channel = axons.channel(seen, false, 0);
        sources.show(image, 0);
        long end = TAUS * TAU;
        double grey = 0; // time up, in τ
        int changes = 0;
        while (sources.time() < end) {
            sources.update(axons);
            if (channel.time() != Long.MAX_VALUE) {
                int neuron = channel.neuron();
                assertTrue(image[neuron] != 0, "a black one");
                if (neuron % 3 == 1) {
                    changes++;
                    grey += channel.sign() * (double) (end - channel.time()) / TAU;
                } else {
                    assertEquals(1, channel.sign(), "a white one");
                }
                seen.change(neuron, channel.sign(), 1);
                channel.advance();
            }
        }
        double p = 0.2;
        int neurons = NEURONS / 3;
        assertEquals(neurons * p * (TAUS - 1), grey, 5 * Math.sqrt(neurons * 2 * p * (1 - p) * TAUS));
        double expected = neurons * 2 * p * (1 - p) * TAUS;
        assertEquals(expected, changes, neurons * p * p + 5 * Math.sqrt(2 * expected));
        for (int k = 2; k < NEURONS; k += 3) {
            assertEquals(1, seen.seen[k], 0, "white");
        }
    }
}
