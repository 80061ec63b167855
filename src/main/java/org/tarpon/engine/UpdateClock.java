package org.tarpon.engine;

import org.tarpon.math.Exponentials;
import org.tarpon.random.RandomStream;
import org.tarpon.state.Archive;

/**
 * The updates of n neurons, each a Poisson process of the same rate: together they are one Poisson process of n times the
 * rate whose events fall on neurons drawn uniformly (superposition). So no neuron needs a place in a queue, and the cost of
 * an update does not depend on n.
 *
 * <p>One block of random words an update gives its gap, its neuron and a uniform number for the neuron's own use, addressed
 * by the number of the update. They are made some in advance: nothing about them depends on the simulation.
 */
public final class UpdateClock {
    private static final int BATCH = 64;
    private static final double FOREVER = 0x1p62;

    private final RandomStream draws;
    private final int slice;
    private final int first;
    private final int end;
    private final long twiceSize;
    private final double meanGap; // nanoseconds
    private final long[] words = new long[4];
    private final long[] times = new long[BATCH];
    private final int[] neurons = new int[BATCH];
    private final double[] uniforms = new double[BATCH];
    private int position = BATCH;
    private long drawn;
    private long lastTime;
    private double fraction; // by which the last event is later than the whole nanosecond of lastTime
    private long batchDrawn; // these three as they were before the present batch was made
    private long batchTime;
    private double batchFraction;

    /**
     * @param slice which part of its population this is, for the address of the draws
     * @param first local index of the first of these neurons
     * @param size how many, at least 1
     * @param rate hertz, positive
     */
    public UpdateClock(RandomStream draws, int slice, int first, int size, double rate) {
        this(draws, slice, first, size, rate, first + size);
    }

    /**
     * The same, but only those of the updates that fall on neurons from 0 to {@code end - 1}: whoever has a part of the
     * neurons sees the updates that it would see of a clock for all.
     *
     * @param first may be negative
     */
    UpdateClock(RandomStream draws, int slice, int first, int size, double rate, int end) {
        this.draws = draws;
        this.slice = slice;
        this.first = first;
        this.end = end;
        this.twiceSize = 2L * size;
        this.meanGap = 1e9 / (rate * size);
        advance();
    }

    /** Which part of its population this is. */
    int slice() {
        return slice;
    }

    /** Time of the next update in nanoseconds. */
    public long time() {
        return times[position];
    }

    public int neuron() {
        return neurons[position];
    }

    /** Uniform in [0, 1). */
    public double uniform() {
        return uniforms[position];
    }

    /** Goes on to the update after the next. */
    public void advance() {
        if (++position >= BATCH) {
            fill();
            position = 0;
        }
    }

    /**
     * Lists what the updates from a time on follow from; those before it have been, and no other. Neither how many are made in
     * advance shows nor which of them fall on these neurons.
     */
    public void state(Archive archive, long now) {
        if (!archive.isReading()) {
            rewind(now);
        }
        drawn = archive.number("drawn", drawn);
        lastTime = archive.number("last time", lastTime);
        fraction = archive.real("fraction", fraction);
        fill();
        position = 0;
    }

    /** Goes back to before the first update of all that is not earlier than a time. */
    private void rewind(long now) {
        drawn = batchDrawn;
        lastTime = batchTime;
        fraction = batchFraction;
        while (true) {
            long time = lastTime;
            double rest = fraction;
            draw();
            if (lastTime >= now) {
                drawn--;
                lastTime = time;
                fraction = rest;
                return;
            }
        }
    }

    private void fill() {
        batchDrawn = drawn;
        batchTime = lastTime;
        batchFraction = fraction;
        for (int i = 0; i < BATCH; ) {
            draw();
            times[i] = lastTime;
            neurons[i] = first + (int) Math.multiplyHigh(words[1] >>> 1, twiceSize);
            uniforms[i] = RandomStream.toDouble(words[2]);
            i += neurons[i] >= 0 && neurons[i] < end || lastTime == Long.MAX_VALUE ? 1 : 0;
        }
    }

    /** Goes on to the next update of all. */
    private void draw() {
        draws.words(drawn++, 0, slice, words);
        // 1 − u lies in (0, 1], so that the gap is finite.
        double gap = fraction - meanGap * Exponentials.log(1 - RandomStream.toDouble(words[0]));
        if (gap < FOREVER - lastTime) {
            long whole = (long) gap;
            lastTime += whole;
            fraction = gap - whole;
        } else {
            lastTime = Long.MAX_VALUE;
            fraction = 0;
        }
    }
}
