package org.tarpon.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A named stream of random numbers, each of which is a pure function of (seed, name, presentation, cycle, neuron).
 *
 * <p>The numbers are the outputs of a counter-based generator under the key (seed, first eight bytes of the SHA-256 of the
 * name) for the counter (block of neurons, cycle, presentation, kind of draw). Uniform and normal numbers, which whole populations
 * draw at once, are those of {@link Threefry4x32}, 32 bits each; all others, drawn one address at a time, those of
 * {@link Philox4x64}. Draws of different kinds are independent even at the same address. Drawing twice at one address gives the
 * same number twice: whoever needs several independent numbers there uses several names.
 *
 * <p>With uniforms r a neuron of probability p fires, r &lt; p, with probability p rounded up to a multiple of 2⁻²⁴ = 6·10⁻⁸:
 * exactly p from 1/2 on, and nearer than the 1.4·10⁻⁷ to which the sigmoid knows p elsewhere. p = 0 never fires, p = 1 always.
 *
 * <p>Drawing allocates nothing, for which an instance keeps scratch memory: it belongs to one thread. Instances of equal
 * seed and name draw the same numbers, so every thread can have its own.
 *
 * <p>The parameters mean the same in all methods: <em>presentation</em> and <em>cycle</em> may be any number, a
 * <em>neuron</em> is an index from 0 on.
 */
public final class RandomStream {
    /** Kinds of draw by Philox: the last word of the counter, so that no two kinds ever share a block. */
    private static final long EXPONENTIAL = 2;

    private static final long BITS = 3;
    private static final long PERMUTATION = 4;
    private static final long WORDS = 5;
    private static final long INTEGERS = 6;
    private static final long SUBSET = 7;

    /** Words of 32 bits in a block. */
    private static final int WORDS_32 = 2 * Philox4x64.BLOCK;

    private final long key0;
    private final long key1;
    private final WordBlocks blocks;
    private final long[] block = new long[Philox4x64.BLOCK];
    private long[] marks = new long[0]; // one bit an integer, all zero between calls

    /**
     * @param seed the seed of the run
     * @param name what is drawn, such as "hidden1/spikes"; two purposes with one name would draw the same numbers
     */
    public RandomStream(long seed, String name) {
        key0 = seed;
        key1 = firstBytesOfSha256(name);
        blocks = new WordBlocks((int) key0, (int) (key0 >>> 32), (int) key1, (int) (key1 >>> 32));
    }

    private static long firstBytesOfSha256(String name) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /**
     * Uniform numbers in [0, 1), multiples of 2⁻²⁴, of the neurons 0 to n - 1. What a neuron gets does not depend on n.
     *
     * @param out receives the number of neuron i in element i
     * @param n from 0 to {@code out.length}
     */
    public void uniforms(long presentation, int cycle, float[] out, int n) {
        Objects.checkFromIndexSize(0, n, out.length);
        blocks.draw(WordBlocks.UNIFORM, presentation, cycle, 0, WordBlocks.blocks(n));
        blocks.uniforms(0, out, n);
    }

    /**
     * The same for several presentations, which costs less together.
     *
     * @param presentations only the first {@code rows} are read
     * @param out receives the number of neuron i in presentation {@code presentations[row]} in element [row][i]
     */
    public void uniforms(long[] presentations, int rows, int cycle, float[][] out, int n) {
        draw(WordBlocks.UNIFORM, presentations, rows, cycle, out, n);
    }

    private void draw(int kind, long[] presentations, int rows, int cycle, float[][] out, int n) {
        int together = WordBlocks.rowsTogether(n);
        for (int row = 0; row < rows; row++) {
            Objects.checkFromIndexSize(0, n, out[row].length);
            int place = row % together;
            if (place == 0) {
                int end = Math.min(rows, row + together);
                blocks.draw(kind, presentations, row, end, cycle, WordBlocks.blocks(n));
            }
            if (kind == WordBlocks.UNIFORM) {
                blocks.uniforms(place * WordBlocks.blocks(n), out[row], n);
            } else {
                blocks.normals(place * WordBlocks.blocks(n), out[row], n);
            }
        }
    }

