package org.tarpon.data;

import java.util.Arrays;
import java.util.Optional;

/** The data sets that a scenario can name in {@code data.set}: what is known of each before a byte of it is read. */
public enum KnownDataset {
    FASHION_MNIST_MINI("fashion-mnist-mini", 5_000, 1_000, 28, 28, 1, 10, false),
    FASHION_MNIST("fashion-mnist", 60_000, 10_000, 28, 28, 1, 10, false),
    MNIST("mnist", 60_000, 10_000, 28, 28, 1, 10, false),
    /** Digits before an event camera that moves (Orchard et al. 2015); the channels are OFF and ON events. */
    N_MNIST("n-mnist", 60_000, 10_000, 34, 34, 2, 10, true),
    /** Spoken digits in two languages as spikes of a model cochlea (Cramer et al. 2022). */
    SHD("shd", 8_156, 2_264, 1, 700, 1, 20, true);

    private final String key;
    private final int trainingSamples;
    private final int testSamples;
    private final int rows;
    private final int columns;
    private final int channels;
    private final int classes;
    private final boolean events;

    KnownDataset(
            String key,
            int trainingSamples,
            int testSamples,
            int rows,
            int columns,
            int channels,
            int classes,
            boolean events) {
        this.key = key;
        this.trainingSamples = trainingSamples;
        this.testSamples = testSamples;
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.classes = classes;
        this.events = events;
    }

    /** The name that a scenario and the command line use. */
    public String key() {
        return key;
    }

    public int trainingSamples() {
        return trainingSamples;
    }

    public int testSamples() {
        return testSamples;
    }

    /** Values of one sample: rows times columns times channels. */
    public int inputs() {
        return rows * columns * channels;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Values at one place. */
    public int channels() {
        return channels;
    }

    public int classes() {
        return classes;
    }

    /** Whether its samples are events in time ({@link EventSets}), and not images. */
    public boolean events() {
        return events;
    }

    public static Optional<KnownDataset> of(String key) {
        return Arrays.stream(values()).filter(set -> set.key.equals(key)).findFirst();
    }
}
