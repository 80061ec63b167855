package org.tarpon.record;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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
 * @param spikes chained SHA-256 of all spikes so far
 * @param counters whole numbers (traffic, steps), in the order in which the run lists them
 * @param matrices weights and optimiser memory, each named
 * @param seconds wall-clock time spent so far; for information only
 */
public record Checkpoint(
        byte[] scenario, int epochs, byte[] spikes, List<long[]> counters, List<Matrix> matrices, double seconds) {
    /** @param rows live or loaded values; rows may differ in length */
    public record Matrix(String name, float[][] rows) {}

    private static final long MAGIC = 0x544152504F4E434BL; // "TARPONCK"
    private static final int VERSION = 1;

    /** Says why a checkpoint cannot be used. */
    public static final class DamagedException extends IOException {
        DamagedException(Path file, String why) {
            super("checkpoint " + file + " cannot be used: " + why);
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
            out.writeUTF(matrix.name());
            out.writeInt(matrix.rows().length);
            for (float[] row : matrix.rows()) {
                writeRow(out, row);
            }
        }
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
        byte[] bytes = Files.readAllBytes(file);
        int content = bytes.length - Digests.SHA256_BYTES;
        if (content < Long.BYTES + Integer.BYTES) {
            throw new DamagedException(file, "it has only " + bytes.length + " bytes");
        }
        ByteBuffer head = ByteBuffer.wrap(bytes);
        if (head.getLong() != MAGIC) {
            throw new DamagedException(file, "it does not begin as a checkpoint of Tarpon does");
        }
        int version = head.getInt();
        if (version != VERSION) {
            throw new DamagedException(
                    file, "it has format version " + version + "; this program reads version " + VERSION);
        }
        MessageDigest digest = Digests.sha256();
        digest.update(bytes, 0, content);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, content, bytes.length))) {
            throw new DamagedException(file, "its content does not match its checksum; it is truncated or altered");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 12, content - 12))) {
            return readContent(in);
        }
    }

    private static Checkpoint readContent(DataInputStream in) throws IOException {
        byte[] scenario = in.readNBytes(Digests.SHA256_BYTES);
        int epochs = in.readInt();
        byte[] spikes = in.readNBytes(Digests.SHA256_BYTES);
        double seconds = in.readDouble();
        List<long[]> counters = new ArrayList<>();
        for (int groups = in.readInt(); groups > 0; groups--) {
            long[] group = new long[in.readInt()];
            for (int i = 0; i < group.length; i++) {
                group[i] = in.readLong();
            }
            counters.add(group);
        }
        List<Matrix> matrices = new ArrayList<>();
        for (int number = in.readInt(); number > 0; number--) {
            String name = in.readUTF();
            float[][] rows = new float[in.readInt()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new float[in.readInt()];
                ByteBuffer.wrap(in.readNBytes(Float.BYTES * rows[i].length))
                        .asFloatBuffer()
                        .get(rows[i]);
            }
            matrices.add(new Matrix(name, rows));
        }
        return new Checkpoint(scenario, epochs, spikes, counters, matrices, seconds);
    }
}
