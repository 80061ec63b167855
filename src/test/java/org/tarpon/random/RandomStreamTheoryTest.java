package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The draws against the distributions they are to have. Seeds are fixed, so a test passes always or never; had they been
 * chosen at random, each single comparison would fail a correct generator with probability {@link #FALSE_ALARM}.
 */
class RandomStreamTheoryTest {
    private static final double FALSE_ALARM = 1e-4;

    /** How many standard errors a normally distributed estimate may be away: 3.89. */
    private static final double DEVIATIONS =
            new NormalDistribution(null, 0, 1).inverseCumulativeProbability(1 - FALSE_ALARM / 2);

    private static final int SAMPLES = 200_000;

    private final RandomStream stream = new RandomStream(2026, "theory");

    private double[] uniforms() {
        float[] out = new float[SAMPLES];
        stream.uniforms(1, 0, out, SAMPLES);
        return toDoubles(out);
    }

    private double[] normals() {
        float[] out = new float[SAMPLES];
        stream.normals(1, 0, out, SAMPLES);
        return toDoubles(out);
    }

    private static double[] toDoubles(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    private static void assertChiSquare(long[] observed, double expected) {
        double statistic = 0;
        for (long count : observed) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        double limit =
                new ChiSquaredDistribution(null, observed.length - 1).inverseCumulativeProbability(1 - FALSE_ALARM);
        assertTrue(statistic < limit, "chi-square " + statistic + " of at most " + limit);
    }

    /** Dvoretzky-Kiefer-Wolfowitz, with Massart's constant: P(sup |F_n - F| > e) ≤ 2 exp(-2 n e²). */
    private static void assertKolmogorovSmirnov(double[] sample, DoubleUnaryOperator distribution) {
        double[] x = sample.clone();
        Arrays.sort(x);
        double distance = 0;
        for (int i = 0; i < x.length; i++) {
            double p = distribution.applyAsDouble(x[i]);
            distance = Math.max(distance, Math.max(p - (double) i / x.length, (i + 1.0) / x.length - p));
        }
        double limit = Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * x.length));
        assertTrue(distance < limit, "distance " + distance + " of at most " + limit);
    }

    /** The mean of n products of independent numbers of mean 0 and variance v has the standard error v / sqrt(n). */
    private static void assertUncorrelated(double[] x, double[] y, double mean, double variance) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mean) * (y[i] - mean);
        }
        assertEquals(0, sum / x.length, DEVIATIONS * variance / Math.sqrt(x.length));
    }

    @Test
    void uniformsFillTheirCellsEqually() {
        long[] cells = new long[1024];
        for (double u : uniforms()) {
            cells[(int) (u * cells.length)]++;
        }
        assertChiSquare(cells, (double) SAMPLES / cells.length);
    }

    @Test
    void uniformsFollowTheUniformDistribution() {
        assertKolmogorovSmirnov(uniforms(), u -> u);
    }

    /** The lowest of the 24 bits, which the cells above do not see. */
    @Test
    void theLastBitOfUniformsIsFair() {
        long[] cells = new long[256];
        for (double u : uniforms()) {
            cells[(int) (u * (1 << 24)) & 0xFF]++;
        }
        assertChiSquare(cells, (double) SAMPLES / cells.length);
    }

    @Test
    void normalsFollowTheNormalDistribution() {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        assertKolmogorovSmirnov(normals(), normal::cumulativeProbability);
    }

    /** Of z² the variance is 2 and of z⁴ it is 105 - 9 = 96. */
    @Test
    void normalsHaveTheirMoments() {
        double[] z = normals();
        double error = DEVIATIONS / Math.sqrt(SAMPLES);
        assertEquals(0, Arrays.stream(z).average().orElseThrow(), error);
        assertEquals(1, Arrays.stream(z).map(x -> x * x).average().orElseThrow(), error * Math.sqrt(2));
        assertEquals(3, Arrays.stream(z).map(x -> x * x * x * x).average().orElseThrow(), error * Math.sqrt(96));
    }

    /**
     * Numbers beyond 3, 4 and 5 in either tail among ten million, which are rare, so that their counts are Poisson: each within
     * the central 1 - FALSE_ALARM of it.
     */
    @Test
    void normalsHaveTheirTails() {
        long[] beyond = new long[2 * 3];
        float[] out = new float[100_000];
        for (int presentation = 0; presentation < 100; presentation++) {
            stream.normals(presentation, 5, out, out.length);
            for (float z : out) {
                for (int k = 0; k < 3; k++) {
                    beyond[k] += z > 3 + k ? 1 : 0;
                    beyond[3 + k] += z < -3 - k ? 1 : 0;
                }
            }
        }
        for (int k = 0; k < beyond.length; k++) {
            double expected = 1e7 * new NormalDistribution(null, 0, 1).cumulativeProbability(-3 - k % 3);
            PoissonDistribution poisson = new PoissonDistribution(expected);
            assertTrue(poisson.inverseCumulativeProbability(FALSE_ALARM / 2) <= beyond[k]);
            assertTrue(poisson.inverseCumulativeProbability(1 - FALSE_ALARM / 2) >= beyond[k]);
        }
    }

    /** Mean and standard deviation are 1; of (x - 1)² the mean is 1 and the variance 9 - 1 = 8. */
    @Test
    void exponentialsHaveMeanAndVarianceOneAndTheirDistribution() {
        double[] x = IntStream.range(0, SAMPLES)
                .mapToDouble(i -> stream.exponential(i / 100, i % 10, i / 10 % 10))
                .toArray();
        double error = DEVIATIONS / Math.sqrt(SAMPLES);
        assertEquals(1, Arrays.stream(x).average().orElseThrow(), error);
        assertEquals(1, Arrays.stream(x).map(v -> (v - 1) * (v - 1)).average().orElseThrow(), error * Math.sqrt(8));
        assertKolmogorovSmirnov(x, v -> 1 - Math.exp(-v));
    }

    /** Each of the 64 bits is a coin; 64 comparisons, so each with a 64th of the false alarms. */
    @Test
    void everyBitIsFair() {
        int[] ones = new int[64];
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            long bits = stream.bits(i, 0, 3);
            for (int b = 0; b < 64; b++) {
                ones[b] += (int) (bits >>> b & 1);
            }
        }
        double deviations =
                new NormalDistribution(null, 0, 1).inverseCumulativeProbability(1 - FALSE_ALARM / 2 / ones.length);
        for (int count : ones) {
            assertEquals(draws / 2.0, count, deviations * Math.sqrt(draws) / 2);
        }
    }

    /** Distances of 1 mostly stay within a block, 4 and more leave it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7, 8, 16, 784})
    void neighbouringNeuronsAreUncorrelated(int distance) {
        double[] u = uniforms();
        int pairs = SAMPLES - distance;
        assertUncorrelated(Arrays.copyOf(u, pairs), Arrays.copyOfRange(u, distance, SAMPLES), 0.5, 1.0 / 12);
        double[] z = normals();
        assertUncorrelated(Arrays.copyOf(z, pairs), Arrays.copyOfRange(z, distance, SAMPLES), 0, 1);
    }

    @Test
    void neighbouringPresentationsCyclesSeedsAndNamesAreUncorrelated() {
        double[] u = uniforms();
        double variance = 1.0 / 12;
        float[] other = new float[SAMPLES];
        stream.uniforms(2, 0, other, SAMPLES);
        assertUncorrelated(u, toDoubles(other), 0.5, variance);
        stream.uniforms(1, 1, other, SAMPLES);
        assertUncorrelated(u, toDoubles(other), 0.5, variance);
        new RandomStream(2027, "theory").uniforms(1, 0, other, SAMPLES);
        assertUncorrelated(u, toDoubles(other), 0.5, variance);
        new RandomStream(2026, "theorz").uniforms(1, 0, other, SAMPLES);
        assertUncorrelated(u, toDoubles(other), 0.5, variance);
    }

    /** One neuron over the presentations, as a spike train sees its draws. */
    @Test
    void theDrawsOfOneNeuronOverTimeAreUniformAndUncorrelated() {
        double[] u = IntStream.range(0, SAMPLES)
                .mapToDouble(p -> stream.uniform(p, 0, 5))
                .toArray();
        assertKolmogorovSmirnov(u, x -> x);
        assertUncorrelated(Arrays.copyOf(u, SAMPLES - 1), Arrays.copyOfRange(u, 1, SAMPLES), 0.5, 1.0 / 12);
    }

    @Test
    void permutationsOfFourAreEquallyLikely() {
        long[] cells = new long[256];
        int[] p = new int[4];
        int draws = 48_000;
        for (int i = 0; i < draws; i++) {
            stream.permutation(i, p);
            cells[p[0] << 6 | p[1] << 4 | p[2] << 2 | p[3]]++;
        }
        long[] seen = Arrays.stream(cells).filter(count -> count > 0).toArray();
        assertEquals(24, seen.length);
        assertChiSquare(seen, draws / 24.0);
    }
}
