package org.tarpon.data;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.tarpon.random.RandomStream;

/**
 * Nanoseconds per image of 28 x 28 pixels, of which 150 in rows of ten are not 0, in a block of 13 lanes. Motive: every
 * presentation begins with it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EncoderBenchmark.LANES)
public class EncoderBenchmark {
    static final int LANES = 13;
    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;

    private final Encoder bernoulli = new Encoder.Bernoulli();
    private final Encoder gaussian = new Encoder.Gaussian(0.3);
    private final RandomStream draws = new RandomStream(1, "benchmark");
    private final byte[][] images = new byte[LANES][PIXELS];
    private final ImageSamples samples = new ImageSamples(SIDE, SIDE, images, new byte[LANES]);
    private final int[] shown = new int[LANES];
    private final long[] presentations = new long[LANES];
    private final int[][] index = new int[LANES][PIXELS + 1];
    private final float[][] value = new float[LANES][PIXELS + 1];
    private final int[] count = new int[LANES];
    private long presentation;

    public EncoderBenchmark() {
        for (int lane = 0; lane < LANES; lane++) {
            shown[lane] = lane;
            for (int k = 0; k < 150; k++) {
                images[lane][SIDE * (k / 10 + 6) + k % 10 + 8 + lane % 3] = (byte) (1 + 37 * k % 255);
            }
        }
    }

    /** The harness, the addresses and the call alone: no image. */
    @Benchmark
    public int[] baseline() {
        return encode(bernoulli, 0);
    }

    @Benchmark
    public int[] bernoulli() {
        return encode(bernoulli, LANES);
    }

    @Benchmark
    public int[] gaussian() {
        return encode(gaussian, LANES);
    }

    private int[] encode(Encoder encoder, int lanes) {
        for (int lane = 0; lane < LANES; lane++) {
            presentations[lane] = presentation++;
        }
        encoder.encode(samples, shown, lanes, true, draws, presentations, 0, index, value, count);
        return count;
    }
}
