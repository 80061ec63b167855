package org.tarpon.engine;

import org.tarpon.network.Volley;

/**
 * Pending events in the total order (time, address). Two events of the same time are ordered by their address, never by the
 * order of insertion: that of a {@link Simulator} is an {@link EventAddress}, and any other loop may use numbers of its own
 * that no two events of an instant share.
 *
 * <p>Up to some tens of events are a heap. Of more, only those up to a horizon are; the others wait unsorted in buckets by
 * the highest digit (6 bits) in which their time differs from the present, a radix heap (R. K. Ahuja et al., J. ACM 37 (1990),
 * sect. 3). When the heap is empty the first bucket is distributed anew, by the next digit, until it is small enough for the
 * heap. So an event moves a few times, from one sequential run of memory into another, however many others wait; there is
 * no width of buckets to choose, and no distribution of times is worse than 11 moves. Events may be added at any time, though
 * those before the last one taken all go into the heap.
 *
 * <p>Allocates only when it grows.
 */
public final class EventQueue {
    private static final int DIGIT = 6; // bits, so that the buckets of a digit are the bits of a long
    private static final int BUCKETS = 1 << DIGIT;
    private static final int LEVELS = (Long.SIZE + DIGIT - 1) / DIGIT;

    /** A bucket of so many events goes into the heap as it is. */
    private static final int FEW = 32;

    /** A heap of more events is cut. */
    private static final int MANY = 4 * FEW;

    private final EventHeap near = new EventHeap();
    private final EventBuckets far = new EventBuckets(LEVELS * BUCKETS);
    private final long[] filled = new long[LEVELS]; // by level: one bit a bucket that is not empty
    private final EventBuckets.Taker bringNear = near::add;
    private final EventBuckets.Taker distribute = this::put;
    private long base; // what the digits of far events are compared with
    private long horizon = Long.MAX_VALUE; // events up to then are near

    public boolean isEmpty() {
        return near.isEmpty();
    }

    public int size() {
        return near.size() + far.size();
    }

    /** Time of the first event in nanoseconds; only while not empty. */
    public long time() {
        return near.time();
    }

    /** Address of the first event; only while not empty. */
    public long address() {
        return near.address();
    }

    /** What the first event carries; null where its address says all. */
    public Volley volley() {
        return near.volley();
    }

    /**
     * Adds an event.
     *
     * @param time not negative
     */
    public void add(long time, long address, Volley volley) {
        if (time > horizon) {
            put(time, address, volley);
            return;
        }
        near.add(time, address, volley);
        if (near.size() > MANY && horizon > base && near.time() >= base) {
            cut();
        }
    }

    /** Removes the first event; only while not empty. */
    public void remove() {
        near.remove();
        if (near.isEmpty()) {
            refill();
        }
    }

    private void put(long time, long address, Volley volley) {
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(time ^ base | 1)) / DIGIT;
        int digit = (int) (time >>> level * DIGIT) & BUCKETS - 1;
        filled[level] |= 1L << digit;
        far.add(level * BUCKETS + digit, time, address, volley);
    }

    /**
     * Brings the horizon nearer. The far events stay in their buckets, because the new base has the digits of the old one
     * down to that in which they differ from it.
     */
    private void cut() {
        base = near.time();
        for (int i = 0; i < near.size(); i++) {
            put(near.time(i), near.address(i), near.volley(i));
        }
        near.clear();
        refill();
    }

    /** Brings the first far events near. */
    private void refill() {
        if (far.size() <= FEW) {
            horizon = Long.MAX_VALUE;
            base = 0;
            for (int level = 0; level < LEVELS; level++) {
                for (; filled[level] != 0; filled[level] &= filled[level] - 1) {
                    far.empty(level * BUCKETS + Long.numberOfTrailingZeros(filled[level]), bringNear);
                }
            }
        }
        while (near.isEmpty() && far.size() > 0) {
            int level = 0;
            while (filled[level] == 0) {
                level++;
            }
            int digit = Long.numberOfTrailingZeros(filled[level]);
            filled[level] ^= 1L << digit;
            int shift = level * DIGIT;
            base = (base >>> shift & -BUCKETS | digit) << shift;
            int bucket = level * BUCKETS + digit;
            if (level == 0 || far.size(bucket) <= FEW) {
                horizon = base + (1L << shift) - 1;
                far.empty(bucket, bringNear);
            } else {
                horizon = base - 1;
                far.empty(bucket, distribute);
            }
        }
    }
}
