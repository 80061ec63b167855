package org.tarpon.engine;

import java.util.Arrays;
import org.tarpon.network.Volley;

/**
 * Events in the total order (time, address): a binary heap on primitive arrays that allocates only when it grows. What is
 * taken costs log n comparisons, which is little for tens of events and cache misses for a million ({@link EventQueue}).
 */
final class EventHeap {
    private long[] times = new long[64];
    private long[] addresses = new long[64];
    private Volley[] volleys = new Volley[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long time() {
        return times[0];
    }

    long address() {
        return addresses[0];
    }

    Volley volley() {
        return volleys[0];
    }

    long time(int place) {
        return times[place];
    }

    long address(int place) {
        return addresses[place];
    }

    Volley volley(int place) {
        return volleys[place];
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(volleys, 0, size, null);
        size = 0;
    }

    /** Adds an event. */
    void add(long time, long address, Volley volley) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            addresses = Arrays.copyOf(addresses, 2 * size);
            volleys = Arrays.copyOf(volleys, 2 * size);
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!before(time, address, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, time, address, volley);
    }

    /** Removes the first event; only while not empty. */
    void remove() {
        size--;
        long time = times[size];
        long address = addresses[size];
        Volley volley = volleys[size];
        volleys[size] = null;
        if (size == 0) {
            return;
        }
        int hole = 0;
        while (true) {
            int child = 2 * hole + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(times[child + 1], addresses[child + 1], child)) {
                child++;
            }
            if (before(time, address, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, time, address, volley);
    }

    private boolean before(long time, long address, int other) {
        return time < times[other] || time == times[other] && address < addresses[other];
    }

    private void move(int from, int to) {
        put(to, times[from], addresses[from], volleys[from]);
    }

    private void put(int at, long time, long address, Volley volley) {
        times[at] = time;
        addresses[at] = address;
        volleys[at] = volley;
    }
}
