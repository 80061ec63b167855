package org.tarpon.engine;

import java.util.Arrays;
import java.util.SortedMap;

/**
 * Spikes that have reached some of their synapses, by the time at which each reaches the next; then by the number of the
 * spike. Allocates only when it grows.
 */
final class SpikesUnderWay {
    private static final int SLOT_BITS = 24;
    private static final int SLOTS = 1 << SLOT_BITS;

    private EventQueue queue = new EventQueue(); // addressed by the number of the spike, then its slot
    private int[] neurons = new int[16]; // by slot; complemented where the sign is −1
    private int[] reached = new int[16]; // by slot
    private int[] free = new int[16];
    private int freeCount = 16;

    SpikesUnderWay() {
        Arrays.setAll(free, i -> i);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    long time() {
        return queue.time();
    }

    private int first() {
        return (int) queue.address() & SLOTS - 1;
    }

    int neuron() {
        int neuron = neurons[first()];
        return neuron < 0 ? ~neuron : neuron;
    }

    int sign() {
        return neurons[first()] < 0 ? -1 : 1;
    }

    /** Position in its row of the synapse that the first spike reaches next. */
    int reached() {
        return reached[first()];
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
        EventQueue same = new EventQueue();
        for (; !isEmpty(); queue.remove()) {
            long sent = time() - delays.of(neuron(), reached());
            spikes.put(queue.address() >>> SLOT_BITS, new Spike(sent, neuron(), sign()));
            same.add(time(), queue.address(), null);
        }
        queue = same;
    }

    void clear() {
        queue = new EventQueue();
        freeCount = free.length;
        Arrays.setAll(free, i -> i);
    }

    /** @param synapse position in its row of the first that it has not reached */
    void add(long time, long number, int neuron, int sign, int synapse) {
        if (freeCount == 0) {
            grow();
        }
        int slot = free[--freeCount];
        neurons[slot] = sign < 0 ? ~neuron : neuron;
        reached[slot] = synapse;
        queue.add(time, number << SLOT_BITS | slot, null);
    }

    private void grow() {
        int slots = neurons.length;
        if (slots == SLOTS) {
            throw new IllegalArgumentException("more than " + SLOTS
                    + " spikes are under way on a pathway, which is the limit: give it shorter delays, or lower rates");
        }
        neurons = Arrays.copyOf(neurons, 2 * slots);
        reached = Arrays.copyOf(reached, 2 * slots);
        free = new int[2 * slots];
        for (int slot = slots; slot < 2 * slots; slot++) {
            free[freeCount++] = slot;
        }
    }

    /** Sends the first spike on to another synapse. */
    void advance(long time, int synapse) {
        long address = queue.address();
        reached[first()] = synapse;
        queue.remove();
        queue.add(time, address, null);
    }

    void remove() {
        free[freeCount++] = first();
        queue.remove();
    }
}