    /** The uniform number of one neuron, the same as the array forms give; an array form costs much less per number. */
    public float uniform(long presentation, int cycle, int neuron) {
        blocks.draw(WordBlocks.UNIFORM, presentation, cycle, neuron / Threefry4x32.BLOCK, 1);
        return WordBlocks.uniform(blocks.words()[neuron % Threefry4x32.BLOCK][0]);
    }

    /**
     * The uniform numbers r of chosen groups of four neighbouring neurons, times a factor and rounded down: whole numbers from 0 to
     * factor - 1. For whoever needs those of few neurons among many.
     *
     * @param presentations only the first {@code rows} are read
     * @param factor 1 to 256
     * @param groups those of each presentation, one presentation after the other; group g is of the neurons 4g to 4g + 3
     * @param end where the groups of each presentation end
     * @return ⌊factor · r⌋ of neuron {@code 4 * groups[k] + j} in element [j][k]; good until the next call
     */
    public int[][] wholeUniforms(long[] presentations, int rows, int cycle, int factor, int[] groups, int[] end) {
        return blocks.wholeUniforms(presentations, rows, cycle, factor, groups, end);
    }

    /**
     * Standard normal numbers of the neurons 0 to n - 1, by inversion of 32 bits each; always finite, at most 6.34 in
     * magnitude, symmetric about 0. What a neuron gets does not depend on n.
     *
     * @param out receives the number of neuron i in element i
     * @param n from 0 to {@code out.length}
     */
    public void normals(long presentation, int cycle, float[] out, int n) {
        Objects.checkFromIndexSize(0, n, out.length);
        blocks.draw(WordBlocks.NORMAL, presentation, cycle, 0, WordBlocks.blocks(n));
        blocks.normals(0, out, n);
    }

    /**
     * The same for several presentations, which costs less together.
     *
     * @param presentations only the first {@code rows} are read
     * @param out receives the number of neuron i in presentation {@code presentations[row]} in element [row][i]
     */
    public void normals(long[] presentations, int rows, int cycle, float[][] out, int n) {
        draw(WordBlocks.NORMAL, presentations, rows, cycle, out, n);
    }

    /** An exponentially distributed number of mean 1, by inversion of 52 bits; positive, and at most 36.8. */
    public double exponential(long presentation, int cycle, int neuron) {
        double uniform = ((bits(presentation, cycle, neuron, EXPONENTIAL) >>> 12) + 0.5) * 0x1p-52;
        return -StrictMath.log(uniform);
    }

    /** 64 random bits. */
    public long bits(long presentation, int cycle, int neuron) {
        return bits(presentation, cycle, neuron, BITS);
    }

    /**
     * A whole block of 256 random bits, for draws that need several numbers at one address.
     *
     * @param out receives them in elements 0 to 3
     */
    public void words(long presentation, int cycle, int neuron, long[] out) {
        Philox4x64.block(neuron, cycle, presentation, WORDS, key0, key1, out);
    }

    /** The number in [0, 1), a multiple of 2⁻⁵³, that a random word stands for. */
    public static double toDouble(long word) {
        return (word >>> 11) * 0x1p-53;
    }

    /**
     * Independent integers, all of 0 to bound - 1 equally likely.
     *
     * @param bound positive
     * @param out receives them in its first {@code count} elements
     */
    public void integers(long presentation, int bound, int[] out, int count) {
        Objects.checkFromIndexSize(0, count, out.length);
        draw(presentation, INTEGERS, bound, out, count, false);
    }

