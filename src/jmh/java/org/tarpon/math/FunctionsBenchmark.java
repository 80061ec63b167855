package org.tarpon.math;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds per element on a layer of 200 units. Motive: every unit of every layer takes these in every cycle; they are
 * affordable only as vector code, which C2 gives up silently at an unlucky change. Scalar code, the sign that this happened, is
 * several times slower than the array forms were; {@code StrictMath} is the alternative with equal guarantees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FunctionsBenchmark.UNITS)
public class FunctionsBenchmark {
    static final int UNITS = 200;

    private final float[] x = new float[UNITS];
    private final float[] y = new float[UNITS];

    public FunctionsBenchmark() {
        for (int i = 0; i < UNITS; i++) {
            x[i] = (i - UNITS / 2) * 0.07f;
        }
    }

    /** The harness and the call alone. */
    @Benchmark
    public float[] baseline() {
        return y;
    }

    @Benchmark
    public float[] tanh() {
        Functions.tanh(x, y, UNITS);
        return y;
    }

    @Benchmark
    public float[] sigmoid() {
        Functions.sigmoid(x, y, UNITS);
        return y;
    }

    @Benchmark
    public float[] strictMathTanh() {
        for (int i = 0; i < UNITS; i++) {
            y[i] = (float) StrictMath.tanh(x[i]);
        }
        return y;
    }
}
