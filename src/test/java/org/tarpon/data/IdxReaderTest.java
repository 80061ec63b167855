package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
    private static final byte[] IMAGES =
            Idx.images(2, 3, new byte[] {0, 1, 2, 3, 4, -1}, new byte[] {9, 8, 7, 6, 5, 4});
    private static final byte[] LABELS = Idx.labels(3, 0);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsImagesPlainAndGzip(boolean gzip) {
        IdxReader.Images images = images(gzip ? Idx.gzip(IMAGES) : IMAGES);
        assertEquals(2, images.rows());
        assertEquals(3, images.columns());
        assertEquals(2, images.pixels().length);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, -1}, images.pixels()[0]);
        assertArrayEquals(new byte[] {9, 8, 7, 6, 5, 4}, images.pixels()[1]);
        assertEquals(Idx.sha256(IMAGES), images.sha256(), "the digest is that of the decompressed file");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsLabelsPlainAndGzip(boolean gzip) {
        IdxReader.Labels labels = labels(gzip ? Idx.gzip(LABELS) : LABELS);
        assertArrayEquals(new byte[] {3, 0}, labels.values());
        assertEquals(Idx.sha256(LABELS), labels.sha256());
    }

    @Test
    void everyShorterFileIsTruncated() {
        byte[] gzip = Idx.gzip(IMAGES);
        for (int length = 0; length < IMAGES.length; length++) {
            byte[] start = Arrays.copyOf(IMAGES, length);
            assertError("truncated", () -> images(start));
        }
        for (int length = 0; length < gzip.length; length++) {
            byte[] start = Arrays.copyOf(gzip, length);
            assertError("truncated", () -> images(start));
        }
        assertError("truncated", () -> labels(Arrays.copyOf(LABELS, LABELS.length - 1)));
    }

    @Test
    void trailingBytesAreAnError() {
        assertError("trailing", () -> images(Arrays.copyOf(IMAGES, IMAGES.length + 1)));
        assertError("trailing", () -> labels(Idx.gzip(Arrays.copyOf(LABELS, LABELS.length + 1))));
    }

    @Test
    void imagesAndLabelsAreNotTakenForEachOther() {
        assertError("it starts with 0x00000803, not 0x00000801", () -> labels(IMAGES));
        assertError("it starts with 0x00000801, not 0x00000803", () -> images(LABELS));
    }

    @Test
    void aLabelThatIsNoClassIsNamed() {
        assertError("sample 2 the label 10; allowed are 0 to 9", () -> labels(Idx.labels(9, 0, 10)));
        assertError("label 255", () -> labels(Idx.labels(255)));
    }

    @ParameterizedTest
    @CsvSource({"0, 28, 28", "-1, 28, 28", "1, 0, 28", "1, 28, 0", "1, 5000, 1", "1, 1, -2147483648"})
    void senselessDimensionsAreErrors(int count, int rows, int columns) {
        assertError("allowed are 1 to", () -> images(header(count, rows, columns)));
    }

    @Test
    void whatExceedsTheLimitIsRefusedByItsHeader() {
        assertError("at most 1073741824", () -> images(header(1 << 24, 1 << 12, 1 << 12)));
        assertError("allowed are at most 11", () -> IdxReader.images(new ByteArrayInputStream(IMAGES), "file", 11));
        assertError("allowed are at most 1", () -> IdxReader.labels(new ByteArrayInputStream(LABELS), "file", 10, 1));
    }

    @Test
    void aGzipBombIsLeftAtTheAnnouncedEnd() {
        byte[] bomb = Idx.gzip(Arrays.copyOf(IMAGES, 64 << 20));
        CountingStream in = new CountingStream(bomb);
        assertError("trailing", () -> IdxReader.images(in, "file", IdxReader.LIMIT));
        assertTrue(in.read <= 1 << 16, "read " + in.read + " bytes of the bomb's " + bomb.length);
    }

    @Test
    void damageWithinGzipIsAnError() {
        byte[] gzip = Idx.gzip(IMAGES);
        gzip[gzip.length - 6] ^= 1;
        assertError("damaged", () -> images(gzip));
    }

    @Test
    void aFileThatCannotBeReadIsAnError() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertError("cannot be read: the disk is gone", () -> IdxReader.images(broken, "file", 100));
    }

    private static byte[] header(int count, int rows, int columns) {
        return ByteBuffer.allocate(16)
                .putInt(0x00000803)
                .putInt(count)
                .putInt(rows)
                .putInt(columns)
                .array();
    }

    private static IdxReader.Images images(byte[] file) {
        return IdxReader.images(new ByteArrayInputStream(file), "file", IdxReader.LIMIT);
    }

    private static IdxReader.Labels labels(byte[] file) {
        return IdxReader.labels(new ByteArrayInputStream(file), "file", 10, IdxReader.LIMIT);
    }

    private static void assertError(String part, Runnable action) {
        String message = assertThrows(DataException.class, action::run).getMessage();
        assertTrue(message.startsWith("file ") && message.contains(part), message);
    }

    private static final class CountingStream extends ByteArrayInputStream {
        private int read;

        CountingStream(byte[] content) {
            super(content);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            int now = super.read(target, offset, length);
            read += Math.max(now, 0);
            return now;
        }
    }
}
