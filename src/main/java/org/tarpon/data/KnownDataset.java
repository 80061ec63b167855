package org.tarpon.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tarpon.extension.DatasetProvider;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.Extensions;

/**
 * The data sets that a scenario can name in {@code data.set}: what is known of each before a byte of it is read. Two of one
 * name are equal.
 */
public final class KnownDataset {
    public static final KnownDataset FASHION_MNIST_MINI = ofMnistFamily("fashion-mnist-mini", 5_000, 1_000);
    public static final KnownDataset FASHION_MNIST = ofMnistFamily("fashion-mnist", 60_000, 10_000);
    public static final KnownDataset MNIST = ofMnistFamily("mnist", 60_000, 10_000);

    /** Digits before an event camera that moves (Orchard et al. 2015); the channels are OFF and ON events. */
    public static final KnownDataset N_MNIST =
            new KnownDataset("n-mnist", 60_000, 10_000, 34, 34, 2, 10, true, Optional.empty());
    /** Spoken digits in two languages as spikes of a model cochlea (Cramer et al. 2022). */
    public static final KnownDataset SHD = new KnownDataset("shd", 8_156, 2_264, 1, 700, 1, 20, true, Optional.empty());

    private static final List<KnownDataset> OWN = List.of(FASHION_MNIST_MINI, FASHION_MNIST, MNIST, N_MNIST, SHD);
    private static final int MOST_CLASSES = 256; // a label is a byte

    private final String key;
    private final int trainingSamples;
    private final int testSamples;
    private final int rows;
    private final int columns;
    private final int channels;
    private final int classes;
    private final boolean events;
    private final Optional<DatasetProvider> provider;

    private KnownDataset(
            String key,
            int trainingSamples,
            int testSamples,
            int rows,
            int columns,
            int channels,
            int classes,
            boolean events,
            Optional<DatasetProvider> provider) {
        this.key = key;
        this.trainingSamples = trainingSamples;
        this.testSamples = testSamples;
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.classes = classes;
        this.events = events;
        this.provider = provider;
    }

    private static KnownDataset ofMnistFamily(String key, int trainingSamples, int testSamples) {
        return new KnownDataset(key, trainingSamples, testSamples, 28, 28, 1, 10, false, Optional.empty());
    }

    private static KnownDataset of(DatasetProvider provider) {
        boolean possible = provider.trainingSamples() > 0
                && provider.testSamples() > 0
                && provider.rows() > 0
                && provider.columns() > 0
                && provider.classes() > 1
                && provider.classes() <= MOST_CLASSES;
        if (!possible) {
            throw new ExtensionException("data set `" + provider.name() + "` ("
                    + provider.getClass().getName() + ") says that it has " + provider.trainingSamples()
                    + " training and " + provider.testSamples() + " test samples of " + provider.rows() + " x "
                    + provider.columns() + " pixels in " + provider.classes()
                    + " classes; there must be 1 or more of each, and 2 to " + MOST_CLASSES + " classes");
        }
        return new KnownDataset(
                provider.name(),
                provider.trainingSamples(),
                provider.testSamples(),
                provider.rows(),
                provider.columns(),
                1,
                provider.classes(),
                false,
                Optional.of(provider));
    }

    /** Tarpon's own. */
    public static KnownDataset[] values() {
        return OWN.toArray(KnownDataset[]::new);
    }

    /** Tarpon's own, then those of extensions in the order of their names. */
    public static List<KnownDataset> all() {
        List<KnownDataset> all = new ArrayList<>(OWN);
        Extensions.load(
                        "data set",
                        DatasetProvider.class,
                        OWN.stream().map(KnownDataset::key).toList(),
                        Set.of())
                .all()
                .forEach(each -> all.add(of(each)));
        return all;
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

    public int classes() {
        return classes;
    }

    /** Values at one place. */
    public int channels() {
        return channels;
    }

    /** Whether its samples are events in time ({@link EventSets}), and not images. */
    public boolean events() {
        return events;
    }

    /** Who reads it, if it is none of Tarpon's own. */
    Optional<DatasetProvider> provider() {
        return provider;
    }

    public static Optional<KnownDataset> of(String key) {
        return all().stream().filter(set -> set.key.equals(key)).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KnownDataset set && set.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key;
    }
}
