package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.Ginzburg;
import org.tarpon.neuron.NeuralSampling;

/**
 * S29, and the same for S25: with symmetric couplings, none of a neuron with itself, and no delay, the states are samples of
 * a Boltzmann distribution. 300 replicas of a network are sampled 60 times, so far apart that the samples count as
 * independent. The statistic 2 N KL has the χ² distribution with K − 1 degrees of freedom over K states; a test fails below
 * a tail probability of 1e-5: false alarm 1.8e-4 over all 18 tests.
 */
class BoltzmannTheoryTest {
    private static final int REPLICAS = 300;
    private static final int SAMPLES = 60;
    private static final double TAU = 0.01;
    private static final double TAIL = 1e-5;

    @ParameterizedTest
    @CsvSource({"3, 1", "3, 2", "3, 3", "4, 1", "4, 2", "4, 3", "5, 1", "5, 2", "5, 3", "6, 1", "6, 2", "6, 3"})
    void glauberDynamicsSamplesTheBoltzmannDistribution(int n, long seed) {
        double beta = 1.5;
        check(n, seed, beta, threshold -> Ginzburg.glauber(TAU, beta, threshold), 1);
    }

    /** The potential of S25 is a log-odds, so that β is 1 and the bias minus the threshold. */
    @ParameterizedTest
    @CsvSource({"3, 1", "3, 2", "3, 3", "5, 1", "5, 2", "5, 3"})
    void neuralSamplingSamplesTheBoltzmannDistribution(int n, long seed) {
        check(n, seed, 1, threshold -> new NeuralSampling(TAU, -threshold), 1);
    }

    private static void check(int n, long seed, double beta, DoubleFunction<Dynamics> model, double strength) {
        Random random = new Random(100 * n + seed);
        double[][] j = new double[n][n];
        double[] theta = new double[n];
        for (int a = 0; a < n; a++) {
            theta[a] = random.nextGaussian() * 0.4;
            for (int b = 0; b < a; b++) {
                j[a][b] = j[b][a] = strength * random.nextGaussian() / Math.sqrt(n);
            }
        }
        long[] counts = sample(n, seed, j, theta, model);
        double[] p = boltzmann(n, beta, j, theta);
        double total = REPLICAS * SAMPLES;
        double statistic = 0;
        for (int s = 0; s < p.length; s++) {
            statistic += counts[s] == 0 ? 0 : 2 * counts[s] * Math.log(counts[s] / (total * p[s]));
        }
        double tail = 1 - new ChiSquaredDistribution(p.length - 1).cumulativeProbability(statistic);
        double g = statistic;
        assertTrue(tail > TAIL, () -> "2 N KL = " + g + ", tail probability " + tail);
    }

    private static long[] sample(int n, long seed, double[][] j, double[] theta, DoubleFunction<Dynamics> model) {
        Circuit.Builder builder = Circuit.builder();
        List<CellGroup> groups = new ArrayList<>();
        for (int a = 0; a < n; a++) {
            groups.add(builder.group("n" + a, REPLICAS, model.apply(theta[a])));
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                if (a != b) {
                    builder.connect(groups.get(b), groups.get(a))
                            .connectivity(new Connectivity.OneToOne())
                            .weight(j[a][b])
                            .delay(0);
                }
            }
        }
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed);
        long[] counts = new long[1 << n];
        for (int s = 0; s < SAMPLES; s++) {
            simulator.runUntil((long) ((40 + 20.0 * s) * TAU * 1e9));
            for (int r = 0; r < REPLICAS; r++) {
                int state = 0;
                for (int a = 0; a < n; a++) {
                    state |= simulator.isUp(groups.get(a), r) ? 1 << a : 0;
                }
                counts[state]++;
            }
        }
        return counts;
    }

    private static double[] boltzmann(int n, double beta, double[][] j, double[] theta) {
        double[] p = new double[1 << n];
        double sum = 0;
        for (int s = 0; s < p.length; s++) {
            double energy = 0;
            for (int a = 0; a < n; a++) {
                if ((s >> a & 1) == 1) {
                    energy -= theta[a];
                    for (int b = 0; b < n; b++) {
                        energy += (s >> b & 1) == 1 ? 0.5 * j[a][b] : 0;
                    }
                }
            }
            p[s] = Math.exp(beta * energy);
            sum += p[s];
        }
        for (int s = 0; s < p.length; s++) {
            p[s] /= sum;
        }
        return p;
    }
}
