package org.tarpon.engine;

import java.util.Arrays;

/**
 * The next time of each of some numbered things that happen again and again: a binary heap in which each has at most one
 * entry, which can be moved. Order: time, then number. Nothing is allocated after the construction.
 */
final class Agenda {
    private final long[] times; // by number
    private final int[] heap; // numbers
    private final int[] places; // by number; -1 where it does not wait
    private int size;

    /** @param numbers how many things there are */
    Agenda(int numbers) {
        times = new long[numbers];
        heap = new int[numbers];
        places = new int[numbers];
        Arrays.fill(places, -1);
    }

    /** When a thing is due; {@link Long#MAX_VALUE} if it is not. */
    long timeOf(int number) {
        return places[number] < 0 ? Long.MAX_VALUE : times[number];
    }

    /** Time of the first entry; {@link Long#MAX_VALUE} if there is none. */
    long time() {
        return size == 0 ? Long.MAX_VALUE : times[heap[0]];
    }

    /** Number of the first entry. */
    int first() {
        return heap[0];
    }

    /** Sets the time of a thing in place of what it was; {@link Long#MAX_VALUE} removes it. */
    void set(int number, long time) {
        int place = places[number];
        if (time == Long.MAX_VALUE) {
            if (place >= 0) {
                remove(place);
            }
            return;
        }
        times[number] = time;
        if (place < 0) {
            place = size++;
        }
        sift(place, number);
    }

    private void remove(int place) {
        places[heap[place]] = -1;
        int last = heap[--size];
        if (place < size) {
            sift(place, last);
        }
    }

    /** Puts a number where it belongs, starting from a hole. */
    private void sift(int hole, int number) {
        int at = hole;
        while (at > 0 && before(number, heap[(at - 1) / 2])) {
            move(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        if (at == hole) {
            for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
                if (child + 1 < size && before(heap[child + 1], heap[child])) {
                    child++;
                }
                if (!before(heap[child], number)) {
                    break;
                }
                move(heap[child], at);
                at = child;
            }
        }
        move(number, at);
    }

    private boolean before(int a, int b) {
        return times[a] < times[b] || times[a] == times[b] && a < b;
    }

    private void move(int number, int to) {
        heap[to] = number;
        places[number] = to;
    }
}
