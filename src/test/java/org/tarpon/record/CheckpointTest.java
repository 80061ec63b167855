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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        return new Checkpoint(
                Digests.ofText("scenario"),
                epochs,
                "{\"epoch\":1,\"what\":\"Wᵀ\"}\n",
                Digests.ofText("spikes"),
                List.of(new long[] {1, Long.MIN_VALUE}, new long[0]),
                List.of(new Checkpoint.Matrix("a-b", rows)),
                12.25);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Checkpoint expected = example(3);
        Checkpoint actual = Checkpoint.read(file);
        assertArrayEquals(expected.scenario(), actual.scenario());
        assertEquals(3, actual.epochs());
        assertEquals(expected.metrics(), actual.metrics());
        assertArrayEquals(expected.spikes(), actual.spikes());
        assertArrayEquals(expected.counters().toArray(), actual.counters().toArray());
        assertEquals("a-b", actual.matrices().get(0).name());
        assertArrayEquals(
                expected.matrices().get(0).rows(), actual.matrices().get(0).rows());
        assertEquals(12.25, actual.seconds());
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
        // There are eleven counts of 32 bits; most of their bits ask for more than there is.
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
