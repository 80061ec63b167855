package org.tarpon.plasticity;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds per weight of one optimiser step on rows of 200. Motive: every weight takes a step in every mini-batch, whether
 * its synapse was active or not, so this is the part of training that sparse activity does not make cheaper.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(OptimizerBenchmark.WEIGHTS)
public class OptimizerBenchmark {
    static final int WEIGHTS = 200;

    private final Optimizer sgd = new Optimizer.Sgd(0.01, 0.9, 1, 0);
    private final Optimizer centredRmsProp = new Optimizer.CentredRmsProp(0.003, 0.95, 0.9, 0.001, 1, 0);
    private final Optimizer adam = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8, 1, 0);
    private final float[] weights = new float[WEIGHTS];
    private final float[] ascent = new float[WEIGHTS];
    private final float[][] memory = new float[3][WEIGHTS];
    private final float[] corrections = new float[Optimizer.CORRECTIONS];

    public OptimizerBenchmark() {
        for (int j = 0; j < WEIGHTS; j++) {
            ascent[j] = (j % 7 - 3) * 1e-3f;
        }
        adam.prepare(5, corrections);
    }

    /** The harness and the call alone. */
    @Benchmark
    public float[] baseline() {
        return weights;
    }

    @Benchmark
    public float[] sgd() {
        sgd.step(weights, ascent, 0.01f, memory, corrections);
        return weights;
    }

    @Benchmark
    public float[] centredRmsProp() {
        centredRmsProp.step(weights, ascent, 0.003f, memory, corrections);
        return weights;
    }

    @Benchmark
    public float[] adam() {
        adam.step(weights, ascent, 0.001f, memory, corrections);
        return weights;
    }
}
