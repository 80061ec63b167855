package org.tarpon.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed set of threads that share out numbered pieces of work and wait for each other. Each begins with its share, the same
 * in every round, so that what its pieces write stays in one processor's cache, and then takes over what others have not
 * begun: which thread takes a piece is left to chance, so pieces must not depend on one another. Nothing is allocated per round.
 *
 * <p>The calling thread takes part. Waiting threads spin for a short time before they sleep, because rounds follow one
 * another within microseconds; with more threads than processors they sleep at once.
 */
public final class Workers implements AutoCloseable {
    /** A round of pieces; called with numbers from 0. */
    @FunctionalInterface
    public interface Work {
        void piece(int number);
    }

    private static final int SPINS = 20_000;

    private final Thread[] helpers;
    private final int spins;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile int round; // written by the caller alone; helpers see what was written before it
    private volatile boolean closed;
    private volatile Throwable failure;
    private long rounds;
    private Thread caller;
    private Work work;
    private int pieces;
    private boolean bound;
    private AtomicIntegerArray taken = new AtomicIntegerArray(0); // by piece: the last round in which somebody took it

    /** @param threads at least 1, the calling thread included */
    public Workers(int threads) {
        spins = threads <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int number = i + 1;
            helpers[i] = new Thread(() -> help(number), "tarpon-worker-" + number);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /** Rounds so far; the end of each is a point at which everything has waited. */
    public long rounds() {
        return rounds;
    }

    /**
     * Does all pieces and returns when all are done; to be called by one thread at a time.
     *
     * @throws RuntimeException or Error what the first failing piece threw
     */
    public void run(int pieces, Work work) {
        bound = false;
        start(pieces, work);
    }

    /**
     * Does one piece a thread, always the same one, so that what a piece works on stays in one processor's cache; to be
     * called by one thread at a time.
     *
     * @throws RuntimeException or Error what a failing piece threw
     */
    public void runEach(Work work) {
        bound = true;
        start(threads(), work);
    }

    private void start(int pieces, Work work) {
        caller = Thread.currentThread();
        this.work = work;
        this.pieces = pieces;
        if (taken.length() < pieces) {
            taken = new AtomicIntegerArray(pieces);
        }
        busy.set(helpers.length);
        round++;
        rounds++;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        take(0);
        for (int spin = 0; busy.get() > 0; spin++) {
            if (spin < spins) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    private void take(int thread) {
        try {
            if (bound) {
                work.piece(thread);
                return;
            }
            int first = (int) ((long) pieces * thread / threads());
            for (int k = 0; k < pieces && failure == null; k++) {
                int piece = first + k < pieces ? first + k : first + k - pieces;
                int last = taken.get(piece);
                if (last != round && taken.compareAndSet(piece, last, round)) {
                    work.piece(piece);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void help(int thread) {
        int seen = 0;
        while (true) {
            for (int spin = 0; round == seen && !closed; spin++) {
                if (spin < spins) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            seen++;
            take(thread);
            if (busy.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
