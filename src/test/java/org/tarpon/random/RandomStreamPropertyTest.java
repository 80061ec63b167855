package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.3, 0.6, 1.0})
    void sparseAndScalarFormsGiveTheDenseValues(double density) {
        Random random = new Random(7);
        RandomStream stream = new RandomStream(9, "sparse");
        float[] dense = new float[MOST];
        float[] sparse = new float[MOST];
        for (int trial = 0; trial < 50; trial++) {
            int[] index = IntStream.range(0, MOST)
                    .filter(i -> random.nextDouble() < density)
                    .toArray();
            stream.uniforms(trial, -trial, dense, MOST);
            stream.uniforms(trial, -trial, index, index.length, sparse);
            for (int k = 0; k < index.length; k++) {
                assertEquals(dense[index[k]], sparse[k]);
                assertEquals(dense[index[k]], stream.uniform(trial, -trial, index[k]));
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
                            drawn++;
                        }
                    }
                }
            }
        }
        assertEquals(drawn, seen.size());
    }

    /**
     * Each draw is mapped back to the fraction of 2⁶⁴ that it would be made from; a block shared by two kinds would show as
     * two nearly equal fractions. By chance 120 pairs come that near once in 500 addresses.
     */
    @Test
    void kindsOfDrawShareNothing() {
        RandomStream stream = new RandomStream(3, "kinds");
        float[] normals = new float[4];
        stream.normals(8, 0, normals, 4);
        float[] uniforms = new float[8];
        stream.uniforms(8, 0, uniforms, 8);
        double[] fractions = new double[16];
        for (int i = 0; i < 4; i++) {
            double signed = 0.5 - Erf.erfc(normals[i] / Math.sqrt(2)) / 2;
            fractions[i] = signed < 0 ? signed + 1 : signed;
            fractions[4 + i] = uniforms[2 * i + 1];
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
