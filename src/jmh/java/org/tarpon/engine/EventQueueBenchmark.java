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
 * Nanoseconds to take the first event and add another (the hold model): the queue, two heaps that it was compared with, and,
 * where what is pending can be moved, the agenda (a heap that knows where everything is) and wakings (the queue). Motive: in
 * continuous time every event passes through a queue, which must not become dear when many are pending. Waits are exponential
 * with a mean of 10 ms, or skewed: log-normal with a median of 1 ms and σ = 2.5 of the logarithm, from microseconds to seconds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventQueueBenchmark {
    @Param({"10", "1000", "10000", "100000", "1000000"})
    public int pending;

    @Param({"exponential", "skewed"})
    public String waiting;

    private final long[] waits = new long[1 << 16];
    private final EventQueue queue = new EventQueue();
    private final EventHeap heap = new EventHeap();
    private final FourAryHeap fourAry = new FourAryHeap();
    private Agenda agenda;
    private Wakings wakings;
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < waits.length; i++) {
            waits[i] = (long)
                    (waiting.equals("exponential")
                            ? -1e7 * StrictMath.log(1 - random.nextDouble())
                            : 1e6 * StrictMath.exp(2.5 * random.nextGaussian()));
        }
        agenda = new Agenda(pending);
        wakings = new Wakings(pending);
        for (int i = 0; i < pending; i++) {
            long time = waits[i & 0xFFFF] + (i >> 16);
            queue.add(time, i, null);
            heap.add(time, i, null);
            fourAry.add(time, i);
            agenda.set(i, time);
            wakings.set(i, time);
        }
        // The stationary state: at the start of a hold model those that wait long are missing
        for (int i = 0; i < 5 * pending; i++) {
            hold();
            holdHeap();
            holdFourAry();
            holdAgenda();
            holdWakings();
        }
    }

    private long wait(int number) {
        return waits[number & 0xFFFF];
    }

    /** The harness and the draw alone. */
    @Benchmark
    public long baseline() {
        return wait(next++);
    }

    @Benchmark
    public long hold() {
        long time = queue.time();
        long address = queue.address();
        queue.remove();
        queue.add(time + wait(next++), address, null);
        return time;
    }

    @Benchmark
    public long holdHeap() {
        long time = heap.time();
        long address = heap.address();
        heap.remove();
        heap.add(time + wait(next++), address, null);
        return time;
    }

    @Benchmark
    public long holdFourAry() {
        long time = fourAry.time();
        long address = fourAry.address();
        fourAry.remove();
        fourAry.add(time + wait(next++), address);
        return time;
    }

    @Benchmark
    public long holdAgenda() {
        long time = agenda.time();
        agenda.set(agenda.first(), time + wait(next++));
        return time;
    }

    @Benchmark
    public long holdWakings() {
        long time = wakings.time();
        wakings.set(wakings.first(), time + wait(next++));
        return time;
    }
}
