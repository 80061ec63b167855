package org.tarpon.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.neuron.Ginzburg;
import org.tarpon.neuron.Row;

class RowsPropertyTest {
    private static final Ginzburg MODEL = Ginzburg.glauber(0.01, 1, 0);

    private interface Setting {
        void on(Circuit.Wire wire);
    }

    /** A pathway of a population of n with itself. */
    private static Circuit recurrent(int n, Connectivity rule, Setting... settings) {
        Circuit.Builder builder = Circuit.builder();
        CellGroup group = builder.group("a", n, MODEL);
        Circuit.Wire wire = builder.connect(group, group).connectivity(rule).weight(0.1);
        for (Setting setting : settings) {
            setting.on(wire);
        }
        return builder.build();
    }

    private static Circuit feedforward(int n, int m, Connectivity rule, Setting... settings) {
        Circuit.Builder builder = Circuit.builder();
        Circuit.Wire wire = builder.connect(builder.group("a", n, MODEL), builder.group("b", m, MODEL))
                .connectivity(rule)
                .weight(0.1);
        for (Setting setting : settings) {
            setting.on(wire);
        }
        return builder.build();
    }

    /** Connections as a matrix [presynaptic][postsynaptic] of their numbers. */
    private static int[][] matrix(Circuit circuit, long seed) {
        Tract tract = circuit.tracts().get(0);
        int[][] matrix = new int[tract.from().size()][tract.to().size()];
        Rows rows = Rows.of(circuit, tract, seed, 0, tract.to().size());
        for (int pre = 0; pre < matrix.length; pre++) {
            Row row = rows.row(pre);
            for (int k = 0; k < row.count; k++) {
                matrix[pre][row.target(k)]++;
            }
        }
        return matrix;
    }

    private static int[] columnSums(int[][] matrix) {
        int[] sums = new int[matrix[0].length];
        for (int[] row : matrix) {
            Arrays.setAll(sums, j -> sums[j] + row[j]);
        }
        return sums;
    }

    private static int largest(int[][] matrix) {
        return Arrays.stream(matrix).flatMapToInt(Arrays::stream).max().orElseThrow();
    }

    private static int onDiagonal(int[][] matrix) {
        int sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum;
    }

