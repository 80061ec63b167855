package org.tarpon.engine;

import java.util.Arrays;
import java.util.SortedMap;

/**
 * Spikes that have reached some of their synapses, by the time at which each reaches the next; then by the number of the
 * spike. A binary heap of slots on primitive arrays, which allocates only when it grows.
 */
final class SpikesUnderWay {
    private long[] times = new long[16];
    private long[] numbers = new long[16];
    private int[] neurons = new int[16]; // complemented where the sign is −1
    private int[] reached = new int[16];
    private int[] heap = new int[16]; // slots; those from size on are free
    private int size;

    SpikesUnderWay() {
        Arrays.setAll(heap, i -> i);
    }

    boolean isEmpty() {
        return size == 0;
    }

    long time() {
        return times[heap[0]];
    }

    int neuron() {
        int neuron = neurons[heap[0]];
        return neuron < 0 ? ~neuron : neuron;
    }

    int sign() {
        return neurons[heap[0]] < 0 ? -1 : 1;
    }

    /** Position in its row of the synapse that the first spike reaches next. */
    int reached() {
        return reached[heap[0]];
    }

    /** What was sent, and when. */
    record Spike(long time, int neuron, int sign) {}

    /** The delay of a neuron's synapse, by its position in the row. */
    @FunctionalInterface
    interface Delays {
        long of(int neuron, int synapse);
    }

    /** Adds all spikes by number, with the times at which they were sent. */
    void collect(SortedMap<Long, Spike> spikes, Delays delays) {
        for (int i = 0; i < size; i++) {
            int slot = heap[i];
            int sign = neurons[slot] < 0 ? -1 : 1;
            int neuron = sign < 0 ? ~neurons[slot] : neurons[slot];
            spikes.put(numbers[slot], new Spike(times[slot] - delays.of(neuron, reached[slot]), neuron, sign));
        }
    }

    void clear() {
        size = 0;
    }

    /** @param synapse position in its row of the first that it has not reached */
    void add(long time, long number, int neuron, int sign, int synapse) {
        if (size == heap.length) {
            int doubled = 2 * size;
            times = Arrays.copyOf(times, doubled);
            numbers = Arrays.copyOf(numbers, doubled);
            neurons = Arrays.copyOf(neurons, doubled);
            reached = Arrays.copyOf(reached, doubled);
            heap = Arrays.copyOf(heap, doubled);
            for (int i = size; i < doubled; i++) {
                heap[i] = i;
            }
        }
        int slot = heap[size];
        times[slot] = time;
        numbers[slot] = number;
        neurons[slot] = sign < 0 ? ~neuron : neuron;
        reached[slot] = synapse;
        int hole = size++;
        while (hole > 0 && before(slot, heap[(hole - 1) / 2])) {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        heap[hole] = slot;
    }

    /** Sends the first spike on to another synapse. */
    void advance(long time, int synapse) {
        int slot = heap[0];
        times[slot] = time;
        reached[slot] = synapse;
        sink(slot);
    }

    void remove() {
        int slot = heap[0];
        int last = heap[--size];
        heap[size] = slot;
        if (size > 0) {
            sink(last);
        }
    }

    private void sink(int slot) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], slot)) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = slot;
    }

    private boolean before(int a, int b) {
        return times[a] < times[b] || times[a] == times[b] && numbers[a] < numbers[b];
    }
}
