package org.tarpon.network;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds per synaptic addition when volleys of 100 spikes reach 200 neurons from 784, in 100 lanes. Motive: delivery and
 * the gathering of weight changes are this sum, half of all training time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RowKernelBenchmark.LANES * RowKernelBenchmark.SPIKES * RowKernelBenchmark.POSTSYNAPTIC)
public class RowKernelBenchmark {
    static final int PRESYNAPTIC = 784;
    static final int POSTSYNAPTIC = 200;
    static final int SPIKES = 100;
    static final int LANES = 100;

    private final float[][] rows = new float[PRESYNAPTIC][POSTSYNAPTIC];
    private final float[][] sums = new float[LANES][POSTSYNAPTIC];
    private final int[][] spikes = new int[LANES][SPIKES];
    private final float[] values = new float[SPIKES];

    public RowKernelBenchmark() {
        Random random = new Random(1);
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextFloat() - 0.5f;
            }
        }
        for (int[] lane : spikes) {
            System.arraycopy(
                    random.ints(0, PRESYNAPTIC)
                            .distinct()
                            .limit(SPIKES)
                            .sorted()
                            .toArray(),
                    0,
                    lane,
                    0,
                    SPIKES);
        }
        for (int k = 0; k < SPIKES; k++) {
            values[k] = random.nextFloat();
        }
    }

    /** The harness and the calls alone: volleys without spikes. */
    @Benchmark
    public float[][] baseline() {
        for (int lane = 0; lane < LANES; lane++) {
            RowKernel.add(sums[lane], rows, spikes[lane], 0);
        }
        return sums;
    }

    @Benchmark
    public float[][] spikes() {
        for (int lane = 0; lane < LANES; lane++) {
            RowKernel.add(sums[lane], rows, spikes[lane], SPIKES);
        }
        return sums;
    }

    @Benchmark
    public float[][] graded() {
        for (int lane = 0; lane < LANES; lane++) {
            RowKernel.addScaled(sums[lane], rows, spikes[lane], values, SPIKES);
        }
        return sums;
    }
}
