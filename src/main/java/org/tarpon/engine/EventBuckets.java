package org.tarpon.engine;

import java.util.Arrays;
import org.tarpon.network.Volley;

/**
 * Unsorted heaps of events under numbers. Each is a chain of chunks from one pool, so that it is written and read in
 * sequence, and what one bucket gives back another uses. Allocates only when the pool grows.
 */
final class EventBuckets {
    /** Takes over an event. */
    @FunctionalInterface
    interface Taker {
        void take(long time, long address, Volley volley);
    }

    private static final int CHUNK = 16; // events
    private static final int FIRST_CHUNKS = 256;

    private final int[] sizes; // by bucket
    private final int[] last; // by bucket: the chunk that is being filled
    private int[] before = new int[0]; // by chunk: the one before it in its bucket, or the next free one
    private long[] times = new long[0];
    private long[] addresses = new long[0];
    private Volley[] volleys = new Volley[0];
    private int free = -1;
    private int size;

    EventBuckets(int buckets) {
        sizes = new int[buckets];
        last = new int[buckets];
    }

    /** Of all buckets together. */
    int size() {
        return size;
    }

    int size(int bucket) {
        return sizes[bucket];
    }

    void add(int bucket, long time, long address, Volley volley) {
        int within = sizes[bucket] % CHUNK;
        if (within == 0) {
            if (free < 0) {
                grow();
            }
            int chunk = free;
            free = before[chunk];
            before[chunk] = last[bucket];
            last[bucket] = chunk;
        }
        int at = last[bucket] * CHUNK + within;
        times[at] = time;
        addresses[at] = address;
        volleys[at] = volley;
        sizes[bucket]++;
        size++;
    }

    /** Hands over all events of a bucket, in no particular order; the taker may add to other buckets. */
    void empty(int bucket, Taker taker) {
        int left = sizes[bucket];
        int chunk = last[bucket];
        size -= left;
        sizes[bucket] = 0;
        while (left > 0) {
            int count = (left - 1) % CHUNK + 1;
            for (int at = chunk * CHUNK; at < chunk * CHUNK + count; at++) {
                Volley volley = volleys[at];
                if (volley != null) {
                    volleys[at] = null;
                }
                taker.take(times[at], addresses[at], volley);
            }
            int previous = before[chunk];
            before[chunk] = free;
            free = chunk;
            chunk = previous;
            left -= count;
        }
    }

    private void grow() {
        int chunks = before.length;
        int grown = Math.max(FIRST_CHUNKS, 2 * chunks);
        before = Arrays.copyOf(before, grown);
        times = Arrays.copyOf(times, grown * CHUNK);
        addresses = Arrays.copyOf(addresses, grown * CHUNK);
        volleys = Arrays.copyOf(volleys, grown * CHUNK);
        for (int chunk = chunks; chunk < grown; chunk++) {
            before[chunk] = free;
            free = chunk;
        }
    }
}
