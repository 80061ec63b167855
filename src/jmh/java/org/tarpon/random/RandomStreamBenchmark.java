package org.tarpon.random;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds per draw on a layer of 200 units. Motive: a stochastic unit draws in every cycle, so the generator is on the
 * path of every spike.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RandomStreamBenchmark.UNITS)
public class RandomStreamBenchmark {
    static final int UNITS = 200;
    static final int LANES = 13;

    private final RandomStream stream = new RandomStream(1, "benchmark");
    private final float[] out = new float[UNITS];
    private final int[] order = new int[UNITS];
    private final long[] presentations = new long[LANES];
    private final float[][] outs = new float[LANES][UNITS];

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

    /** As a block of a mini-batch of 100 draws them. */
    @Benchmark
    @OperationsPerInvocation(UNITS * LANES)
    public float[][] uniformsOfLanes() {
        stream.uniforms(nextPresentations(), LANES, 0, outs, UNITS);
        return outs;
    }

    @Benchmark
    @OperationsPerInvocation(UNITS * LANES)
    public float[][] normalsOfLanes() {
        stream.normals(nextPresentations(), LANES, 0, outs, UNITS);
        return outs;
    }

    private long[] nextPresentations() {
        for (int lane = 0; lane < LANES; lane++) {
            presentations[lane] = presentation++;
        }
        return presentations;
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
