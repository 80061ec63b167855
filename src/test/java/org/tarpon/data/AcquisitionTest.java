package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loader does with what acquisitions bring, or fail to bring. */
class AcquisitionTest {
    @TempDir
    private Path folder;

    private final List<String> narration = Collections.synchronizedList(new ArrayList<>());
    private Path cache;

    @BeforeEach
    void nameTheCache() {
        cache = folder.resolve("cache/tarpon");
    }

    private DatasetLoader loader(Acquisition... acquisitions) {
        return new DatasetLoader(
                new DataEnvironment(Optional.empty(), Optional.of(cache), folder, List.of()),
                narration::add,
                set -> TinySet.origin(acquisitions));
    }

    @FunctionalInterface
    private interface Step {
        Path run(Path staging) throws IOException, InterruptedException;
    }

    private static Acquisition way(String name, Step step) {
        return new Acquisition() {
            @Override
            public String describe() {
                return name;
            }

            @Override
            public Path acquire(Path staging, DataEnvironment environment, Consumer<String> narration)
                    throws IOException, InterruptedException {
                return step.run(staging);
            }
        };
    }

    private static final Acquisition GOOD = way("the good one", staging -> TinySet.write(staging.resolve("inner")));

    private List<String> inCache(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsGotIsVerifiedInstalledAndFoundAgain() throws IOException {
        assertEquals(3, loader(GOOD).load(KnownDataset.MNIST).training().count());
        assertEquals(List.of("mnist"), inCache(cache), "no staging folder is left");
        assertEquals(
                List.of(
                        "t10k-images-idx3-ubyte.gz",
                        "t10k-labels-idx1-ubyte",
                        "train-images-idx3-ubyte.gz",
                        "train-labels-idx1-ubyte"),
                inCache(cache.resolve("mnist")));
        assertEquals(
                List.of("getting mnist from the good one", "mnist is now in " + cache.resolve("mnist")), narration);
        assertEquals(
                Optional.of(cache.resolve("mnist")), loader().get("mnist").folder(), "no second acquisition is needed");
    }

    @Test
    void everyWayIsTriedAndEveryFailureTold() throws IOException {
        Map<DatasetFile, byte[]> wrong = new EnumMap<>(TinySet.FILES);
        wrong.put(DatasetFile.TEST_LABELS, Idx.labels(9, 9));
        Acquisition failing = way("the broken one", staging -> {
            throw new IOException("no route");
        });
        Acquisition lying = way("the liar", staging -> TinySet.write(staging, wrong));
        Acquisition empty = way("the empty one", staging -> staging);
        String message = assertThrows(
                        DataException.class, () -> loader(failing, lying, empty).load(KnownDataset.MNIST))
                .getMessage();
        assertTrue(message.contains("the broken one: no route"), message);
        assertTrue(message.contains("the liar: ") && message.contains(Idx.sha256(Idx.labels(9, 9))), message);
        assertTrue(message.contains("the empty one: it brought no train-images-idx3-ubyte, "), message);
        assertEquals(List.of(), inCache(cache), "nothing unverified reaches the cache");

        assertEquals(
                2, loader(failing, lying, GOOD).load(KnownDataset.MNIST).test().count());
    }

    @Test
    void anUnusableCacheIsNamed() throws IOException {
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "a file where the folder should be");
        String message = assertThrows(DataException.class, () -> loader(GOOD).load(KnownDataset.MNIST))
                .getMessage();
        assertTrue(message.contains("Cannot write the cache folder") && message.contains(cache.toString()), message);
    }

    @Test
    void anInterruptionEndsTheSearchAndIsKept() {
        Acquisition interrupted = way("the slow one", staging -> {
            throw new InterruptedException();
        });
        assertThrows(DataException.class, () -> loader(interrupted, GOOD).load(KnownDataset.MNIST));
        assertTrue(Thread.interrupted());
        assertFalse(Files.exists(cache.resolve("mnist")));
    }

    @Test
    void severalMayGetTheSameSetAtOnce() throws Exception {
        int threads = 8;
        CyclicBarrier barrier = new CyclicBarrier(threads);
        Acquisition together = way("the busy one", staging -> {
            try {
                // All have missed the cache before any fills it.
                barrier.await(30, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IOException(e);
            }
            return TinySet.write(staging);
        });
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Dataset>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(pool.submit(() -> loader(together).load(KnownDataset.MNIST)));
            }
            for (Future<Dataset> result : results) {
                assertEquals(3, result.get().training().count());
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(List.of("mnist"), inCache(cache));
        assertEquals(4, inCache(cache.resolve("mnist")).size());
        assertEquals(3, loader().load(KnownDataset.MNIST).training().count());
    }
}
