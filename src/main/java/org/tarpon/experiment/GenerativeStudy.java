package org.tarpon.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.tarpon.analysis.GaussianFit;
import org.tarpon.analysis.ParzenWindow;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Population;
import org.tarpon.plasticity.AutoEncoder;
import org.tarpon.plasticity.Inference;
import org.tarpon.random.RandomStream;
import org.tarpon.record.PictureGrid;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;

/**
 * What trained auto-encoders know beside the label: they infer hidden labels (S20), complete images of which a half is
 * missing (S21), and make new ones (S22). Metrics go into the result, pictures into the run directory.
 */
final class GenerativeStudy {
    /** S21. */
    private static final int COMPLETION_STEPS = 20;

    /** S22: rounds of inference and decoding that a sample goes through, and the pull on the way. */
    private static final int SAMPLING_ROUNDS = 3;

    private static final float SAMPLING_PULL = 0.3f;

    private static final int FITTED = 10_000;
    private static final int JUDGES = 1_000;
    private static final double[] WIDTHS = {0.14, 0.16, 0.18, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3};

    private static final int BLOCKS = 8;
    private static final int LANES = 16;
    private static final int SHOWN = 10;

    private final Scenario scenario;
    private final Workers workers;
    private final RunDirectory directory;
    private final BooleanSupplier stop;
    private final List<SimulatedBlock> blocks;
    private final Population source;
    private final Population top;
    private final List<Population> inferring;
    private final int samples;
    private int stage;

    GenerativeStudy(
            Scenario scenario,
            Network network,
            LearningSetup learning,
            Workers workers,
            RunDirectory directory,
            BooleanSupplier stop) {
        this.scenario = scenario;
        this.workers = workers;
        this.directory = directory;
        this.stop = stop;
        this.blocks = IntStream.range(0, BLOCKS)
                .mapToObj(i -> new SimulatedBlock(scenario, network, learning, LANES, List.of()))
                .toList();
        this.samples = scenario.learning().inference().orElseThrow().samples();
        this.source = network.source();
        this.inferring = network.populations().stream()
                .filter(population -> !population.equals(network.output()))
                .toList();
        this.top = network.into(network.output(), Direction.FEEDFORWARD).get(0).from();
    }

    /** Prepares, or reads, one lane of a block in which a sample is shown. */
    @FunctionalInterface
    private interface Lane {
        void touch(SimulatedBlock block, int lane, int sample);
    }

    /**
     * @param metrics receives label_error, reconstruction_error, completion_error, completion_label_error and
     *     parzen_log_likelihood with its parzen_width
     * @return whether it came to its end
     */
    boolean run(ImageSamples training, ImageSamples validation, ImageSamples test, ObjectNode metrics)
            throws IOException {
        inferLabels(test, metrics);
        complete(test, metrics);
        float[][] pictures = sample(fit(training));
        if (stop.getAsBoolean()) {
            return false;
        }
        PictureGrid.write(
                directory.pictures("samples"),
                Arrays.asList(pictures).subList(0, Math.min(pictures.length, SHOWN * SHOWN)),
                test.rows(),
                test.columns(),
                SHOWN);
        judge(pictures, validation, test, metrics);
        return !stop.getAsBoolean();
    }

    private static Inference inference(SimulatedBlock block) {
        return ((AutoEncoder) block.rule()).inference();
    }

    /** S20 with the label hidden: the percentage of wrong labels, and the mean of ‖x − g(h)‖². */
    private void inferLabels(ImageSamples test, ObjectNode metrics) {
        int[] wrong = new int[test.count()];
        double[] errors = new double[test.count()];
        use(scenario.learning().inference().orElseThrow().steps(), (float)
                scenario.learning().inference().orElseThrow().pull());
        show(
                Purpose.INFERENCE,
                test,
                test.count(),
                (block, lane, sample) -> put(test, sample, block, lane, test.inputs()),
                (block, lane, sample) -> {
                    wrong[sample] = block.isRight(lane) ? 0 : 1;
                    errors[sample] = distance(test, sample, inference(block).state(source, lane), 0);
                });
        EpochMetrics.put(
                metrics, "label_error", 100 * Arrays.stream(wrong).average().orElse(0));
        EpochMetrics.put(
                metrics, "reconstruction_error", Arrays.stream(errors).average().orElse(0));
    }

