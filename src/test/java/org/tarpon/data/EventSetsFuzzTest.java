package org.tarpon.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.HostileInput;

/** Whatever the bytes, reading them as recordings ends in samples or in a refusal with the file. */
class EventSetsFuzzTest {
    private static final Path FOLDER = HostileInput.folder();
    private static final long MOST_BYTES = 64L << 20;

    @TempDir
    private Path folder;

    @FuzzTest
    void camera(byte[] input) throws Exception {
        for (String part : EventSets.parts(KnownDataset.N_MNIST)) {
            Files.write(
                    Files.createDirectories(folder.resolve(part).resolve("0")).resolve("0.bin"), input);
        }
        read(KnownDataset.N_MNIST, folder);
    }

    @FuzzTest
    void cochlea(byte[] input) throws Exception {
        write(input);
        read(KnownDataset.SHD, FOLDER);
    }

    private static void write(byte[] input) throws IOException {
        for (String part : EventSets.parts(KnownDataset.SHD)) {
            Files.write(FOLDER.resolve(part), input);
        }
    }

    private static void read(KnownDataset set, Path folder) throws Exception {
        HostileInput.read(DataException.class, folder.toString(), MOST_BYTES, () -> EventSets.read(set, folder));
    }

    /** Some bytes of a file that h5py wrote are replaced; it has no checksums. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void alteredFilesOfTheCochleaAreReadOrRefused(long seed) throws Exception {
        byte[] whole;
        try (var in = EventSetsTest.class.getResourceAsStream("shd-three-recordings.h5")) {
            whole = in.readAllBytes();
        }
        int[] worthwhile = java.util.stream.IntStream.range(1, whole.length)
                .filter(i -> whole[i] != 0 || whole[i - 1] != 0)
                .toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            byte[] altered = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                altered[worthwhile[random.nextInt(worthwhile.length)]] = (byte) random.nextInt();
            }
            write(altered);
            read(KnownDataset.SHD, FOLDER);
        }
    }
}
