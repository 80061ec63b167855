package org.tarpon.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that a run needs to go on after an epoch to the same bits. Random draws are addressed, and so need no state
 * here; the order of the data is one of them.
 *
 * @param scenario SHA-256 of the resolved scenario that the run belongs to
 * @param epochs epochs finished
 * @param metrics the lines of these epochs
 * @param spikes chained SHA-256 of all spikes so far
 * @param counters whole numbers (traffic, steps), in the order in which the run lists them
 * @param matrices weights and optimiser memory, each named
 * @param seconds wall-clock time spent so far; for information only
 */
public record Checkpoint(
        byte[] scenario,
        int epochs,
        String metrics,
        byte[] spikes,
        List<long[]> counters,
        List<Matrix> matrices,
        double seconds) {
    /** @param rows live or loaded values; rows may differ in length */
    public record Matrix(String name, float[][] rows) {}

    private static final long MAGIC = 0x544152504F4E434BL; // "TARPONCK"
    private static final int VERSION = 3;
    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;
    private static final long LARGEST = Integer.MAX_VALUE - 8; // the longest array that every platform can make

    /** Says why a checkpoint cannot be used. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String why) {
            super(why);
        }
    }

    /** Writes it atomically, with its version and its own SHA-256 at the end. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, out -> {
            DigestOutputStream digesting = new DigestOutputStream(out, Digests.sha256());
            DataOutputStream data = new DataOutputStream(digesting);
            writeContent(data);
            data.flush();
            digesting.on(false);
            out.write(digesting.getMessageDigest().digest());
        });
    }

    private void writeContent(DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.write(scenario);
        out.writeInt(epochs);
        writeText(out, metrics);
        out.write(spikes);
        out.writeDouble(seconds);
        out.writeInt(counters.size());
        for (long[] group : counters) {
            out.writeInt(group.length);
            for (long counter : group) {
                out.writeLong(counter);
            }
        }
        out.writeInt(matrices.size());
        for (Matrix matrix : matrices) {
            writeText(out, matrix.name());
            out.writeInt(matrix.rows().length);
            for (float[] row : matrix.rows()) {
                writeRow(out, row);
            }
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeRow(OutputStream out, float[] row) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * row.length);
        buffer.putInt(row.length);
        buffer.asFloatBuffer().put(row);
        out.write(buffer.array());
    }

    /**
     * Reads and verifies a checkpoint.
     *
     * @throws DamagedException if the file is truncated, altered, of another version or no checkpoint
     */
    public static Checkpoint read(Path file) throws IOException {
        ByteBuffer in = verified(file);
        try {
            return readContent(in);
        } catch (BufferUnderflowException e) {
            // Only a writer of other checkpoints gets here: the content is as it was written.
            throw new DamagedException("its content is not laid out as this program does it");
        }
    }

    private static ByteBuffer verified(Path file) throws IOException {
        long length = Files.size(file);
        if (length < HEAD_BYTES + Digests.SHA256_BYTES) {
            throw new DamagedException("it has only " + length + " bytes");
        }
        if (length > LARGEST) {
            throw new DamagedException("it is too large, " + length + " bytes");
        }
        // The head is looked at first: a large file of another kind need not be read.
        try (DataInputStream head = new DataInputStream(Files.newInputStream(file))) {
            if (head.readLong() != MAGIC) {
                throw new DamagedException("it does not begin as a checkpoint of Tarpon does");
            }
            int version = head.readInt();
            if (version != VERSION) {
                throw new DamagedException(
                        "it has format version " + version + "; this program reads version " + VERSION);
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length - Digests.SHA256_BYTES;
        MessageDigest digest = Digests.sha256();
        digest.update(bytes, 0, end);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new DamagedException("its content does not match its checksum; it is truncated or altered");
        }
        return ByteBuffer.wrap(bytes, HEAD_BYTES, end - HEAD_BYTES);
    }

    private static Checkpoint readContent(ByteBuffer in) {
        byte[] scenario = bytes(in, Digests.SHA256_BYTES);
        int epochs = in.getInt();
        String metrics = new String(bytes(in, count(in, 1)), StandardCharsets.UTF_8);
        byte[] spikes = bytes(in, Digests.SHA256_BYTES);
        double seconds = in.getDouble();
        List<long[]> counters = new ArrayList<>();
        for (int groups = count(in, Integer.BYTES); groups > 0; groups--) {
            long[] group = new long[count(in, Long.BYTES)];
            for (int i = 0; i < group.length; i++) {
                group[i] = in.getLong();
            }
            counters.add(group);
        }
        List<Matrix> matrices = new ArrayList<>();
        for (int number = count(in, Integer.BYTES); number > 0; number--) {
            String name = new String(bytes(in, count(in, 1)), StandardCharsets.UTF_8);
            float[][] rows = new float[count(in, Integer.BYTES)][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new float[count(in, Float.BYTES)];
                in.asFloatBuffer().get(rows[i]);
                in.position(in.position() + Float.BYTES * rows[i].length);
            }
            matrices.add(new Matrix(name, rows));
        }
        return new Checkpoint(scenario, epochs, metrics, spikes, counters, matrices, seconds);
    }

    /** A number of things that must all be there, so that nothing is allocated for what is not. */
    private static int count(ByteBuffer in, int bytesEach) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    private static byte[] bytes(ByteBuffer in, int number) {
        byte[] bytes = new byte[number];
        in.get(bytes);
        return bytes;
    }
}
