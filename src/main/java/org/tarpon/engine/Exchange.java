package org.tarpon.engine;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * How partitions learn what others have sent. Time goes in steps, of which the shortest delay has {@code lag}: what is sent
 * in one arrives no earlier than {@code lag} steps later. So a partition may begin a step when all others have finished the
 * one {@code lag} steps before, and they wait for each other only when one is ahead by nearly the shortest delay, where a
 * barrier a delay would wait for the slowest of each. Nobody but the partition itself writes what it shares.
 */
final class Exchange {
    /** Longs from one partition's count of steps to that of the next: two cache lines, since lines are fetched in pairs. */
    private static final int APART = 16;

    /** Looks before a waiting thread lets others run, and before it sleeps: some 20 µs, some 100 µs. */
    private static final int SPINS = 1_000;

    private static final int YIELDS = 100;
    private static final long NAP_NANOS = 20_000;

    private final int partitions;
    private final int lag;
    private final int outputs;
    private final int spins;
    private final Dispatch[][] dispatches; // [partition][step % 2 lag]
    private final AtomicLongArray finished; // steps, by partition, APART apart
    private volatile boolean failed;

    /** @param outputs of all populations together */
    Exchange(int partitions, int lag, int outputs) {
        this.partitions = partitions;
        this.lag = lag;
        this.outputs = outputs;
        this.spins = partitions <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
        // When a partition begins step j all others have finished j − lag, and so have read those up to j − 2 lag.
        dispatches = new Dispatch[partitions][2 * lag];
        for (Dispatch[] ring : dispatches) {
            for (int i = 0; i < ring.length; i++) {
                ring[i] = new Dispatch();
            }
        }
        finished = new AtomicLongArray((partitions + 1) * APART);
    }

    /** Lets everybody give up, because somebody cannot go on. */
    void fail() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    /** The view of one partition, which its thread alone may use. */
    final class Member {
        /** By output: what was sent by all and has been heard here, in the order (time, neuron). */
        final ChangeLog[] logs = new ChangeLog[outputs];

        private final int partition;
        private final int[] read = new int[partitions];
        private final int[] news = new int[outputs];
        private final boolean[] isNews = new boolean[outputs];
        private int newsCount;
        private Dispatch current;
        private long step;
        private long heard;

        Member(int partition) {
            this.partition = partition;
            for (int i = 0; i < outputs; i++) {
                logs[i] = new ChangeLog();
            }
            current = dispatches[partition][0];
        }

        /** Whether the step before the present one, and all others, are heard. */
        boolean isUpToDate() {
            return heard == step;
        }

        /** Whether something must be heard before the present step can begin. */
        boolean mustHear() {
            return heard <= step - lag;
        }

        /** Whether this is the first step, to which belongs what neurons sent when they began. */
        boolean isFirst() {
            return step == 0;
        }

        /** Begins the present step. */
        void begin() {
            current = dispatches[partition][(int) (step % (2 * lag))];
            if (!isFirst()) {
                current.clear();
            }
        }

        /** Drops what was sent before the first step. */
        void forgetSent() {
            current.clear();
        }

        void send(long time, int output, int neuron, int sign) {
            current.add(time, output, neuron, sign);
        }

        /** Whether anything was sent since the beginning of the step that was not heard at once. */
        boolean hasSent() {
            return current.size() > 0;
        }

        /** Ends the present step: from now on others may read what was sent. */
        void finish() {
            step++;
            finished.setRelease((partition + 1) * APART, step);
        }

        /** Hears at once what is sent here, in the order of sending. */
        void hearOneself() {
            newsCount = 0;
            for (int k = 0; k < current.size(); k++) {
                noteNews(current.output(k));
                logs[current.output(k)].add(current.time(k), current.neuron(k), current.sign(k));
            }
            forgetNews();
            current.clear();
        }

        /**
         * Hears the first step that was not heard, and waits for those who have not finished it.
         *
         * @return false if somebody failed
         */
        boolean hear() {
            for (int p = 0; p < partitions; p++) {
                if (!await(p)) {
                    return false;
                }
                read[p] = 0;
            }
            int slot = (int) (heard % (2 * lag));
            newsCount = 0;
            for (int p = earliest(slot); p >= 0; p = earliest(slot)) {
                Dispatch d = dispatches[p][slot];
                int k = read[p]++;
                noteNews(d.output(k));
                logs[d.output(k)].insert(d.time(k), d.neuron(k), d.sign(k));
            }
            forgetNews();
            heard++;
            return true;
        }

        /** How many outputs the last hearing told of. */
        int newsCount() {
            return newsCount;
        }

        /** The k-th of them. */
        int news(int k) {
            return news[k];
        }

        private void noteNews(int output) {
            if (!isNews[output]) {
                isNews[output] = true;
                news[newsCount++] = output;
            }
        }

        private void forgetNews() {
            for (int k = 0; k < newsCount; k++) {
                isNews[news[k]] = false;
            }
        }

        private int earliest(int slot) {
            int first = -1;
            long time = Long.MAX_VALUE;
            for (int p = 0; p < partitions; p++) {
                Dispatch d = dispatches[p][slot];
                if (read[p] < d.size() && d.time(read[p]) < time) {
                    first = p;
                    time = d.time(read[p]);
                }
            }
            return first;
        }

        private boolean await(int other) {
            int at = (other + 1) * APART;
            for (int look = 0; finished.getAcquire(at) <= heard; look++) {
                if (failed) {
                    return false;
                }
                if (look < spins) {
                    Thread.onSpinWait();
                } else if (look < spins + YIELDS) {
                    Thread.yield();
                } else {
                    LockSupport.parkNanos(this, NAP_NANOS);
                }
            }
            return true;
        }
    }
}
