package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.analysis.LaggedCovariance;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.neuron.Ginzburg;

/**
 * S30 for four neurons with asymmetric couplings: the simulated covariances against the exact ones of the Markov process
 * over the 16 states, and linear response against these. Six pairs and four means, three seeds, at 4.5 standard errors:
 * false alarm 2e-4.
 */
class LinearResponseTheoryTest {
    private static final double TAU = 0.01;
    private static final double[][] J = {
        {0, 0.3, -0.4, 0.2}, {0.25, 0, 0.3, 0}, {0, -0.35, 0, 0.4}, {-0.3, 0.2, 0.25, 0},
    };
    private static final Ginzburg[] MODELS = {
        Ginzburg.glauber(TAU, 1, 0.2),
        Ginzburg.glauber(TAU, 1.2, -0.1),
        Ginzburg.glauber(TAU, 0.8, 0),
        new Ginzburg(TAU, 0.1, 0.8, 0.6, -0.3)
    };
    private static final int N = J.length;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pairCovariancesAreThoseOfTheMarkovProcessAndNearlyOfLinearResponse(long seed) {
        double[] p = stationary();
        double[] m = new double[N];
        double[][] c = new double[N][N];
        for (int s = 0; s < p.length; s++) {
            for (int i = 0; i < N; i++) {
                m[i] += (s >> i & 1) * p[s];
                for (int j = 0; j < N; j++) {
                    c[i][j] += (s >> i & s >> j & 1) * p[s];
                }
            }
        }
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                c[i][j] -= m[i] * m[j];
            }
        }
        double[][] linear = linearResponse(m);
        Estimate[][] simulated = simulate(seed, m);
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < i; j++) {
                simulated[i][j].assertIs(c[i][j], 4.5, 0, "c(" + i + ", " + j + ")");
                // Second order in the couplings, which are 0.4 at most in units where the gain is below 1/3
                double difference = Math.abs(linear[i][j] - c[i][j]);
                assertTrue(difference < 0.0015, () -> "linear response is off by " + difference);
            }
            simulated[i][i].assertIs(m[i] * (1 - m[i]), 4.5, 0, "c(" + i + ", " + i + ")");
        }
        // The comparison would be void if covariances were no larger than what it allows.
        assertTrue(Math.abs(c[1][0]) > 0.01);
    }

    /** Stationary distribution: p Q = 0 with rates 1/τ times the probability of the new state. */
    private static double[] stationary() {
        int states = 1 << N;
        RealMatrix q = new Array2DRowRealMatrix(states, states);
        for (int s = 0; s < states; s++) {
            for (int i = 0; i < N; i++) {
                double h = 0;
                for (int j = 0; j < N; j++) {
                    h += J[i][j] * (s >> j & 1);
                }
                boolean up = (s >> i & 1) == 1;
                double rate = up ? 1 - gain(i, h) : gain(i, h);
                q.addToEntry(s ^ 1 << i, s, rate);
                q.addToEntry(s, s, -rate);
            }
        }
        for (int s = 0; s < states; s++) {
            q.setEntry(0, s, 1);
        }
        RealVector one = new ArrayRealVector(states);
        one.setEntry(0, 1);
        return new LUDecomposition(q).getSolver().solve(one).toArray();
    }

    private static double gain(int i, double h) {
        Ginzburg model = MODELS[i];
        return Math.max(
                0, Math.min(1, model.c1() * h + model.c2() * (1 + Math.tanh(model.c3() * (h - model.theta()))) / 2));
    }

    /** Solves 2 c_ij = Σ_k S_i J_ik c_kj + Σ_k S_j J_jk c_ki for the pairs, with c_ii given and S at the mean input. */
    private static double[][] linearResponse(double[] m) {
        double[] s = new double[N];
        for (int i = 0; i < N; i++) {
            double h = 0;
            for (int j = 0; j < N; j++) {
                h += J[i][j] * m[j];
            }
            s[i] = (gain(i, h + 1e-5) - gain(i, h - 1e-5)) / 2e-5;
        }
        double[][] c = new double[N][N];
        for (int i = 0; i < N; i++) {
            c[i][i] = m[i] * (1 - m[i]);
        }
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < i; j++) {
                    double sum = 0;
                    for (int k = 0; k < N; k++) {
                        sum += s[i] * J[i][k] * c[k][j] + s[j] * J[j][k] * c[k][i];
                    }
                    c[i][j] = c[j][i] = sum / 2;
                }
            }
        }
        return c;
    }

    private static Estimate[][] simulate(long seed, double[] m) {
        int replicas = 400;
        Circuit.Builder builder = Circuit.builder();
        List<CellGroup> groups = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            groups.add(builder.group("n" + i, replicas, MODELS[i]));
        }
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                if (J[i][j] != 0) {
                    builder.connect(groups.get(j), groups.get(i))
                            .connectivity(new Connectivity.OneToOne())
                            .weight(J[i][j])
                            .delay(0);
                }
            }
        }
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed);
        LaggedCovariance[][][] covariances = new LaggedCovariance[N][N][replicas];
        for (int s = 0; s < 400; s++) {
            simulator.runUntil((long) ((30 + 2.0 * s) * TAU * 1e9));
            for (int r = 0; r < replicas; r++) {
                for (int i = 0; i < N; i++) {
                    for (int j = 0; j <= i; j++) {
                        if (s == 0) {
                            covariances[i][j][r] = new LaggedCovariance(0);
                        }
                        covariances[i][j][r].add(
                                (simulator.isUp(groups.get(i), r) ? 1 : 0) - m[i],
                                (simulator.isUp(groups.get(j), r) ? 1 : 0) - m[j]);
                    }
                }
            }
        }
        Estimate[][] estimates = new Estimate[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                estimates[i][j] = new Estimate();
                for (LaggedCovariance covariance : covariances[i][j]) {
                    estimates[i][j].add(covariance.product(0));
                }
            }
        }
        return estimates;
    }
}
