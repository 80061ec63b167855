package org.tarpon.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;

/**
 * Microseconds to learn from one image by {@code scenarios/mnist.yaml} (feedback learning and forward learning, weight updates
 * included), on images with the activity of MNIST that need no download. Motive: the figure that is compared to other
 * programs; with {@code -prof gc}, that learning allocates nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(TrainingStepBenchmark.SAMPLES)
public class TrainingStepBenchmark {
    static final int SAMPLES = 5_000;

    @Param("scenarios/mnist.yaml")
    private String scenario;

    /** Overrides, separated by spaces; none if empty. */
    @Param("")
    private String set;

    @Param("1")
    private int threads;

    private Workers workers;
    private Trainer trainer;
    private int epoch;

    @Setup
    public void build() throws IOException, InvalidScenarioException {
        List<String> overrides = set.isEmpty() ? List.of() : List.of(set.split(" "));
        Scenario read = ScenarioReader.read(Path.of(scenario), overrides);
        Network network = NetworkBuilder.build(read);
        workers = new Workers(threads);
        trainer = new Trainer(read, network, new LearningSetup(read, network), images(), workers);
    }

    @TearDown
    public void close() {
        workers.close();
    }

    /** A disc of bright pixels somewhere near the middle: 18 % of the pixels, of which nearly all fire, and empty borders. */
    private static ImageSamples images() {
        Random random = new Random(1);
        byte[][] images = new byte[SAMPLES][28 * 28];
        byte[] labels = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int y = 10 + random.nextInt(9);
            int x = 10 + random.nextInt(9);
            for (int pixel = 0; pixel < images[i].length; pixel++) {
                int dy = pixel / 28 - y;
                int dx = pixel % 28 - x;
                boolean inside = dy * dy + dx * dx < 45;
                images[i][pixel] = (byte) (inside ? 80 + random.nextInt(176) : 0);
            }
            labels[i] = (byte) (y - 10);
        }
        return new ImageSamples(28, 28, images, labels);
    }

    /** The harness alone. */
    @Benchmark
    public Object baseline() {
        return trainer;
    }

    @Benchmark
    public Object epoch() {
        return trainer.train(epoch++, () -> false, shown -> {});
    }
}
