package org.tarpon.engine;

import java.util.Arrays;

/**
 * When each of many neurons asked to be woken, if it did: a queue in which what was revoked stays until its turn comes, for to
 * find it would cost more. Order: time, then number. Nothing is allocated after the queue has grown, and it holds at most
 * about twice as many entries as there are neurons.
 */
final class Wakings {
    private static final int SLACK = 64;

    private final long[] times; // by number; MAX_VALUE where it does not wait
    private final EventQueue queue = new EventQueue();

    /** @param numbers how many neurons there are */
    Wakings(int numbers) {
        times = new long[numbers];
        Arrays.fill(times, Long.MAX_VALUE);
    }

    /** When a neuron is to be woken; {@link Long#MAX_VALUE} if it is not. */
    long timeOf(int number) {
        return times[number];
    }

    /** Time of the first waking; {@link Long#MAX_VALUE} if there is none. */
    long time() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.time();
    }

    /** Number of the first entry; only while there is one. */
    int first() {
        return (int) queue.address();
    }

    /** Sets the time of a neuron in place of what it was; {@link Long#MAX_VALUE} revokes it. */
    void set(int number, long time) {
        if (times[number] != time) {
            times[number] = time;
            if (time != Long.MAX_VALUE) {
                queue.add(time, number, null);
            }
        }
        // Two entries of one time are alike, so that it does not matter which of them stays
        while (!queue.isEmpty() && times[first()] != queue.time()) {
            queue.remove();
        }
        if (queue.size() > 2 * times.length + SLACK) {
            rebuild();
        }
    }

    private void rebuild() {
        while (!queue.isEmpty()) {
            queue.remove();
        }
        for (int number = 0; number < times.length; number++) {
            if (times[number] != Long.MAX_VALUE) {
                queue.add(times[number], number, null);
            }
        }
    }
}
