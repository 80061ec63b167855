package org.tarpon.engine;

import java.util.Arrays;

/** What one partition sent in one step, on all outputs, in the order of time. */
final class Dispatch {
    private long[] times = new long[64];
    private long[] changes = new long[64]; // output, then the neuron, complemented where the sign is −1
    private int size;

    int size() {
        return size;
    }

    long time(int k) {
        return times[k];
    }

    int output(int k) {
        return (int) (changes[k] >>> 32);
    }

    int neuron(int k) {
        int change = (int) changes[k];
        return change < 0 ? ~change : change;
    }

    int sign(int k) {
        return (int) changes[k] < 0 ? -1 : 1;
    }

    void add(long time, int output, int neuron, int sign) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            changes = Arrays.copyOf(changes, 2 * size);
        }
        times[size] = time;
        changes[size] = (long) output << 32 | (sign < 0 ? ~neuron : neuron) & 0xFFFFFFFFL;
        size++;
    }

    void clear() {
        size = 0;
    }
}
