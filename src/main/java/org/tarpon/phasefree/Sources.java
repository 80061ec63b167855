package org.tarpon.phasefree;

import java.util.Arrays;
import org.tarpon.math.Exponentials;
import org.tarpon.random.RandomStream;
import org.tarpon.state.Archive;

/**
 * The source neurons of one lane: each updates at random instants, and is then 1 with the probability that its pixel
 * says. Updates that cannot change anything, such as those of a black pixel's neuron that is 0 already, are left out: what
 * is left is a Poisson process again, of a rate that changes only when an image comes or a neuron has found its state.
 */
final class Sources {
    private static final long NEVER = Long.MAX_VALUE;

    private final int lane;
    private final double meanTime;
    private final boolean[] up;
    private final int[] open; // neurons whose next update may change them
    private final long[] words = new long[4];
    private RandomStream draws;
    private byte[] pixels;
    private int count;
    private long drawn;
    private long time;

    /** @param meanTime between two updates of a neuron in nanoseconds */
    Sources(int lane, int size, double meanTime) {
        this.lane = lane;
        this.meanTime = meanTime;
        this.up = new boolean[size];
        this.open = new int[size];
    }

    void reset(RandomStream draws) {
        this.draws = draws;
        drawn = 0;
        count = 0;
        time = NEVER;
        Arrays.fill(up, false);
    }

    /** Lists what outlives an image. */
    void state(Archive archive) {
        archive.array("up", up);
        drawn = archive.number("drawn", drawn);
        if (drawn % 2 != 0) {
            draws.words(drawn / 2, 0, lane, words);
        }
    }

    /** Time of the next update that may change a neuron. */
    long time() {
        return time;
    }

    void show(byte[] image, long now) {
        pixels = image;
        count = 0;
        for (int k = 0; k < up.length; k++) {
            int pixel = pixels[k] & 0xFF;
            if (pixel != (up[k] ? 255 : 0)) {
                open[count++] = k;
            }
        }
        schedule(now);
    }

    private void schedule(long now) {
        if (count == 0) {
            time = NEVER;
            return;
        }
        if (drawn % 2 == 0) {
            draws.words(drawn / 2, 0, lane, words);
        }
        drawn++;
        double gap = -Exponentials.log(1 - RandomStream.toDouble(words[even() ? 2 : 0]));
        time = now + (long) (gap * meanTime / count + 0.5);
    }

    /** A block has the numbers of two updates: of each a word for the time, and one for neuron and state. */
    private boolean even() {
        return drawn % 2 == 0;
    }

    /** Makes the next update; a change is sent. */
    void update(Outgoing axons) {
        long now = time;
        long word = words[even() ? 3 : 1];
        int place = (int) ((word >>> 32) * count >>> 32);
        int neuron = open[place];
        int pixel = pixels[neuron] & 0xFF;
        boolean next = (word & 0xFFFFFFFFL) * 255 < (long) pixel << 32;
        if (next != up[neuron]) {
            up[neuron] = next;
            axons.send(now, neuron, next ? 1 : -1);
            if (pixel == (next ? 255 : 0)) {
                open[place] = open[--count];
            }
        }
        schedule(now);
    }
}
