package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamPropertyTest {
    private static final int MOST = 300;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 123_456_789_012L, Long.MIN_VALUE})
    void theDrawOfANeuronDoesNotDependOnHowManyAreDrawn(long presentation) {
        RandomStream stream = new RandomStream(presentation * 31, "prefix");
        float[] uniforms = new float[MOST];
        float[] normals = new float[MOST];
        stream.uniforms(presentation, 3, uniforms, MOST);
        stream.normals(presentation, 3, normals, MOST);
        for (int n = 0; n < MOST; n++) {
            float[] prefix = new float[n];
            stream.uniforms(presentation, 3, prefix, n);
            assertTrue(Arrays.equals(uniforms, 0, n, prefix, 0, n));
            stream.normals(presentation, 3, prefix, n);
            assertTrue(Arrays.equals(normals, 0, n, prefix, 0, n));
        }
    }

    /** From one neuron and presentation to more than are computed together. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 10, 200, 784, 5000})
    void presentationsDrawnTogetherGiveWhatEachGivesAlone(int n) {
        RandomStream stream = new RandomStream(5, "together");
        long[] presentations = {7, 8, -1, 1L << 40, 0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 99
        };
        int rows = presentations.length - 1;
        float[][] uniforms = new float[rows + 1][n + 1];
        float[][] normals = new float[rows + 1][n + 1];
        stream.uniforms(presentations, rows, 2, uniforms, n);
        stream.normals(presentations, rows, 2, normals, n);
        float[] alone = new float[n + 1];
        for (int row = 0; row < rows; row++) {
            stream.uniforms(presentations[row], 2, alone, n);
            assertArrayEquals(alone, uniforms[row]);
            stream.normals(presentations[row], 2, alone, n);
            alone[n] = 0;
            assertArrayEquals(alone, normals[row]);
            Arrays.fill(alone, 0f);
        }
        assertArrayEquals(new float[n + 1], uniforms[rows]);
        assertArrayEquals(new float[n + 1], normals[rows]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.01, 0.1, 0.3, 0.6, 1.0})
    void chosenAndScalarFormsGiveTheDenseValues(double density) {
        Random random = new Random(7);
        RandomStream stream = new RandomStream(9, "sparse");
        float[] dense = new float[MOST];
        for (int trial = 0; trial < 50; trial++) {
            long[] presentations = {trial, -trial, trial + (1L << 33)};
            int[] end = new int[3];
            int[] groups = new int[3 * MOST / 4];
            int count = 0;
            for (int row = 0; row < 3; row++) {
                for (int group = 0; group < MOST / 4; group++) {
                    groups[count] = group;
                    count += random.nextDouble() < density ? 1 : 0;
                    count = Math.min(count, groups.length - 1);
                }
                end[row] = count;
            }
            int factor = 1 + random.nextInt(256);
            int[][] whole = stream.wholeUniforms(presentations, 3, -trial, factor, groups, end);
            int[][] copy = {whole[0].clone(), whole[1].clone(), whole[2].clone(), whole[3].clone()};
            int row = 0;
            for (int k = 0; k < count; k++) {
                for (; k == end[row]; row++) {}
                stream.uniforms(presentations[row], -trial, dense, MOST);
                for (int j = 0; j < 4; j++) {
                    int neuron = 4 * groups[k] + j;
                    assertEquals((int) (factor * (double) dense[neuron]), copy[j][k]);
                    assertEquals(dense[neuron], stream.uniform(presentations[row], -trial, neuron));
                }
            }
        }
    }

    @Test
    void drawingAgainOrInAnotherOrderChangesNothing() {
        RandomStream stream = new RandomStream(1, "order");
        long first = stream.bits(5, 6, 7);
        stream.permutation(5, new int[100]);
        stream.normals(5, 6, new float[20], 20);
        stream.exponential(5, 6, 7);
        assertEquals(first, stream.bits(5, 6, 7));
        assertEquals(first, new RandomStream(1, "order").bits(5, 6, 7));
    }

    /** Among 64-bit words a repetition has a chance of 10⁻¹³ here. */
    @Test
    void everyPartOfTheAddressMatters() {
        Set<Long> seen = new HashSet<>();
        int drawn = 0;
        for (long seed = -1; seed <= 1; seed++) {
            for (String name : new String[] {"", "a", "b", "aa", "ä"}) {
                RandomStream stream = new RandomStream(seed, name);
                for (long presentation : new long[] {0, 1, 2, 1L << 32, -1}) {
                    for (int cycle = -1; cycle <= 2; cycle++) {
                        for (int neuron = 0; neuron < 10; neuron++) {
                            seen.add(stream.bits(presentation, cycle, neuron));
                            seen.add(firstUniforms(stream, presentation, cycle, neuron));
                            drawn += 2;
                        }
                    }
                }
            }
        }
        assertEquals(drawn, seen.size());
    }

    /** 48 bits from two of the four uniform numbers of a group of neurons: a repetition has a chance of 10⁻⁹ here. */
    private static long firstUniforms(RandomStream stream, long presentation, int cycle, int group) {
        long first = (long) (stream.uniform(presentation, cycle, 4 * group) * 0x1p24f);
        return -1 - (first << 24 | (long) (stream.uniform(presentation, cycle, 4 * group + 1) * 0x1p24f));
    }

    /**
     * Each draw is mapped back to the fraction of its word's range that it would be made from; a block shared by two kinds would
     * show as two nearly equal fractions. By chance 120 pairs come that near once in 500 addresses.
     */
    @Test
    void kindsOfDrawShareNothing() {
        RandomStream stream = new RandomStream(3, "kinds");
        float[] normals = new float[4];
        stream.normals(8, 0, normals, 4);
        float[] uniforms = new float[4];
        stream.uniforms(8, 0, uniforms, 4);
        double[] fractions = new double[16];
        for (int i = 0; i < 4; i++) {
            // The top bit of the word is the sign, the others grow as the magnitude falls.
            double exceeded = Erf.erfc(Math.abs(normals[i]) / Math.sqrt(2)) / 2;
            fractions[i] = normals[i] < 0 ? 0.5 + exceeded : exceeded;
            fractions[4 + i] = uniforms[i];
            fractions[8 + i] = Math.exp(-stream.exponential(8, 0, i));
            fractions[12 + i] = (stream.bits(8, 0, i) >>> 11) * 0x1p-53;
        }
        Arrays.sort(fractions);
        for (int i = 1; i < fractions.length; i++) {
            assertTrue(fractions[i] - fractions[i - 1] > 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 1000, 60_000})
    void aPermutationHoldsEveryIndexOnce(int size) {
        int[] permutation = new int[size];
        Arrays.fill(permutation, -9);
        new RandomStream(4, "order").permutation(12, permutation);
        boolean[] seen = new boolean[size];
        for (int i : permutation) {
            assertTrue(!seen[i]);
            seen[i] = true;
        }
    }
}
