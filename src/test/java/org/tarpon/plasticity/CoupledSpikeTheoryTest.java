package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.network.Form;
import org.tarpon.network.Volley;
import org.tarpon.random.RandomStream;

/**
 * The law of the coupled draw (S13): one variate r gives s = [r < p] and ŝ = [r < ĥ], so P(s) = p, P(ŝ) = clip ĥ, and d = ŝ
 * − s is of one sign and non-zero with probability |clip ĥ − p|.
 *
 * <p>Frequencies may be {@link #DEVIATIONS} binomial standard errors away; probabilities of 0 and 1 must be met exactly.
 * All others are at least 0.01, where counts are above 1,000 and nearly normal, so that with a random seed one comparison
 * would fail a correct draw with probability 5.7·10⁻⁷, and the 297 of them together with less than 2·10⁻⁴. Seeds are fixed.
 */
class CoupledSpikeTheoryTest {
    private static final double DEVIATIONS = 5;
    private static final int NEURONS = 1000;
    private static final int PRESENTATIONS = 150;
    private static final float[] PROBABILITIES = {0f, 0.01f, 0.1f, 0.25f, 0.5f, 0.75f, 0.9f, 0.99f, 1f};
    private static final float[] TARGETS = {-3f, -0.2f, 0f, 0.05f, 0.26f, 0.5f, 0.8f, 0.98f, 1f, 1.0001f, 7f};

    static IntStream probabilities() {
        return IntStream.range(0, PROBABILITIES.length);
    }

    private static void assertFrequency(double probability, long count, String what) {
        double n = (double) NEURONS * PRESENTATIONS;
        double standardError = Math.sqrt(probability * (1 - probability) / n);
        assertEquals(probability, count / n, DEVIATIONS * standardError, what);
    }

    @ParameterizedTest
    @MethodSource("probabilities")
    void coupledDraw_hasItsLaw(int number) {
        float p = PROBABILITIES[number];
        for (float target : TARGETS) {
            float clipped = Math.max(0f, Math.min(1f, target));
            RandomStream draws = new RandomStream(1, "coupled " + p + " " + target);
            Volley spikes = new Volley(Form.SPIKE, NEURONS, 1);
            Volley targets = new Volley(Form.SPIKE, NEURONS, 1);
            Volley differences = new Volley(Form.DIFFERENCE_SPIKE, NEURONS, 1);
            float[] r = new float[NEURONS];
            float[] own = new float[NEURONS];
            float[] wanted = new float[NEURONS];
            Arrays.fill(own, p);
            Arrays.fill(wanted, target);
            long fired = 0;
            long aimed = 0;
            long different = 0;
            for (int presentation = 0; presentation < PRESENTATIONS; presentation++) {
                draws.uniforms(presentation, 0, r, NEURONS);
                spikes.fire(0, r, own);
                targets.fire(0, r, wanted);
                differences.fireDifferences(0, r, own, wanted);
                fired += spikes.count(0);
                aimed += targets.count(0);
                different += differences.count(0);
                for (int k = 0; k < differences.count(0); k++) {
                    assertEquals(Math.signum(clipped - p), differences.values(0)[k]);
                }
                assertEquals(
                        targets.count(0) - spikes.count(0),
                        (clipped > p ? 1 : -1) * differences.count(0),
                        "s + d is not ŝ");
            }
            String what = "p = " + p + ", target " + target;
            assertFrequency(p, fired, "spikes, " + what);
            assertFrequency(clipped, aimed, "target spikes, " + what);
            assertFrequency(Math.abs((double) clipped - p), different, "differences, " + what);
        }
        assertEquals(297, 3 * TARGETS.length * PROBABILITIES.length);
    }
}
