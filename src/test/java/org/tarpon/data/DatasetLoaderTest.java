package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search and verification, on a tiny data set that stands for MNIST. */
class DatasetLoaderTest {
    @TempDir
    private Path folder;

    private final List<String> narration = new ArrayList<>();
    private Path data;
    private Path cache;
    private Path system;
    private DataEnvironment environment;

    @BeforeEach
    void lookOnlyInTheTemporaryFolder() {
        data = folder.resolve("data");
        cache = folder.resolve("cache/tarpon");
        system = folder.resolve(TinySet.SYSTEM_FOLDER);
        environment = new DataEnvironment(Optional.of(data), Optional.of(cache), folder, List.of());
    }

    private DatasetLoader loader(DatasetOrigin origin) {
        return new DatasetLoader(
                environment, narration::add, set -> set == KnownDataset.MNIST ? origin : DatasetOrigin.of(set));
    }

    private Availability found() {
        return loader(TinySet.origin()).list().stream()
                .filter(each -> each.set() == KnownDataset.MNIST)
                .findFirst()
                .orElseThrow();
    }

    private String failure(DatasetOrigin origin) {
        return assertThrows(DataException.class, () -> loader(origin).load(KnownDataset.MNIST))
                .getMessage();
    }

    @Test
    void loadsWhatIsThere() {
        TinySet.write(data.resolve("mnist"));
        Dataset dataset = loader(TinySet.origin()).load(KnownDataset.MNIST);
        assertEquals("mnist", dataset.name());
        assertEquals(10, dataset.classes());
        assertEquals(4, dataset.inputs());
        assertEquals(3, dataset.training().count());
        assertEquals(9, dataset.training().label(2));
        assertEquals(2, dataset.test().count());
        assertArrayEquals(new byte[] {17, 18, 19, -1}, dataset.test().pixels(1));
        assertEquals(TinySet.origin().digests(), dataset.digests());
        assertEquals(
                List.of(DatasetFile.values()), List.copyOf(dataset.digests().keySet()));
        assertEquals(List.of(), narration, "what is at hand needs no words");
    }

    @Test
    void searchesInTheDocumentedOrder() {
        assertEquals("not here", found().where());
        List<Path> lastToFirst = List.of(system, cache.resolve("mnist"), data, data.resolve("mnist"));
        for (Path place : lastToFirst) {
            TinySet.write(place);
            assertEquals(Optional.of(place), found().folder());
            assertTrue(found().here());
            assertEquals(
                    3,
                    loader(TinySet.origin()).load(KnownDataset.MNIST).training().count());
        }
    }

    @Test
    void aFolderThatLacksAFileIsPassedOver() throws IOException {
        TinySet.write(data.resolve("mnist"));
        Files.delete(data.resolve("mnist/t10k-labels-idx1-ubyte"));
        TinySet.write(cache.resolve("mnist"));
        assertEquals(Optional.of(cache.resolve("mnist")), found().folder());
        loader(TinySet.origin()).load(KnownDataset.MNIST);
        assertEquals(
                List.of("mnist is not in " + data + "; taking " + cache.resolve("mnist")),
                narration,
                "the user named a folder, so it must not be passed over in silence");
    }

    @Test
    void theErrorListsEveryPlaceAndWhatToDo() throws IOException {
        TinySet.write(data.resolve("mnist"));
        Files.delete(data.resolve("mnist/t10k-labels-idx1-ubyte"));
        String message = failure(TinySet.origin());
        assertTrue(message.contains(data.resolve("mnist") + ": lacks t10k-labels-idx1-ubyte\n"), message);
        assertTrue(message.contains(data + ": lacks train-images-idx3-ubyte, "), message);
        assertTrue(message.contains(cache.resolve("mnist") + ": no such folder"), message);
        assertTrue(message.contains(system + ": no such folder"), message);
        assertTrue(message.contains("DIR/mnist") && message.contains("TARPON_DATA=DIR"), message);
        assertTrue(message.contains("run `data get mnist`"), message);
        assertFalse(Files.exists(cache.resolve("mnist")), "a failure leaves nothing behind");
    }

    @Test
    void withoutAHomeTheErrorSaysSo() {
        environment = new DataEnvironment(Optional.empty(), Optional.empty(), folder, List.of());
        String message = failure(TinySet.origin());
        assertTrue(message.contains("set XDG_CACHE_HOME"), message);
    }

    @Test
    void aWrongDigestNamesTheFileAndBothDigests() {
        Map<DatasetFile, byte[]> changed = new EnumMap<>(TinySet.FILES);
        byte[] labels = Idx.labels(1, 0, 8);
        changed.put(DatasetFile.TRAINING_LABELS, labels);
        Path wrong = TinySet.write(data.resolve("mnist"), changed);
        TinySet.write(cache.resolve("mnist"));
        String message = failure(TinySet.origin());
        assertTrue(message.contains(wrong.resolve("train-labels-idx1-ubyte").toString()), message);
        assertTrue(message.contains(Idx.sha256(labels)), message);
        assertTrue(message.contains(Idx.sha256(TinySet.FILES.get(DatasetFile.TRAINING_LABELS))), message);
    }

    @Test
    void countsThatDifferAreAnError() {
        Map<DatasetFile, byte[]> changed = new EnumMap<>(TinySet.FILES);
        changed.put(DatasetFile.TEST_LABELS, Idx.labels(1, 2, 3));
        TinySet.write(data, changed);
        String message = failure(TinySet.origin(changed));
        assertTrue(message.contains("t10k-images-idx3-ubyte.gz has 2 images"), message);
        assertTrue(message.contains("t10k-labels-idx1-ubyte has 3 labels"), message);
    }

    @Test
    void imagesOfDifferentSizesAreAnError() {
        Map<DatasetFile, byte[]> changed = new EnumMap<>(TinySet.FILES);
        changed.put(DatasetFile.TEST_IMAGES, Idx.images(1, 2, new byte[2], new byte[2]));
        TinySet.write(data, changed);
        String message = failure(TinySet.origin(changed));
        assertTrue(message.contains("2 x 2 pixels") && message.contains("1 x 2"), message);
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        TinySet.write(data);
        Path file = data.resolve("train-images-idx3-ubyte.gz");
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 9));
        String message = failure(TinySet.origin());
        assertTrue(message.startsWith(file + " is truncated"), message);
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        String message = assertThrows(
                        DataException.class, () -> loader(TinySet.origin()).get("minst"))
                .getMessage();
        assertEquals(
                "there is no data set minst; known are fashion-mnist-mini, fashion-mnist, mnist, n-mnist, shd",
                message);
    }

    @Test
    void theListHasEverySetInOrder() {
        List<Availability> list = loader(TinySet.origin()).list();
        assertEquals(
                List.of(KnownDataset.values()),
                list.stream().map(Availability::set).toList());
        assertEquals("embedded", list.get(0).where());
        assertEquals("not here", list.get(1).where());
    }
}
