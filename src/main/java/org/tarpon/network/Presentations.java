package org.tarpon.network;

/**
 * What the lanes of one block are showing: for each lane the sample, its label, and the number that addresses the
 * random draws of this presentation.
 */
public final class Presentations {
    private final long[] number;
    private final int[] sample;
    private final int[] label;
    private int active;
    private int cycle;
    private boolean still;

    Presentations(int lanes) {
        number = new long[lanes];
        sample = new int[lanes];
        label = new int[lanes];
    }

    /** Lanes there is room for. */
    public int capacity() {
        return number.length;
    }

    /** Lanes in use: the first of the block. */
    public int active() {
        return active;
    }

    /** The cycle of the presentation that is running, from 0. */
    public int cycle() {
        return cycle;
    }

    public long number(int lane) {
        return number[lane];
    }

    /** The numbers of all lanes, [capacity]; only those of active lanes mean anything. Not to be written to. */
    public long[] numbers() {
        return number;
    }

    public int sample(int lane) {
        return sample[lane];
    }

    /** The samples of all lanes, as {@link #numbers}. */
    public int[] samples() {
        return sample;
    }

    /** The class of the sample, from 0. */
    public int label(int lane) {
        return label[lane];
    }

    /**
     * Whether the source sends what it last sent, through the same weights: what neurons received from it alone is still
     * in place.
     */
    public boolean isStill() {
        return still;
    }

    public void clear() {
        active = 0;
        still = false;
    }

    /**
     * Shows the same samples once more, with other draws.
     *
     * @param step what is added to their numbers
     * @param still see {@link #isStill}; until the next {@link #clear}
     */
    public void repeat(long step, boolean still) {
        for (int lane = 0; lane < active; lane++) {
            number[lane] += step;
        }
        this.still = still;
    }

    public void setCycle(int cycle) {
        this.cycle = cycle;
    }

    /** Puts a sample into the next free lane. */
    public void add(long number, int sample, int label) {
        this.number[active] = number;
        this.sample[active] = sample;
        this.label[active] = label;
        active++;
    }
}
