package org.tarpon.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import org.tarpon.HostileInput;

/** Whatever the bytes, reading them as a file of images or labels, plain or gzip, ends in a value or a refusal. */
class IdxFuzzTest {
    private static final int LIMIT = 1 << 20;

    /** What is held, an image that is announced but not there, and buffers. */
    private static final long MOST_BYTES = 64L << 20;

    @FuzzTest
    void plain(byte[] input) throws Exception {
        read(input);
    }

    @FuzzTest
    void gzip(byte[] input) throws Exception {
        read(Idx.gzip(input));
    }

    private static void read(byte[] file) throws Exception {
        HostileInput.read(
                DataException.class,
                "x ",
                MOST_BYTES,
                () -> IdxReader.images(new ByteArrayInputStream(file), "x", LIMIT));
        HostileInput.read(
                DataException.class,
                "x ",
                MOST_BYTES,
                () -> IdxReader.labels(new ByteArrayInputStream(file), "x", 10, LIMIT));
    }
}
