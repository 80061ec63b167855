package org.tarpon.format;

import java.util.Arrays;

/** Spikes as they are read: who, and when in nanoseconds. As many as a third of the heap holds. */
public final class SpikeList {
    private int[] neurons = new int[1024];
    private long[] times = new long[1024];
    private int count;

    /** @throws IllegalArgumentException without a place, if no more fit into the heap */
    void add(long nanos, int neuron) {
        if (count == times.length) {
            // What is read, its copy while it grows, and the trains made of it.
            if (3L * 2 * count * (Long.BYTES + Integer.BYTES)
                    > Runtime.getRuntime().maxMemory()) {
                throw new IllegalArgumentException("more than " + count + " spikes do not fit into the "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB that Java may use; start it with a larger"
                        + " -Xmx");
            }
            times = Arrays.copyOf(times, 2 * count);
            neurons = Arrays.copyOf(neurons, 2 * count);
        }
        times[count] = nanos;
        neurons[count++] = neuron;
    }

    public int count() {
        return count;
    }

    public int neuron(int k) {
        return neurons[k];
    }

    /** In nanoseconds from the beginning of the simulation. */
    public long time(int k) {
        return times[k];
    }
}
