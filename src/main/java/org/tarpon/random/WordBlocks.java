package org.tarpon.random;

import java.util.Arrays;

/**
 * {@link Threefry4x32} blocks of many addresses, computed together, and the numbers made of them. The counter is (block of
 * four neurons and kind of draw, cycle, presentation), so that the four words of a block belong to neighbouring neurons.
 *
 * <p>Loops over many blocks are the point: C2 runs what is left before and after its vectors one by one, which for the fifty
 * blocks of one population in one presentation is half of the time.
 */
final class WordBlocks {
    /** Kinds of draw: the top bits of the counter's first word, which no block of neurons reaches. */
    static final int UNIFORM = 0;

    static final int NORMAL = 1 << 30;

    private static final int BLOCK = Threefry4x32.BLOCK;

    /** So many that vector loops are long, so few that they stay in the first-level cache: 16 KiB. */
    private static final int TOGETHER = 1024;

    private final int[] key;
    private int[][] words = new int[BLOCK][0];

    /** @param key the least significant word first */
    WordBlocks(int... key) {
        this.key = key;
    }

    /** Words of the blocks last drawn, [place in the block][block]. */
    int[][] words() {
        return words;
    }

    /** Blocks for n neurons. */
    static int blocks(int n) {
        return (n + BLOCK - 1) / BLOCK;
    }

    /** Presentations of n neurons that are best drawn together. */
    static int rowsTogether(int n) {
        return Math.max(1, TOGETHER / Math.max(1, blocks(n)));
    }

    /** Draws blocks of one presentation. */
    void draw(int kind, long presentation, int cycle, int firstBlock, int count) {
        reserve(count);
        number(count, kind + firstBlock);
        address(0, count, presentation);
        compute(count, cycle);
    }

    /** Draws the blocks from 0 on of several presentations, one presentation after the other. */
    void draw(int kind, long[] presentations, int from, int to, int cycle, int blocks) {
        int count = (to - from) * blocks;
        reserve(count);
        number(blocks, kind);
        for (int row = from; row < to; row++) {
            int first = (row - from) * blocks;
            System.arraycopy(words[0], 0, words[0], first, blocks);
            address(first, first + blocks, presentations[row]);
        }
        compute(count, cycle);
    }

    /** ⌊factor · r⌋ of the uniform numbers r of chosen blocks: of presentation number {@code row} those up to {@code end[row]}. */
    int[][] wholeUniforms(long[] presentations, int rows, int cycle, int factor, int[] chosen, int[] end) {
        int count = rows == 0 ? 0 : end[rows - 1];
        reserve(count);
        System.arraycopy(chosen, 0, words[0], 0, count);
        for (int row = 0, first = 0; row < rows; row++) {
            address(first, end[row], presentations[row]);
            first = end[row];
        }
        compute(count, cycle);
        for (int[] ofPlace : words) {
            scale(ofPlace, count, factor);
        }
        return words;
    }

    private static void scale(int[] words, int n, int factor) {
        for (int i = 0; i < n; i++) {
            words[i] = (words[i] >>> 8) * factor >>> 24;
        }
    }

    private void reserve(int blocks) {
        if (words[0].length < blocks) {
            int room = Math.max(blocks, Math.min(2 * blocks, TOGETHER));
            // With its header each array fills whole cache lines, so that all four lie alike in them and none is read
            // across
            // their bounds when the others are not.
            words = new int[BLOCK][(room + 15 & -16) + 12];
        }
    }

    private void number(int count, int first) {
        int[] index = words[0];
        for (int i = 0; i < count; i++) {
            index[i] = first + i;
        }
    }

    private void address(int from, int to, long presentation) {
        Arrays.fill(words[2], from, to, (int) presentation);
        Arrays.fill(words[3], from, to, (int) (presentation >>> 32));
    }

    private void compute(int blocks, int cycle) {
        Arrays.fill(words[1], 0, blocks, cycle);
        Threefry4x32.blocks(words, blocks, key[0], key[1], key[2], key[3]);
    }

    /** The uniform numbers of n neurons, of which the first has the first word of block {@code first}. */
    void uniforms(int first, float[] out, int n) {
        int[] w0 = words[0];
        int[] w1 = words[1];
        int[] w2 = words[2];
        int[] w3 = words[3];
        int whole = n / BLOCK;
        for (int i = 0; i < whole; i++) {
            out[BLOCK * i] = uniform(w0[first + i]);
            out[BLOCK * i + 1] = uniform(w1[first + i]);
            out[BLOCK * i + 2] = uniform(w2[first + i]);
            out[BLOCK * i + 3] = uniform(w3[first + i]);
        }
        for (int i = BLOCK * whole; i < n; i++) {
            out[i] = uniform(words[i % BLOCK][first + whole]);
        }
    }

    /** The normal numbers of n neurons, of which the first has the first word of block {@code first}. */
    void normals(int first, float[] out, int n) {
        int[] w0 = words[0];
        int[] w1 = words[1];
        int[] w2 = words[2];
        int[] w3 = words[3];
        int whole = n / BLOCK;
        for (int i = 0; i < whole; i++) {
            out[BLOCK * i] = NormalTable.normal(w0[first + i]);
            out[BLOCK * i + 1] = NormalTable.normal(w1[first + i]);
            out[BLOCK * i + 2] = NormalTable.normal(w2[first + i]);
            out[BLOCK * i + 3] = NormalTable.normal(w3[first + i]);
        }
        for (int i = BLOCK * whole; i < n; i++) {
            out[i] = NormalTable.normal(words[i % BLOCK][first + whole]);
        }
    }

    /** The top 24 bits, which a float holds exactly. */
    static float uniform(int word) {
        return (word >>> 8) * 0x1p-24f;
    }
}
