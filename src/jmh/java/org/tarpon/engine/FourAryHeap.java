package org.tarpon.engine;

import java.util.Arrays;

/** The heap that was not chosen: four children a node, time and address side by side, so that siblings share a cache line. */
final class FourAryHeap {
    private long[] keys = new long[128]; // time, address, time, address, …
    private int size;

    long time() {
        return keys[0];
    }

    long address() {
        return keys[1];
    }

    void add(long time, long address) {
        if (2 * size == keys.length) {
            keys = Arrays.copyOf(keys, 4 * size);
        }
        int hole = size++;
        while (hole > 0 && before(time, address, (hole - 1) >> 2)) {
            move((hole - 1) >> 2, hole);
            hole = (hole - 1) >> 2;
        }
        put(hole, time, address);
    }

    void remove() {
        size--;
        long time = keys[2 * size];
        long address = keys[2 * size + 1];
        int hole = 0;
        for (int child = 1; child < size; child = 4 * hole + 1) {
            int end = Math.min(child + 4, size);
            int first = child;
            for (int other = child + 1; other < end; other++) {
                first = before(keys[2 * other], keys[2 * other + 1], first) ? other : first;
            }
            if (before(time, address, first)) {
                break;
            }
            move(first, hole);
            hole = first;
        }
        put(hole, time, address);
    }

    private boolean before(long time, long address, int other) {
        return time < keys[2 * other] || time == keys[2 * other] && address < keys[2 * other + 1];
    }

    private void move(int from, int to) {
        put(to, keys[2 * from], keys[2 * from + 1]);
    }

    private void put(int at, long time, long address) {
        keys[2 * at] = time;
        keys[2 * at + 1] = address;
    }
}
