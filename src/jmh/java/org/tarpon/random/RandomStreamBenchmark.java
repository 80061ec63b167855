package org.tarpon.random;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds per draw on a layer of 200 units. Motive: a stochastic unit draws in every cycle, so the generator is on the
 * path of every spike; ten Philox rounds of two 128-bit products set its price.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RandomStreamBenchmark.UNITS)
public class RandomStreamBenchmark {
    static final int UNITS = 200;

    private final RandomStream stream = new RandomStream(1, "benchmark");
    private final float[] out = new float[UNITS];
    private final int[] order = new int[UNITS];
    private final int[] scattered =
            new Random(1).ints(0, 784).distinct().limit(UNITS).sorted().toArray();
    /** Rows of 20 neighbours out of 28: the lit pixels of an image. */
    private final int[] rows =
            IntStream.range(0, UNITS).map(k -> 28 * (k / 20 + 8) + k % 20).toArray();

    private long presentation;

    /** The harness and the call alone. */
    @Benchmark
    public float[] baseline() {
        presentation++;
        return out;
    }

    @Benchmark
    public float[] uniforms() {
        stream.uniforms(presentation++, 0, out, UNITS);
        return out;
    }

    @Benchmark
    public float[] uniformsOfRows() {
        stream.uniforms(presentation++, 0, rows, UNITS, out);
        return out;
    }

    @Benchmark
    public float[] uniformsOfScattered() {
        stream.uniforms(presentation++, 0, scattered, UNITS, out);
        return out;
    }

    @Benchmark
    public float[] normals() {
        stream.normals(presentation++, 0, out, UNITS);
        return out;
    }

    @Benchmark
    public double exponentials() {
        double sum = 0;
        presentation++;
        for (int i = 0; i < UNITS; i++) {
            sum += stream.exponential(presentation, 0, i);
        }
        return sum;
    }

    @Benchmark
    public int[] permutation() {
        stream.permutation(presentation++, order);
        return order;
    }
}