    /** S21 with the second half of the pixels and the label hidden. */
    private void complete(ImageSamples test, ObjectNode metrics) throws IOException {
        int half = test.inputs() / 2;
        int[] wrong = new int[test.count()];
        double[] errors = new double[test.count()];
        float[][] completed = new float[Math.min(3 * SHOWN, test.count())][];
        use(COMPLETION_STEPS, (float)
                scenario.learning().inference().orElseThrow().pull());
        show(
                Purpose.INFERENCE,
                test,
                test.count(),
                (block, lane, sample) -> put(test, sample, block, lane, half),
                (block, lane, sample) -> {
                    wrong[sample] = block.isRight(lane) ? 0 : 1;
                    errors[sample] = distance(test, sample, inference(block).picture(lane), half);
                    if (sample < completed.length) {
                        completed[sample] = inference(block).picture(lane).clone();
                    }
                });
        EpochMetrics.put(
                metrics,
                "completion_label_error",
                100 * Arrays.stream(wrong).average().orElse(0));
        EpochMetrics.put(
                metrics, "completion_error", Arrays.stream(errors).average().orElse(0));
        if (stop.getAsBoolean()) {
            return;
        }
        List<float[]> grid = new ArrayList<>();
        for (int first = 0; first + SHOWN <= completed.length; first += SHOWN) {
            for (int visible : new int[] {test.inputs(), half}) {
                for (int i = 0; i < SHOWN; i++) {
                    float[] picture = new float[test.inputs()];
                    copy(test, first + i, picture, visible);
                    grid.add(picture);
                }
            }
            grid.addAll(Arrays.asList(completed).subList(first, first + SHOWN));
        }
        PictureGrid.write(directory.pictures("completed"), grid, test.rows(), test.columns(), SHOWN);
    }

    /** The Gaussian of the top states that are inferred from training images. */
    private GaussianFit fit(ImageSamples training) {
        int count = Math.min(FITTED, training.count());
        double[][] states = new double[count][top.size()];
        Scenario.Inference settings = scenario.learning().inference().orElseThrow();
        use(settings.steps(), (float) settings.pull());
        show(
                Purpose.INFERENCE,
                training,
                count,
                (block, lane, sample) -> put(training, sample, block, lane, training.inputs()),
                (block, lane, sample) -> {
                    float[] state = inference(block).state(top, lane);
                    for (int j = 0; j < state.length; j++) {
                        states[sample][j] = state[j];
                    }
                });
        return new GaussianFit(states);
    }

    /** S22: down from a draw of the Gaussian, then rounds of inference and decoding. */
    private float[][] sample(GaussianFit fit) {
        float[][] pictures = new float[samples][source.size()];
        RandomStream[] draws = new RandomStream[BLOCKS];
        Arrays.setAll(draws, i -> new RandomStream(scenario.seed(), "generation/" + top.name()));
        show(
                Purpose.GENERATION,
                null,
                samples,
                (block, lane, sample) -> {
                    float[] normals = new float[top.size()];
                    draws[blocks.indexOf(block)].normals(sample, 0, normals, normals.length);
                    fit.transform(normals, inference(block).state(top, lane));
                },
                (block, lane, sample) ->
                        System.arraycopy(inference(block).picture(lane), 0, pictures[sample], 0, source.size()));
        use(scenario.learning().inference().orElseThrow().steps(), SAMPLING_PULL);
        for (int round = 0; round < SAMPLING_ROUNDS; round++) {
            show(
                    Purpose.INFERENCE,
                    null,
                    samples,
                    (block, lane, sample) -> {
                        System.arraycopy(pictures[sample], 0, inference(block).picture(lane), 0, source.size());
                        Arrays.fill(inference(block).missing(lane), false);
                    },
                    (block, lane, sample) -> System.arraycopy(
                            inference(block).state(source, lane), 0, pictures[sample], 0, source.size()));
        }
        return pictures;
    }