    /**
     * A subset of 0 to bound - 1, all of its size equally likely, in no particular order.
     *
     * @param bound positive
     * @param out receives the subset in its first {@code count} elements
     * @param count size of the subset, at most {@code bound}
     */
    public void subset(long presentation, int bound, int[] out, int count) {
        Objects.checkFromIndexSize(0, count, Math.min(bound, out.length));
        if (marks.length < (bound + 63) / 64) {
            marks = new long[(bound + 63) / 64];
        }
        if (count <= bound / 2) {
            draw(presentation, SUBSET, bound, out, count, true);
            for (int i = 0; i < count; i++) {
                marks[out[i] >> 6] = 0;
            }
            return;
        }
        // Fewer are left out than taken: draw those. They fit into out, and are read before they are overwritten.
        draw(presentation, SUBSET, bound, out, bound - count, true);
        int taken = 0;
        for (int i = 0; taken < count; i++) {
            if ((marks[i >> 6] >>> i & 1) == 0) {
                out[taken++] = i;
            }
        }
        Arrays.fill(marks, 0, (bound + 63) / 64, 0);
    }

    /** Lemire's bounded draws (ACM TOMACS 29:3, 2019); with {@code distinct}, marks each and draws the marked again. */
    private void draw(long presentation, long kind, int bound, int[] out, int count, boolean distinct) {
        long rejected = (1L << 32) % bound;
        int taken = 0;
        for (int index = 0; taken < count; index++) {
            fill(index, 0, presentation, kind);
            taken = distinct
                    ? takeDistinct(block, bound, rejected, out, taken, count, marks)
                    : takeAny(block, bound, rejected, out, taken, count);
        }
    }

    private static int takeAny(long[] block, int bound, long rejected, int[] out, int taken, int count) {
        int n = taken;
        for (int i = 0; i < WORDS_32 && n < count; i++) {
            long product = (block[i >> 1] >>> (i << 5) & 0xFFFFFFFFL) * bound;
            out[n] = (int) (product >>> 32);
            n += (product & 0xFFFFFFFFL) >= rejected ? 1 : 0;
        }
        return n;
    }

    private static int takeDistinct(
            long[] block, int bound, long rejected, int[] out, int taken, int count, long[] marks) {
        int n = taken;
        for (int i = 0; i < WORDS_32 && n < count; i++) {
            long product = (block[i >> 1] >>> (i << 5) & 0xFFFFFFFFL) * bound;
            int value = (int) (product >>> 32);
            if ((product & 0xFFFFFFFFL) < rejected) {
                continue;
            }
            long mark = 1L << value;
            long marked = marks[value >> 6];
            out[n] = value;
            marks[value >> 6] = marked | mark;
            n += (marked & mark) == 0 ? 1 : 0;
        }
        return n;
    }

    /**
     * A permutation of 0 to {@code out.length} - 1, all equally likely. Permutations of different lengths are unrelated.
     *
     * @param out receives the permutation; what it held is lost
     */
    public void permutation(long presentation, int[] out) {
        int drawn = 0;
        for (int i = 0; i < out.length; i++) {
            // Lemire's bounded draw (ACM TOMACS 29:3, 2019): the high half of word · bound is uniform below the bound
            // once the words with the lowest (2³² mod bound) low halves are rejected.
            long bound = i + 1L;
            long rejected = (1L << 32) % bound;
            long product;
            do {
                if (drawn % WORDS_32 == 0) {
                    fill(drawn / WORDS_32, 0, presentation, PERMUTATION);
                }
                product = Integer.toUnsignedLong(word(drawn)) * bound;
                drawn++;
            } while (Integer.toUnsignedLong((int) product) < rejected);
            // Fisher-Yates from the inside out: i joins at a random place, whose holder moves to the end.
            int place = (int) (product >>> 32);
            out[i] = out[place];
            out[place] = i;
        }
    }

    private long bits(long presentation, int cycle, int neuron, long kind) {
        fill(neuron / Philox4x64.BLOCK, cycle, presentation, kind);
        return block[neuron % Philox4x64.BLOCK];
    }

    private void fill(int index, int cycle, long presentation, long kind) {
        Philox4x64.block(index, cycle, presentation, kind, key0, key1, block);
    }

    /** The 32-bit word of the block that belongs to an element; the low half of a long comes first. */
    private int word(int element) {
        int i = element % WORDS_32;
        return (int) (block[i >> 1] >>> (i << 5));
    }
}
