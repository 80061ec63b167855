package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.analysis.LaggedCovariance;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.neuron.BinaryDynamics;
import org.tarpon.neuron.ErfcNeuron;
import org.tarpon.neuron.Ginzburg;
import org.tarpon.neuron.McCullochPitts;

/** Activities and covariances of S23, S24, S27 and S28, over independent replicas. */
class BinaryNeuronTheoryTest {
    private static final double TAU = 0.01;
    private static final long TAU_NANOS = 10_000_000;

    /**
     * A constant input of 0.5 comes from a neuron that is always up. Sampled every 6 τ, so that the correlation of e⁻⁶ between
     * samples widens the standard error by no more than a factor of 1.0025. 420 comparisons at 5 standard errors (two-sided
     * 5.7e-7 each): false alarm below 3e-4 in all; the slack of 8 counts covers the Poisson tails of activities near 0 and 1.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void activityIsTheGain(long seed) {
        double input = 0.5;
        List<BinaryDynamics> models = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        for (double sigma : new double[] {0.3, 1, 2, 4}) {
            for (int k = 0; k < 15; k++) {
                double theta = -3.5 + 0.5 * k + 0.1;
                models.add(new ErfcNeuron(TAU, theta, sigma));
                expected.add(0.5 * Erf.erfc(-(input - theta) / (Math.sqrt(2) * sigma)));
            }
        }
        for (int k = 0; k < 40; k++) {
            double c1 = 0.1 * (k % 3);
            double c2 = 0.4 + 0.1 * (k % 5);
            double c3 = 0.5 + 0.2 * (k % 7);
            double theta = -2 + 0.1 * k;
            models.add(new Ginzburg(TAU, c1, c2, c3, theta));
            double g = c1 * input + c2 * (1 + Math.tanh(c3 * (input - theta))) / 2;
            expected.add(Math.max(0, Math.min(1, g)));
        }
        for (int k = 0; k < 40; k++) {
            models.add(new McCullochPitts(TAU, k * 0.025));
            expected.add(input > k * 0.025 ? 1.0 : 0.0);
        }
        int replicas = 100;
        int samples = 100;
        Circuit.Builder builder = Circuit.builder();
        CellGroup on = builder.group("on", 1, new McCullochPitts(TAU, -1));
        List<CellGroup> groups = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            CellGroup group = builder.group("g" + i, replicas, models.get(i));
            builder.connect(on, group).weight(input);
            groups.add(group);
        }
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed);
        int[] up = new int[groups.size()];
        for (int s = 0; s < samples; s++) {
            simulator.runUntil((30 + 6L * s) * TAU_NANOS);
            for (CellGroup group : groups) {
                for (int i = 0; i < replicas; i++) {
                    up[group.index() - 1] += simulator.isUp(group, i) ? 1 : 0;
                }
            }
        }
        double n = replicas * samples;
        for (int i = 0; i < up.length; i++) {
            double p = expected.get(i);
            double error = 1.0025 * Math.sqrt(p * (1 - p) / n);
            double activity = up[i] / n;
            BinaryDynamics model = models.get(i);
            assertTrue(
                    p == 0 || p == 1 ? activity == p : Math.abs(activity - p) < 5 * error + 8 / n,
                    () -> model + ": activity " + activity + " instead of " + p);
        }
    }

    /**
     * Updates of n neurons in a time T are Poisson with mean nT/τ, over slices as over undivided populations. Twelve numbers
     * at 4.5 standard deviations: false alarm 8e-5. Their variance over 2000 windows of mean 50 is the mean too: its standard
     * error is √(2/2000) of it, at 5 of them false alarm 7e-6.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void updatesArePoisson(long seed) {
        for (int n : new int[] {1, 500, 513, 5000}) {
            Circuit.Builder builder = Circuit.builder();
            builder.group("n", n, Ginzburg.glauber(TAU, 1, 0));
            AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed);
            long window = 50 * TAU_NANOS / n;
            SummaryStatistics counts = new SummaryStatistics();
            long before = 0;
            for (int w = 1; w <= 2000; w++) {
                simulator.runUntil(w * window);
                counts.addValue(simulator.updates() - before);
                before = simulator.updates();
            }
            double mean = window * (double) n / TAU_NANOS;
            assertEquals(2000 * mean, counts.getSum(), 4.5 * Math.sqrt(2000 * mean));
            assertEquals(mean, counts.getVariance(), 5 * Math.sqrt(2.0 / 2000) * mean);
        }
    }

    /** S27, 21 comparisons in all at 4.5 standard errors: false alarm 1.5e-4. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void autocovarianceOfAnIsolatedNeuronDecaysWithTau(long seed) {
        double mean = 1 / (1 + Math.exp(1));
        int replicas = 400;
        Circuit.Builder builder = Circuit.builder();
        CellGroup group = builder.group("isolated", replicas, Ginzburg.glauber(TAU, 1, 1));
        Estimate[] estimates = products(builder.build(), seed, replicas, group, mean, group, mean);
        for (int lag = 0; lag <= LAGS; lag++) {
            double expected = mean * (1 - mean) * Math.exp(-lag * STEP);
            estimates[LAGS + lag].assertIs(expected, 4.5, 0, "a(" + lag * STEP + " τ)");
        }
    }

    /** S28; c₁₂ at 13 lags and a₂ at 7, three seeds, at 4.5 standard errors: false alarm 4e-4. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neuronThatCopiesAnotherLagsBehindIt(long seed) {
        int replicas = 400;
        Circuit.Builder builder = Circuit.builder();
        CellGroup coin = builder.group("coin", replicas, Ginzburg.glauber(TAU, 1, 0));
        CellGroup copy = builder.group("copy", replicas, new McCullochPitts(TAU, 0.5));
        builder.connect(coin, copy)
                .connectivity(new Connectivity.OneToOne())
                .weight(1)
                .delay(0);
        Circuit circuit = builder.build();
        Estimate[] cross = products(circuit, seed, replicas, coin, 0.5, copy, 0.5);
        Estimate[] own = products(circuit, seed, replicas, copy, 0.5, copy, 0.5);
        for (int lag = -LAGS; lag <= LAGS; lag++) {
            double d = Math.abs(lag) * STEP;
            double c = lag > 0 ? Math.exp(-d) * (0.125 + d / 4) : 0.125 * Math.exp(-d);
            cross[LAGS + lag].assertIs(c, 4.5, 0, "c₁₂(" + lag * STEP + " τ)");
            own[LAGS + lag].assertIs(Math.exp(-d) * (0.25 + d / 8), 4.5, 0, "a₂(" + lag * STEP + " τ)");
        }
    }

    private static final int LAGS = 6;
    private static final double STEP = 0.5;

    /** Products of deviations from known means, by lag in steps of τ/2, one estimate a lag over the replicas. */
    private static Estimate[] products(
            Circuit circuit, long seed, int replicas, CellGroup first, double mean1, CellGroup second, double mean2) {
        AsynchronousSimulator simulator = new AsynchronousSimulator(circuit, seed);
        LaggedCovariance[] covariances = new LaggedCovariance[replicas];
        for (int i = 0; i < replicas; i++) {
            covariances[i] = new LaggedCovariance(LAGS);
        }
        for (int s = 0; s < 400; s++) {
            simulator.runUntil(30 * TAU_NANOS + (long) (s * STEP * TAU_NANOS));
            for (int i = 0; i < replicas; i++) {
                covariances[i].add(
                        (simulator.isUp(first, i) ? 1 : 0) - mean1, (simulator.isUp(second, i) ? 1 : 0) - mean2);
            }
        }
        Estimate[] estimates = new Estimate[2 * LAGS + 1];
        for (int k = 0; k < estimates.length; k++) {
            estimates[k] = new Estimate();
            for (LaggedCovariance covariance : covariances) {
                estimates[k].add(covariance.product(k - LAGS));
            }
        }
        return estimates;
    }
}
