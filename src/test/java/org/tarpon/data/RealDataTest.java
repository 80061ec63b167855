package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The published files themselves. The embedded set is always there; the others are used where this machine has them (in
 * {@code TARPON_DATA}, else a folder beside the project; the cache; the system's folder), and never downloaded for a test.
 */
class RealDataTest {
    private final DatasetLoader loader = new DatasetLoader(environment(), line -> {});

    private static DataEnvironment environment() {
        DataEnvironment here = DataEnvironment.ofThisProcess(Optional.empty());
        return new DataEnvironment(
                here.data().or(() -> Optional.of(Path.of("../shared/data"))),
                here.cache(),
                here.root(),
                here.programs());
    }

    private Dataset loadIfHere(KnownDataset set) {
        assumeTrue(
                loader.list().stream().anyMatch(each -> each.set() == set && each.here()),
                "skipped: " + set.key() + " is not on this machine; set TARPON_DATA, or run `data get " + set.key()
                        + "`");
        return loader.load(set);
    }

    private static void assertShape(KnownDataset set, Dataset dataset) {
        assertEquals(set.key(), dataset.name());
        assertEquals(set.trainingSamples(), dataset.training().count());
        assertEquals(set.testSamples(), dataset.test().count());
        assertEquals(set.inputs(), dataset.inputs());
        assertEquals(set.rows(), dataset.test().rows());
        assertEquals(set.columns(), dataset.test().columns());
        assertEquals(set.classes(), dataset.classes());
        assertEquals(DatasetOrigin.of(set).digests(), dataset.digests());
    }

    @Test
    void theEmbeddedSetIsBalanced() {
        Dataset mini = loader.load(KnownDataset.FASHION_MNIST_MINI);
        assertShape(KnownDataset.FASHION_MNIST_MINI, mini);
        assertBalanced(mini.training(), 500);
        assertBalanced(mini.test(), 100);
        assertEquals("embedded", loader.get("fashion-mnist-mini").where());
    }

    private static void assertBalanced(ImageSamples samples, int perClass) {
        int[] counts = new int[10];
        for (int i = 0; i < samples.count(); i++) {
            counts[samples.label(i)]++;
        }
        for (int count : counts) {
            assertEquals(perClass, count);
        }
    }

    @Test
    void theEmbeddedSetIsTheFirstOfEachClassOfTheFullOne() {
        Map<DatasetFile, byte[]> files = FashionMnistMini.files(loadIfHere(KnownDataset.FASHION_MNIST));
        Map<DatasetFile, String> digests =
                DatasetOrigin.of(KnownDataset.FASHION_MNIST_MINI).digests();
        files.forEach((file, content) -> assertEquals(digests.get(file), Idx.sha256(content), file.fileName()));
    }

    @Test
    void fashionMnistIsThePublishedOne() {
        assertShape(KnownDataset.FASHION_MNIST, loadIfHere(KnownDataset.FASHION_MNIST));
    }

    @Test
    void mnistIsThePublishedOne() {
        Dataset mnist = loadIfHere(KnownDataset.MNIST);
        assertShape(KnownDataset.MNIST, mnist);
        int[] firstLabels = {5, 0, 4, 1, 9};
        assertArrayEquals(
                firstLabels, IntStream.range(0, 5).map(mnist.training()::label).toArray());
    }
}
