package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.circuit.Circuit;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.PatternSource;
import org.tarpon.neuron.PoissonSource;
import org.tarpon.neuron.RateProfile;
import org.tarpon.random.RandomStream;

/**
 * Sources against the integral of their rate. Counts are independent Poisson numbers of known means e, so that Σ(n − e)²/e is
 * χ²-distributed with as many degrees of freedom as there are counts, up to 1/e. Each test fails by chance below 1e-5, all
 * together below 2e-4.
 */
class SourcesTheoryTest {
    private static final int NEURONS = 600;

    private static void run(Dynamics source, long seed, long end, ChangeListener listener) {
        Circuit.Builder builder = Circuit.builder();
        builder.group("source", NEURONS, source);
        try (AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed, 2, List.of(listener))) {
            simulator.runUntil(end);
        }
    }

    private static void assertPoisson(double[] expected, long[] counts, String what) {
        double statistic = 0;
        for (int k = 0; k < counts.length; k++) {
            statistic += (counts[k] - expected[k]) * (counts[k] - expected[k]) / expected[k];
        }
        // Both tails: counts that are too regular are as wrong.
        double below = new ChiSquaredDistribution(counts.length).cumulativeProbability(statistic);
        assertTrue(below > 5e-6 && below < 1 - 5e-6, what + ": " + statistic + " of " + counts.length + ", " + below);
    }

    /** 40 periods of 125 ms, in 25 bins of the phase; and by neuron. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSinusoidByPhaseAndByNeuron(long seed) {
        double mean = 30;
        double amplitude = 28;
        double phase = 0.7;
        int bins = 25;
        long period = 125_000_000;
        int periods = 40;
        double[] expected = new double[bins];
        for (int k = 0; k < bins; k++) {
            double from = 2 * Math.PI * k / bins + phase;
            double to = 2 * Math.PI * (k + 1) / bins + phase;
            double integral = mean * 0.125 / bins + amplitude / (2 * Math.PI * 8) * (Math.cos(from) - Math.cos(to));
            expected[k] = NEURONS * periods * integral;
        }
        long[] counts = new long[bins];
        long[] byNeuron = new long[NEURONS];
        run(
                new PoissonSource(new RateProfile.Sinusoidal(mean, amplitude, 8, phase)),
                seed,
                period * periods,
                (group, output, time, neuron, sign) -> {
                    counts[(int) (time % period * bins / period)]++;
                    byNeuron[neuron]++;
                });
        assertPoisson(expected, counts, "by phase");
        double[] each = new double[NEURONS];
        Arrays.fill(each, mean * 0.125 * periods);
        assertPoisson(each, byNeuron, "by neuron");
    }

    /** By step and tenth of a step; nothing before the first and where the rate is 0. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void stepsByTenths(long seed) {
        long[] times = {50_000_000, 250_000_000, 550_000_000, 600_000_000};
        double[] rates = {12, 80, 0, 35};
        long end = 1_000_000_000;
        double[] expected = new double[30];
        long[] counts = new long[30];
        int[] step = {0, 1, 3};
        for (int k = 0; k < 30; k++) {
            int at = step[k / 10];
            long length = (at == 3 ? end : times[at + 1]) - times[at];
            expected[k] = NEURONS * rates[at] * length * 1e-10;
        }
        run(
                new PoissonSource(new RateProfile.Piecewise(times, rates)),
                seed,
                end,
                (group, output, time, neuron, sign) -> {
                    assertTrue(time >= times[0] && (time < times[2] || time >= times[3]), "at " + time);
                    int row = time < times[1] ? 0 : time < times[2] ? 1 : 2;
                    long next = row == 2 ? end : times[step[row] + 1];
                    long from = times[step[row]];
                    counts[row * 10 + (int) ((time - from) * 10 / (next - from))]++;
                });
        assertPoisson(expected, counts, "by tenths");
    }

    /** Three random pictures, ten times over: by picture and brightness, by neuron, and nothing from black and in blanks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void patternsByPictureAndBrightnessAndByNeuron(long seed) {
        RandomStream draws = new RandomStream(seed, "patterns");
        int pictures = 3;
        int classes = 16;
        byte[][] patterns = new byte[pictures][NEURONS];
        long shown = 60_000_000;
        long blank = 15_000_000;
        int rounds = 10;
        double maximum = 150;
        double[] expected = new double[pictures * classes];
        double[] each = new double[NEURONS];
        long[] words = new long[4];
        for (int k = 0; k < pictures; k++) {
            for (int i = 0; i < NEURONS; i++) {
                draws.words(k, 0, i, words);
                // Every eleventh is black, and no two shades in one class of 16 are the same rate.
                int shade = i % 11 == 0 ? 0 : 1 + (int) ((words[0] >>> 1) % 255);
                patterns[k][i] = (byte) shade;
                double mean = maximum * shade / 255 * shown * 1e-9 * rounds;
                expected[k * classes + shade / classes] += mean;
                each[i] += mean;
            }
        }
        long[] counts = new long[expected.length];
        long[] byNeuron = new long[NEURONS];
        long[] dark = new long[1];
        run(
                new PatternSource(patterns, maximum, shown, blank),
                seed,
                (shown + blank) * pictures * rounds,
                (group, output, time, neuron, sign) -> {
                    int k = (int) (time / (shown + blank) % pictures);
                    int shade = patterns[k][neuron] & 0xFF;
                    dark[0] += time % (shown + blank) >= shown || shade == 0 ? 1 : 0;
                    counts[k * classes + shade / classes]++;
                    byNeuron[neuron]++;
                });
        assertEquals(0, dark[0], "spikes where there must be none");
        assertPoisson(expected, counts, "by picture and brightness");
        long[] bright = new long[NEURONS];
        double[] brightExpected = new double[NEURONS];
        int n = 0;
        for (int i = 0; i < NEURONS; i++) {
            if (each[i] > 20) {
                bright[n] = byNeuron[i];
                brightExpected[n++] = each[i];
            }
        }
        assertTrue(n > 400, n + " neurons with enough spikes");
        assertPoisson(Arrays.copyOf(brightExpected, n), Arrays.copyOf(bright, n), "by neuron");
    }
}
