package org.tarpon.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private final RandomStream stream = new RandomStream(42, "hidden1/spikes");

    /** The definition, spelt out for a name whose digest anyone can look up: SHA-256("abc") begins ba7816bf 8f01cfea. */
    @Test
    void uniformsAreTheTopBitsOfTheThreefryWords() {
        int[][] x = {{4}, {7}, {0xd4a51000}, {0xe8}};
        Threefry4x32.blocks(x, 1, -5, -1, 0x8f01cfea, 0xba7816bf);
        RandomStream abc = new RandomStream(-5, "abc");
        for (int i = 0; i < 4; i++) {
            assertEquals((x[i][0] >>> 8) / (float) (1 << 24), abc.uniform(1_000_000_000_000L, 7, 16 + i));
        }
    }

    /** As above; normal numbers have a counter of their own. */
    @Test
    void normalsAreMadeOfThreefryWords() {
        int[][] x = {{1 << 30 | 4}, {7}, {0xd4a51000}, {0xe8}};
        Threefry4x32.blocks(x, 1, -5, -1, 0x8f01cfea, 0xba7816bf);
        float[] normals = new float[20];
        new RandomStream(-5, "abc").normals(1_000_000_000_000L, 7, normals, 20);
        for (int i = 0; i < 4; i++) {
            assertEquals(NormalTable.normal(x[i][0]), normals[16 + i]);
        }
    }

    /** Golden values: whoever changes one of these changes every published digest. */
    @Test
    void drawsNeverChange() {
        float[] uniforms = new float[784];
        stream.uniforms(59_999, 1, uniforms, uniforms.length);
        float[] normals = new float[20_000];
        stream.normals(59_999, 1, normals, normals.length);
        int[] permutation = new int[60_000];
        stream.permutation(3, permutation);
        long[] exponentials = new long[1000];
        Arrays.setAll(exponentials, i -> Double.doubleToRawLongBits(stream.exponential(i, 2, 5)));
        assertEquals(
                "214503429 -821516589 878427547 1407194816 74d8d3d3b57666a4",
                Arrays.hashCode(uniforms) + " " + Arrays.hashCode(normals) + " "
                        + Arrays.hashCode(permutation) + " " + Arrays.hashCode(exponentials) + " "
                        + Long.toHexString(stream.bits(59_999, 1, 199)));
    }

    @Test
    void nothingIsDrawnForNobody() {
        float[] out = {7};
        stream.uniforms(0, 0, out, 0);
        stream.uniforms(new long[0], 0, 0, new float[0][], 5);
        stream.wholeUniforms(new long[0], 0, 0, 255, new int[0], new int[0]);
        stream.normals(0, 0, out, 0);
        assertEquals(7, out[0]);
        int[] empty = {};
        stream.permutation(0, empty);
        int[] single = {5};
        stream.permutation(0, single);
        assertArrayEquals(new int[] {0}, single);
    }

    @Test
    void nothingIsWrittenBeyondN() {
        float[] out = new float[24];
        Arrays.fill(out, 7);
        stream.uniforms(0, 0, out, 11);
        stream.normals(0, 0, out, 9);
        for (int i = 11; i < 24; i++) {
            assertEquals(7, out[i]);
        }
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        float[] out = new float[8];
        assertThrows(IndexOutOfBoundsException.class, () -> stream.uniforms(0, 0, out, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> stream.uniforms(0, 0, out, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> stream.normals(0, 0, out, 9));
        float[][] rows = {new float[9], out};
        assertThrows(IndexOutOfBoundsException.class, () -> stream.uniforms(new long[2], 2, 0, rows, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> stream.normals(new long[2], 2, 0, rows, 9));
    }

    /** A subset is drawn directly up to half of the bound and by what it leaves out above; both leave no marks behind. */
    @Test
    void subsetsHaveDistinctMembersAndDoNotDependOnWhatWasDrawnBefore() {
        int[] out = new int[1000];
        for (int bound : new int[] {1, 2, 63, 64, 65, 1000}) {
            for (int count : new int[] {0, 1, bound / 2, bound / 2 + 1, bound}) {
                int size = Math.min(count, bound);
                stream.subset(7, bound, out, size);
                int[] first = Arrays.copyOf(out, size);
                assertEquals(size, Arrays.stream(first).distinct().count());
                assertEquals(
                        0, Arrays.stream(first).filter(i -> i < 0 || i >= bound).count());
                stream.subset(8, 999, out, 998);
                new RandomStream(42, "hidden1/spikes").subset(7, bound, out, size);
                assertArrayEquals(first, Arrays.copyOf(out, size));
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> stream.subset(7, 10, out, 11));
    }

    /** Golden values, as above. */
    @Test
    void integersSubsetsAndWordsNeverChange() {
        int[] integers = new int[500];
        stream.integers(3, 1_000_003, integers, 500);
        int[] subset = new int[500];
        stream.subset(3, 1_000_003, subset, 500);
        long[] words = new long[4];
        stream.words(5, 1, 9, words);
        assertEquals(
                0, Arrays.stream(integers).filter(i -> i < 0 || i >= 1_000_003).count());
        assertEquals(
                "-600943673 -1887632147 1158900828",
                Arrays.hashCode(integers) + " " + Arrays.hashCode(subset) + " " + Arrays.hashCode(words));
    }
}
