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
 * Nanoseconds per unit, of 64 lanes of 200 units, from variates and probabilities to the list of those that fire. Motive: every
 * stochastic unit of every presentation passes here; the lanes are so many that branches cannot be learnt by heart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(VolleyBenchmark.UNITS)
public class VolleyBenchmark {
    static final int UNITS = 200;
    private static final int LANES = 64;

    private final Volley spikes = new Volley(Form.SPIKE, UNITS, LANES);
    private final Volley differences = new Volley(Form.DIFFERENCE_SPIKE, UNITS, LANES);
    private final float[][] variate = new float[LANES][UNITS];
    private final float[][] own = new float[LANES][UNITS];
    private final float[][] target = new float[LANES][UNITS];
    private int lane;

    public VolleyBenchmark() {
        Random random = new Random(1);
        for (int i = 0; i < LANES * UNITS; i++) {
            variate[i % LANES][i / LANES] = random.nextFloat();
            own[i % LANES][i / LANES] = 0.6f * random.nextFloat();
            target[i % LANES][i / LANES] = own[i % LANES][i / LANES] + 0.1f * random.nextFloat() - 0.05f;
        }
    }

    /** The harness and the choice of a lane alone. */
    @Benchmark
    public Volley baseline() {
        lane = lane + 1 & LANES - 1;
        return spikes;
    }

    @Benchmark
    public Volley fire() {
        lane = lane + 1 & LANES - 1;
        spikes.fire(lane, variate[lane], own[lane]);
        return spikes;
    }

    @Benchmark
    public Volley fireDifferences() {
        lane = lane + 1 & LANES - 1;
        differences.fireDifferences(lane, variate[lane], own[lane], target[lane]);
        return differences;
    }
}