    /** The mean log-likelihood of the test images, with the width that suits the validation images best. */
    private void judge(float[][] pictures, ImageSamples validation, ImageSamples test, ObjectNode metrics) {
        ParzenWindow window = new ParzenWindow(pictures);
        double width = 0.2;
        if (validation.count() > 0) {
            int judges = Math.min(JUDGES, validation.count());
            double[] sums = parzen(window, images(validation, judges), WIDTHS);
            for (int i = 0, best = 0; i < sums.length; i++) {
                best = sums[i] > sums[best] ? i : best;
                width = WIDTHS[best];
            }
        }
        double sum = parzen(window, images(test, test.count()), new double[] {width})[0];
        EpochMetrics.put(metrics, "parzen_log_likelihood", sum / test.count());
        EpochMetrics.put(metrics, "parzen_width", width);
    }

    private double[] parzen(ParzenWindow window, float[][] points, double[] widths) {
        double[][] sums = new double[BLOCKS][];
        workers.run(
                BLOCKS,
                i -> sums[i] = window.sums(
                        points,
                        LaneBlocks.end(i - 1, BLOCKS, points.length),
                        LaneBlocks.end(i, BLOCKS, points.length),
                        widths));
        double[] total = new double[widths.length];
        for (double[] part : sums) {
            for (int i = 0; i < total.length; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }

    private static float[][] images(ImageSamples samples, int count) {
        float[][] images = new float[count][samples.inputs()];
        for (int i = 0; i < count; i++) {
            copy(samples, i, images[i], samples.inputs());
        }
        return images;
    }

    private void use(int steps, float pull) {
        blocks.forEach(block -> inference(block).use(steps, pull));
    }

    /** Shows samples in lanes, each block a fixed share of them. */
    private void show(Purpose purpose, ImageSamples samples, int count, Lane before, Lane after) {
        long base = (long) stage++ << Integer.SIZE;
        workers.run(BLOCKS, number -> {
            SimulatedBlock block = blocks.get(number);
            int end = LaneBlocks.end(number, BLOCKS, count);
            for (int from = LaneBlocks.end(number - 1, BLOCKS, count);
                    from < end && !stop.getAsBoolean();
                    from += LANES) {
                int lanes = Math.min(LANES, end - from);
                block.begin(purpose, samples);
                block.rule().clearScores();
                for (int lane = 0; lane < lanes; lane++) {
                    int sample = from + lane;
                    block.presentations().add(base + sample, sample, samples == null ? 0 : samples.label(sample));
                    before.touch(block, lane, sample);
                }
                if (purpose == Purpose.GENERATION) {
                    block.wake(top);
                } else {
                    block.present();
                }
                for (int lane = 0; lane < lanes; lane++) {
                    checkFinite(block, lane);
                    after.touch(block, lane, from + lane);
                }
            }
        });
    }

    private void checkFinite(SimulatedBlock block, int lane) {
        for (int i = 0; i < inferring.size(); i++) {
            float[] state = inference(block).state(inferring.get(i), lane);
            float sum = 0;
            for (float value : state) {
                // Zero, unless the value is infinite or NaN.
                sum += 0f * value;
            }
            if (sum != 0) {
                throw new DivergedException(inferring.get(i).name());
            }
        }
    }

    /** Puts the first pixels of an image before the source, and says that the others are missing. */
    private static void put(ImageSamples samples, int sample, SimulatedBlock block, int lane, int visible) {
        copy(samples, sample, inference(block).picture(lane), visible);
        boolean[] missing = inference(block).missing(lane);
        Arrays.fill(missing, 0, visible, false);
        Arrays.fill(missing, visible, missing.length, true);
    }

    private static void copy(ImageSamples samples, int sample, float[] picture, int visible) {
        byte[] pixels = samples.pixels(sample);
        for (int j = 0; j < picture.length; j++) {
            picture[j] = j < visible ? (pixels[j] & 0xFF) / 255f : 0f;
        }
    }

    /** ‖x − picture‖² over the pixels from {@code from} on. */
    private static double distance(ImageSamples samples, int sample, float[] picture, int from) {
        byte[] pixels = samples.pixels(sample);
        double sum = 0;
        for (int j = from; j < picture.length; j++) {
            double difference = (pixels[j] & 0xFF) / 255.0 - picture[j];
            sum += difference * difference;
        }
        return sum;
    }
}
