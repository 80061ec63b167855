package org.tarpon.record;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.HostileInput;

/** Whatever the bytes, reading them as a checkpoint ends in one or in a refusal, even where checksum and version are right. */
class CheckpointFuzzTest {
    private static final Path FILE = HostileInput.folder().resolve("epoch-000001.tarpon");
    private static final int HEAD = 12;
    private static final byte[] EXAMPLE = example();

    /** Rows of a few bytes cost an array each. */
    private static final long MOST_BYTES = 16L << 20;

    private static byte[] example() {
        try {
            CheckpointTest.example(3).write(FILE);
            return Files.readAllBytes(FILE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<byte[]> contents() {
        return Stream.of(Arrays.copyOfRange(EXAMPLE, HEAD, EXAMPLE.length - Digests.SHA256_BYTES));
    }

    @MethodSource("contents")
    @FuzzTest
    void content(byte[] input) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(EXAMPLE, 0, HEAD);
        bytes.writeBytes(input);
        MessageDigest digest = Digests.sha256();
        bytes.writeBytes(digest.digest(bytes.toByteArray()));
        read(bytes.toByteArray());
    }

    static Stream<byte[]> files() {
        return Stream.of(EXAMPLE);
    }

    @MethodSource("files")
    @FuzzTest
    void file(byte[] input) throws Exception {
        read(input);
    }

    private static void read(byte[] file) throws Exception {
        Files.write(FILE, file);
        HostileInput.read(Checkpoint.DamagedException.class, "it", MOST_BYTES, () -> Checkpoint.read(FILE));
    }
}
