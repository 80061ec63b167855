package org.tarpon.engine;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds to take the first event and add another (the hold model). Motive: nothing under volley timing, where a block
 * has a few events pending.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventQueueBenchmark {
    @Param({"10", "1000", "1000000"})
    public int pending;

    private final long[] waits = new long[1 << 16];
    private EventQueue queue;
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < waits.length; i++) {
            waits[i] = (long) (-1e7 * StrictMath.log(1 - random.nextDouble()));
        }
        queue = new EventQueue();
        for (int i = 0; i < pending; i++) {
            queue.add(waits[i & 0xFFFF], i, null);
        }
    }

    /** The harness and the draw alone. */
    @Benchmark
    public long baseline() {
        return waits[next++ & 0xFFFF];
    }

    @Benchmark
    public long hold() {
        long time = queue.time();
        long address = queue.address();
        queue.remove();
        queue.add(time + waits[next++ & 0xFFFF], address, null);
        return time;
    }
}
