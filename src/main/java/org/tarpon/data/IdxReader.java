package org.tarpon.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX, the format of the MNIST files: a magic number (two zero bytes, the element type 8 for unsigned byte, the
 * number of dimensions), each dimension as a big-endian 32-bit number, then the bytes.
 *
 * <p>The file may be plain or gzip, told apart by content. It is read once, front to back, and digested on the way.
 * Memory is taken image by image as bytes arrive, and never beyond the limit, so that neither a header that promises too
 * much nor a small file that unpacks to a huge one costs more than it should.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", section "File formats".
 */
final class IdxReader {
    /** The most bytes that the elements of one file may take once decompressed. */
    static final long LIMIT = 1L << 30;

    /** Real samples are far larger; this bounds what millions of one-pixel images would cost in array headers. */
    private static final int MAX_COUNT = 1 << 24;

    /** An image is allocated before it is read; this keeps one to 16 MiB. */
    private static final int MAX_SIDE = 1 << 12;

    private static final int MAGIC_IMAGES = 0x00000803;
    private static final int MAGIC_LABELS = 0x00000801;
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int BUFFER = 1 << 16;

    private static final String REMEDY = ". Replace the file with the published one, or remove it";

    private final String name;
    private final long limit;
    private final MessageDigest digest = sha256();
    private final DataInputStream in;

    /** The images of one file, and the SHA-256 of the decompressed file in hexadecimal. */
    record Images(int rows, int columns, byte[][] pixels, String sha256) {}

    /** The labels of one file, and the SHA-256 of the decompressed file in hexadecimal. */
    record Labels(byte[] values, String sha256) {}

    private IdxReader(InputStream raw, String name, long limit) throws IOException {
        this.name = name;
        this.limit = limit;
        // The digest sits below a buffer of its own: it then sees blocks, not the header's single bytes.
        this.in =
                new DataInputStream(new BufferedInputStream(new DigestInputStream(decompressed(raw), digest), BUFFER));
    }

    /**
     * Reads a file of images.
     *
     * @param raw the file, plain or gzip; left open
     * @param name what errors call it
     * @param limit the most bytes of pixels to accept
     * @throws DataException if it is no such file, is truncated, has trailing bytes or exceeds the limit
     */
    static Images images(InputStream raw, String name, long limit) {
        return reading(raw, name, limit, IdxReader::images);
    }

    /**
     * Reads a file of labels.
     *
     * @param raw the file, plain or gzip; left open
     * @param name what errors call it
     * @param classes every label has to be below this
     * @param limit the most bytes of labels to accept
     * @throws DataException if it is no such file, is truncated, has trailing bytes, exceeds the limit or has a label
     *     that is not a class
     */
    static Labels labels(InputStream raw, String name, int classes, long limit) {
        return reading(raw, name, limit, reader -> reader.labels(classes));
    }

    private interface Body<T> {
        T read(IdxReader reader) throws IOException;
    }

    private static <T> T reading(InputStream raw, String name, long limit, Body<T> body) {
        try {
            return body.read(new IdxReader(raw, name, limit));
        } catch (EOFException e) {
            throw new DataException(name + " is truncated: it ends before what its header announces" + REMEDY, e);
        } catch (ZipException e) {
            throw new DataException(
                    name + " is damaged: it starts like a gzip file, but " + e.getMessage() + REMEDY, e);
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + DataException.reason(e), e);
        }
    }

    private Images images() throws IOException {
        magic(MAGIC_IMAGES, "images");
        int count = dimension("images", MAX_COUNT);
        int rows = dimension("rows", MAX_SIDE);
        int columns = dimension("columns", MAX_SIDE);
        withinLimit((long) count * rows * columns);
        List<byte[]> pixels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] image = new byte[rows * columns];
            in.readFully(image);
            pixels.add(image);
        }
        end();
        return new Images(rows, columns, pixels.toArray(new byte[0][]), digestInHex());
    }

    private Labels labels(int classes) throws IOException {
        magic(MAGIC_LABELS, "labels");
        int count = dimension("labels", MAX_COUNT);
        withinLimit(count);
        byte[] labels = in.readNBytes(count);
        if (labels.length < count) {
            throw new EOFException();
        }
        end();
        for (int i = 0; i < count; i++) {
            int label = labels[i] & 0xFF;
            if (label >= classes) {
                throw new DataException(name + " gives sample " + i + " the label " + label + "; allowed are 0 to "
                        + (classes - 1) + REMEDY);
            }
        }
        return new Labels(labels, digestInHex());
    }

    private void magic(int expected, String what) throws IOException {
        int magic = in.readInt();
        if (magic != expected) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s is not an IDX file of %s: it starts with 0x%08x, not 0x%08x%s",
                    name,
                    what,
                    magic,
                    expected,
                    REMEDY));
        }
    }

    private int dimension(String what, int most) throws IOException {
        int size = in.readInt();
        if (size < 1 || size > most) {
            throw new DataException(name + " announces " + Integer.toUnsignedString(size) + " " + what
                    + "; allowed are 1 to " + most + REMEDY);
        }
        return size;
    }

    private void withinLimit(long bytes) {
        if (bytes > limit) {
            throw new DataException(
                    name + " announces " + bytes + " bytes of content; allowed are at most " + limit + REMEDY);
        }
    }

    private void end() throws IOException {
        if (in.read() >= 0) {
            throw new DataException(name + " goes on after what its header announces (trailing bytes)" + REMEDY);
        }
    }

    private String digestInHex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
        buffered.mark(2);
        int start = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return start == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