    /** Below half of the candidates, above half, and all of them: three ways of drawing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 30, 50, 79})
    void degreesAreExactWithoutSelfAndMultipleConnections(int degree) {
        int[][] in = matrix(recurrent(80, new Connectivity.FixedInDegree(degree)), 1);
        assertTrue(Arrays.stream(columnSums(in)).allMatch(sum -> sum == degree));
        int[][] out = matrix(recurrent(80, new Connectivity.FixedOutDegree(degree)), 1);
        assertTrue(Arrays.stream(out).allMatch(row -> Arrays.stream(row).sum() == degree));
        for (int[][] matrix : new int[][][] {in, out}) {
            assertEquals(0, onDiagonal(matrix));
            assertTrue(largest(matrix) <= 1);
        }
    }

    @Test
    void selfAndMultipleConnectionsAppearWhereAllowed() {
        int[][] matrix = matrix(
                recurrent(20, new Connectivity.FixedInDegree(200), w -> w.allowSelf()
                        .allowMultiple()),
                1);
        assertTrue(Arrays.stream(columnSums(matrix)).allMatch(sum -> sum == 200));
        assertTrue(onDiagonal(matrix) > 0 && largest(matrix) > 1);
        assertEquals(
                0,
                onDiagonal(matrix(recurrent(20, new Connectivity.FixedOutDegree(50), Circuit.Wire::allowMultiple), 1)));
        assertEquals(20, onDiagonal(matrix(recurrent(20, new Connectivity.AllToAll(), Circuit.Wire::allowSelf), 1)));
        assertEquals(0, onDiagonal(matrix(recurrent(20, new Connectivity.AllToAll()), 1)));
        assertEquals(20, onDiagonal(matrix(feedforward(20, 20, new Connectivity.OneToOne()), 1)));
    }

    /**
     * Every pair is equally likely: χ² of the counts over 400 networks, with the variance that drawing without replacement
     * leaves. Four rules at a tail probability of 1e-6: false alarm 4e-6.
     */
    @Test
    void everyPairIsEquallyLikely() {
        int n = 12;
        int m = 9;
        Connectivity[] rules = {
            new Connectivity.FixedInDegree(4),
            new Connectivity.FixedOutDegree(3),
            new Connectivity.FixedOutDegree(6),
            new Connectivity.Bernoulli(0.3)
        };
        double[] probabilities = {4.0 / n, 3.0 / m, 6.0 / m, 0.3};
        for (int r = 0; r < rules.length; r++) {
            Circuit circuit = feedforward(n, m, rules[r]);
            int networks = 400;
            int[][] counts = new int[n][m];
            for (int seed = 0; seed < networks; seed++) {
                int[][] matrix = matrix(circuit, seed);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        counts[i][j] += matrix[i][j];
                    }
                }
            }
            double p = probabilities[r];
            double statistic = 0;
            for (int[] row : counts) {
                for (int count : row) {
                    statistic += Math.pow(count - networks * p, 2) / (networks * p * (1 - p));
                }
            }
            // A fixed degree takes one degree of freedom from each group of pairs and widens the others accordingly.
            int freedom = n * m;
            if (rules[r] instanceof Connectivity.FixedInDegree) {
                freedom = (n - 1) * m;
                statistic *= (n - 1.0) / n;
            } else if (rules[r] instanceof Connectivity.FixedOutDegree) {
                freedom = n * (m - 1);
                statistic *= (m - 1.0) / m;
            }
            double below = new ChiSquaredDistribution(freedom).cumulativeProbability(statistic);
            int rule = r;
            assertTrue(below > 1e-6 && below < 1 - 1e-6, () -> rules[rule] + ": " + below);
        }
    }

    /** Bernoulli degrees over 1000 neurons; 5 standard deviations of the number of all synapses: false alarm 6e-7. */
    @Test
    void bernoulliHasTheRightDensity() {
        double p = 0.013;
        int n = 1000;
        int[][] matrix = matrix(recurrent(n, new Connectivity.Bernoulli(p)), 3);
        double sum = Arrays.stream(columnSums(matrix)).sum();
        double pairs = (double) n * (n - 1);
        assertEquals(p * pairs, sum, 5 * Math.sqrt(pairs * p * (1 - p)));
        assertEquals(0, onDiagonal(matrix));
        assertEquals(
                0,
                Arrays.stream(columnSums(matrix(recurrent(30, new Connectivity.Bernoulli(0)), 1)))
                        .sum());
        assertEquals(
                870,
                Arrays.stream(columnSums(matrix(recurrent(30, new Connectivity.Bernoulli(1)), 1)))
                        .sum());
    }

    /** Parts of rows put together are the whole rows, weights and delays with them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void partsMakeUpTheWhole(long seed) {
        Connectivity[] rules = {
            new Connectivity.FixedInDegree(5), new Connectivity.FixedOutDegree(6), new Connectivity.Bernoulli(0.2)
        };
        for (Connectivity rule : rules) {
            Circuit circuit = recurrent(40, rule, w -> w.weights(new Values.Normal(0, 1))
                    .delays(Delays.drawn(new Values.Uniform(0, 0.01), 2_000_000)));
            Tract tract = circuit.tracts().get(0);
            Rows whole = Rows.of(circuit, tract, seed, 0, 40);
            Rows low = Rows.of(circuit, tract, seed, 0, 13);
            Rows high = Rows.of(circuit, tract, seed, 13, 40);
            for (int pre = 0; pre < 40; pre++) {
                assertArrayEquals(listed(whole.row(pre), 0, 13), listed(low.row(pre), 0, 13));
                assertArrayEquals(listed(whole.row(pre), 13, 40), listed(high.row(pre), 0, 27));
                Row row = whole.row(pre);
                for (int k = 0; k < row.count; k++) {
                    assertTrue(row.delays[k] >= (k == 0 ? 2_000_000 : row.delays[k - 1]));
                    assertTrue(row.delays[k] <= 10_000_001);
                }
            }
        }
    }

    private static String[] listed(Row row, int first, int end) {
        return IntStream.range(0, row.count)
                .filter(k -> row.target(k) >= first && row.target(k) < end)
                .mapToObj(k -> row.target(k) - first + " " + row.weights[k] + " " + row.delays[k])
                .toArray(String[]::new);
    }

    /** Means of drawn weights at 5 standard errors: false alarm 2e-6. */
    @Test
    void weightsFollowTheirDistribution() {
        Values[] values = {new Values.Normal(-1, 0.5), new Values.LogNormal(-1, 0.5), new Values.Uniform(-1, 3)};
        double[] means = {-1, Math.exp(-1 + 0.125), 1};
        double[] deviations = {0.5, Math.exp(-1 + 0.125) * Math.sqrt(Math.exp(0.25) - 1), 4 / Math.sqrt(12)};
        for (int v = 0; v < values.length; v++) {
            Values value = values[v];
            Circuit circuit = feedforward(100, 100, new Connectivity.AllToAll(), w -> w.weights(value));
            Rows rows = Rows.of(circuit, circuit.tracts().get(0), 1, 0, 100);
            double sum = 0;
            for (int pre = 0; pre < 100; pre++) {
                Row row = rows.row(pre);
                for (int k = 0; k < 100; k++) {
                    sum += row.weights[k];
                    assertTrue(row.weights[k] >= value.minimum() - 1e-6 && row.weights[k] <= value.maximum() + 1e-6);
                }
            }
            assertEquals(means[v], sum / 10_000, 5 * deviations[v] / 100);
        }
    }
}
