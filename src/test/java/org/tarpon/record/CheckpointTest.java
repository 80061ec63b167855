package org.tarpon.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.state.Archive;

class CheckpointTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("small");
        example(3).write(file);
    }

    static Checkpoint example(int epochs) {
        float[][] rows = {{1.5f, Float.MIN_VALUE}, {-0f, Float.MAX_VALUE, 3f}, {}};
        Archive archive = Archive.empty();
        archive.rows("a-b", rows);
        archive.array("spikes", Digests.ofText("spikes"));
        archive.number("n", Long.MIN_VALUE);
        archive.part("p").array("doubles", new double[] {Math.PI, -0.0, Double.NEGATIVE_INFINITY});
        archive.part("p").array("floats", new float[] {-1.5f});
        archive.part("p").array("ints", new int[] {Integer.MIN_VALUE, 7});
        archive.part("p").array("flags", new boolean[] {true, false, true});
        archive.part("p").array("none", new long[0]);
        return new Checkpoint(
                Digests.ofText("scenario"),
                Digests.ofText("data"),
                new Checkpoint.Place(epochs, 0, 0),
                "{\"epoch\":1,\"what\":\"Wᵀ\"}\n",
                archive.values(),
                12.25,
                1.5);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Checkpoint expected = example(3);
        Checkpoint actual = Checkpoint.read(file);
        assertArrayEquals(expected.scenario(), actual.scenario());
        assertArrayEquals(expected.data(), actual.data());
        assertEquals(expected.place(), actual.place());
        assertEquals(expected.metrics(), actual.metrics());
        assertEquals(expected.state().keySet(), actual.state().keySet());
        expected.state()
                .forEach((name, value) -> assertArrayEquals(
                        new Object[] {value}, new Object[] {actual.state().get(name)}, name));
        assertEquals(12.25, actual.seconds());
        assertEquals(1.5, actual.epochSeconds());
    }

    /** Arrays longer than what goes through the buffer at once. */
    @Test
    void longArraysAreWrittenWhole() throws IOException {
        Archive archive = Archive.empty();
        long[] longs = LongStream.range(0, 20_000).toArray();
        float[] floats = new float[8_193];
        floats[8_192] = 1f;
        archive.array("longs", longs);
        archive.array("floats", floats);
        byte[] any = Digests.ofText("any");
        new Checkpoint(any, any, new Checkpoint.Place(1, 0, 0), "", archive.values(), 0, 0).write(file);
        Checkpoint read = Checkpoint.read(file);
        assertArrayEquals(longs, (long[]) read.state().get("longs"));
        assertArrayEquals(floats, (float[]) read.state().get("floats"));
    }

    @Test
    void placesAreInTheOrderOfTheRun() {
        List<Checkpoint.Place> places = List.of(
                new Checkpoint.Place(0, 7, 0),
                new Checkpoint.Place(1, 0, 0),
                new Checkpoint.Place(1, 1, 0),
                new Checkpoint.Place(1, 1_000_000, 0),
                new Checkpoint.Place(1_000_000, 0, 0));
        assertEquals(places, places.stream().sorted().toList());
        places.forEach(place ->
                assertEquals(place, Checkpoint.Place.ofFile(place.fileName()).orElseThrow()));
        Checkpoint.Place time = new Checkpoint.Place(0, 0, 1_500_000_000);
        assertEquals("time-0001500000000-ns.tarpon", time.fileName());
        assertEquals(time, Checkpoint.Place.ofFile(time.fileName()).orElseThrow());
        for (String other : List.of("epoch-1.tarpon", "epoch-9999999999.tarpon", "epoch-000001.tarpon.tmp", "x")) {
            assertTrue(Checkpoint.Place.ofFile(other).isEmpty(), other);
        }
    }

    @Test
    void anotherVersionSaysWhichProgramReadsIt() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[11]++; // the last byte of the version
        Files.write(file, bytes);
        assertEquals(
                "it has format version 6; this program, (not packaged), reads version 5; go on with Tarpon (not packaged),"
                        + " which wrote it",
                assertThrows(Checkpoint.DamagedException.class, () -> Checkpoint.read(file))
                        .getMessage());
        bytes[11] = 3;
        Files.write(file, bytes);
        assertEquals(
                "it has format version 3; this program, (not packaged), reads version 5; only builds from before 0.1.0"
                        + " read it",
                assertThrows(Checkpoint.DamagedException.class, () -> Checkpoint.read(file))
                        .getMessage());
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(Checkpoint.DamagedException.class, () -> Checkpoint.read(file), "length " + length);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThrows(Checkpoint.DamagedException.class, () -> Checkpoint.read(file), "one byte more");
    }

    @Test
    void everyFlippedBitIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
            assertThrows(Checkpoint.DamagedException.class, () -> Checkpoint.read(file), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** With a checksum made for the altered content: no count in it may lead to other exceptions or large arrays. */
    @Test
    void noAlteredCountDoesHarm() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length - Digests.SHA256_BYTES;
        int refused = 0;
        for (int bit = 8 * 12; bit < 8 * end; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            ByteBuffer.wrap(bytes).position(end).put(Digests.sha256().digest(Arrays.copyOf(bytes, end)));
            Files.write(file, bytes);
            try {
                Checkpoint.read(file);
            } catch (Checkpoint.DamagedException e) {
                refused++;
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        // There are more than twenty counts of 32 bits; most of their bits ask for more than there is.
        assertTrue(refused > 200, refused + " refused");
    }

    @Test
    void aHugeFileOfAnotherKindIsNotRead() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
            sparse.writeLong(1);
        }
        String small = assertThrows(Checkpoint.DamagedException.class, () -> Checkpoint.read(file))
                .getMessage();
        assertEquals("it does not begin as a checkpoint of Tarpon does", small);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 33);
        }
        String large = assertThrows(Checkpoint.DamagedException.class, () -> Checkpoint.read(file))
                .getMessage();
        assertEquals("it is too large, 8589934592 bytes", large);
    }
}
