package org.tarpon.engine;

import java.util.Arrays;

/**
 * When each of some neurons wants to be woken: a binary heap in which a neuron has one entry that can be moved, so that it
 * never holds more than there are neurons. Order: time, then index.
 */
final class WakeHeap {
    private final long[] times; // by neuron
    private final int[] heap; // neurons
    private final int[] places; // by neuron; -1 where it does not wait
    private int size;

    WakeHeap(int neurons) {
        times = new long[neurons];
        heap = new int[neurons];
        places = new int[neurons];
        Arrays.fill(places, -1);
    }

    /** Time of the first entry; {@link Long#MAX_VALUE} if there is none. */
    long time() {
        return size == 0 ? Long.MAX_VALUE : times[heap[0]];
    }

    /** The neuron of the first entry. */
    int neuron() {
        return heap[0];
    }

    /** Sets a neuron's time in place of what it was; {@link Long#MAX_VALUE} removes it. */
    void set(int neuron, long time) {
        int place = places[neuron];
        if (time == Long.MAX_VALUE) {
            if (place >= 0) {
                remove(place);
            }
            return;
        }
        times[neuron] = time;
        if (place < 0) {
            place = size++;
        }
        sift(place, neuron);
    }

    private void remove(int place) {
        places[heap[place]] = -1;
        int last = heap[--size];
        if (place < size) {
            sift(place, last);
        }
    }

    /** Puts a neuron where it belongs, starting from a hole. */
    private void sift(int hole, int neuron) {
        int at = hole;
        while (at > 0 && before(neuron, heap[(at - 1) / 2])) {
            move(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        if (at == hole) {
            for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
                if (child + 1 < size && before(heap[child + 1], heap[child])) {
                    child++;
                }
                if (!before(heap[child], neuron)) {
                    break;
                }
                move(heap[child], at);
                at = child;
            }
        }
        move(neuron, at);
    }

    private boolean before(int a, int b) {
        return times[a] < times[b] || times[a] == times[b] && a < b;
    }

    private void move(int neuron, int to) {
        heap[to] = neuron;
        places[neuron] = to;
    }
}
