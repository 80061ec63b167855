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
 * Nanoseconds per product of graded activity of 784 neurons with their weights to 200, in 12 lanes, and of the
 * weights' gradients over 96 slots. Motive: with Gaussian input or graded neurons these products are more than half of all training time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GradedKernelBenchmark {
    static final int PRESYNAPTIC = 784;
    static final int POSTSYNAPTIC = 200;
    static final int LANES = 12;
    static final int SLOTS = 96;
    static final int ROWS = 15;

    private final Random random = new Random(1);
    private final float[][] weights = values(PRESYNAPTIC, POSTSYNAPTIC);
    private final float[][] activity = values(SLOTS, PRESYNAPTIC);
    private final float[][] teaching = values(SLOTS, POSTSYNAPTIC);
    private final float[][] currents = new float[LANES][POSTSYNAPTIC];
    private final float[][] ascent = new float[ROWS][POSTSYNAPTIC];
    private final int[] all = new int[PRESYNAPTIC];

    public GradedKernelBenchmark() {
        for (int k = 0; k < PRESYNAPTIC; k++) {
            all[k] = k;
        }
    }

    private float[][] values(int n, int width) {
        float[][] out = new float[n][width];
        for (float[] row : out) {
            for (int j = 0; j < width; j++) {
                row[j] = random.nextFloat() - 0.5f;
            }
        }
        return out;
    }

    /** The harness and the calls alone: volleys that name nobody. */
    @Benchmark
    @OperationsPerInvocation(LANES * PRESYNAPTIC * POSTSYNAPTIC)
    public float[][] baseline() {
        GradedKernel.add(currents, LANES, weights, activity, 0);
        return currents;
    }

    @Benchmark
    @OperationsPerInvocation(LANES * PRESYNAPTIC * POSTSYNAPTIC)
    public float[][] deliver() {
        GradedKernel.add(currents, LANES, weights, activity, PRESYNAPTIC);
        return currents;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS * SLOTS * POSTSYNAPTIC)
    public float[][] gather() {
        GradedKernel.addTransposed(ascent, ROWS, teaching, activity, 100, SLOTS);
        return ascent;
    }

    /** One lane after the other, as volleys in which some neurons have no value are delivered. */
    @Benchmark
    @OperationsPerInvocation(LANES * PRESYNAPTIC * POSTSYNAPTIC)
    public float[][] deliverListed() {
        for (int lane = 0; lane < LANES; lane++) {
            GradedKernel.add(currents[lane], weights, all, activity[lane], PRESYNAPTIC);
        }
        return currents;
    }
}
