package org.tarpon.data;

import java.util.Arrays;
import java.util.Optional;

/** The data sets that a scenario can name in {@code data.set}: what is known of each before a byte of it is read. */
public enum KnownDataset {
    FASHION_MNIST_MINI("fashion-mnist-mini", 5_000, 1_000),
    FASHION_MNIST("fashion-mnist", 60_000, 10_000),
    MNIST("mnist", 60_000, 10_000);

    private final String key;
    private final int trainingSamples;
    private final int testSamples;

    KnownDataset(String key, int trainingSamples, int testSamples) {
        this.key = key;
        this.trainingSamples = trainingSamples;
        this.testSamples = testSamples;
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

    /** Pixels of one image, rows times columns. */
    public int inputs() {
        return rows() * columns();
    }

    public int rows() {
        return 28;
    }

    public int columns() {
        return 28;
    }

    public int classes() {
        return 10;
    }

    public static Optional<KnownDataset> of(String key) {
        return Arrays.stream(values()).filter(set -> set.key.equals(key)).findFirst();
    }
}
