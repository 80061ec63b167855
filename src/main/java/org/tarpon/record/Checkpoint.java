package org.tarpon.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that a run needs to go on to the same bits. Random draws are addressed, and so need no state here; the order of
 * the data is one of them.
 *
 * @param scenario SHA-256 of what the run does, see {@link RunDirectory#newest}
 * @param data SHA-256 of the data that it does it with
 * @param place how far the run is
 * @param metrics the lines written so far
 * @param state named values, as a {@link org.tarpon.state.Archive} takes them
 * @param seconds wall-clock time spent so far; for information only
 * @param epochSeconds of it, on learning in the epoch under way; for information only
 */
public record Checkpoint(
        byte[] scenario,
        byte[] data,
        Place place,
        String metrics,
        Map<String, Object> state,
        double seconds,
        double epochSeconds) {
    /** What comes after a pathway's name where the mean of its weights over epochs is kept. */
    public static final String MEAN = " mean";

    /** Under which name the state has how many epochs have gone into the means. */
    public static final String MEAN_EPOCHS = "epochs" + MEAN;

    private static final long MAGIC = 0x544152504F4E434BL; // "TARPONCK"
    private static final int VERSION = 5;
    /** What a program may be called; the file may come from a stranger. */
    private static final Pattern PROGRAM = Pattern.compile("[\\w.+() -]{1,64}");

    /** The first that says which program wrote it. */
    private static final int FIRST_SIGNED_VERSION = 4;

    private static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;
    private static final long LARGEST = Integer.MAX_VALUE - 8; // the longest array that every platform can make

    /**
     * How far a run is: epochs finished and mini-batches of the next one, each pass counted, or else simulated
     * time in nanoseconds. Later places are greater.
     */
    public record Place(int epochs, int batches, long nanos) implements Comparable<Place> {
        private static final Pattern FILE =
                Pattern.compile("epoch-(\\d{6,10})(?:-batch-(\\d{6,10}))?\\.tarpon|time-(\\d{13,19})-ns\\.tarpon");

        /** The name of the checkpoint's file. */
        public String fileName() {
            if (nanos > 0) {
                return String.format(Locale.ROOT, "time-%013d-ns.tarpon", nanos);
            }
            String batch = batches == 0 ? "" : String.format(Locale.ROOT, "-batch-%06d", batches);
            return String.format(Locale.ROOT, "epoch-%06d%s.tarpon", epochs, batch);
        }

        static Optional<Place> ofFile(String name) {
            Matcher matcher = FILE.matcher(name);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        matcher.group(3) != null
                                ? new Place(0, 0, Long.parseLong(matcher.group(3)))
                                : new Place(
                                        Integer.parseInt(matcher.group(1)),
                                        matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)),
                                        0));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public int compareTo(Place other) {
            int byEpochs = Integer.compare(epochs, other.epochs);
            int byBatches = byEpochs != 0 ? byEpochs : Integer.compare(batches, other.batches);
            return byBatches != 0 ? byBatches : Long.compare(nanos, other.nanos);
        }
    }

    /** Says why a checkpoint cannot be used. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String why) {
            super(why);
        }
    }

    /** Whether the run keeps means of its weights, and an epoch has gone into them. */
    public boolean hasMeans() {
        return state.get(MEAN_EPOCHS) instanceof long[] epochs && epochs[0] > 0;
    }

    /**
     * The weights with which the run measures its errors: their mean at the end of the last whole epoch, if there is one.
     *
     * @param pathway its name
     * @return as the run keeps them; null if the pathway does not learn
     */
    public Object evaluated(String pathway) {
        Object weights = state.get(pathway);
        return hasMeans() ? state.getOrDefault(pathway + MEAN, weights) : weights;
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
        out.writeUTF(Program.version());
        out.write(scenario);
        out.write(data);
        out.writeInt(place.epochs());
        out.writeInt(place.batches());
        out.writeLong(place.nanos());
        out.writeDouble(seconds);
        out.writeDouble(epochSeconds);
        writeText(out, metrics);
        out.writeInt(state.size());
        CheckpointValues values = new CheckpointValues(out);
        for (Map.Entry<String, Object> entry : state.entrySet()) {
            writeText(out, entry.getKey());
            values.write(entry.getValue());
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
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
                throw new DamagedException(otherVersion(version, head));
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

    private static String otherVersion(int version, DataInputStream head) throws IOException {
        String what = "it has format version " + version + "; this program, " + Program.version() + ", reads version "
                + VERSION;
        if (version < FIRST_SIGNED_VERSION) {
            return what + "; only builds from before 0.1.0 read it";
        }
        try {
            // Every version since has the program at this place.
            String program = head.readUTF();
            return PROGRAM.matcher(program).matches()
                    ? what + "; go on with Tarpon " + program + ", which wrote it"
                    : what;
        } catch (EOFException | java.io.UTFDataFormatException e) {
            return what;
        }
    }

    private static Checkpoint readContent(ByteBuffer in) {
        bytes(in, Short.toUnsignedInt(in.getShort())); // the program
        byte[] scenario = bytes(in, Digests.SHA256_BYTES);
        byte[] data = bytes(in, Digests.SHA256_BYTES);
        Place place = new Place(in.getInt(), in.getInt(), in.getLong());
        if (place.epochs() < 0 || place.batches() < 0 || place.nanos() < 0) {
            throw new BufferUnderflowException();
        }
        double seconds = in.getDouble();
        double epochSeconds = in.getDouble();
        String metrics = text(in);
        Map<String, Object> state = new TreeMap<>();
        for (int number = CheckpointValues.count(in, Integer.BYTES); number > 0; number--) {
            String name = text(in);
            state.put(name, CheckpointValues.read(in));
        }
        return new Checkpoint(scenario, data, place, metrics, state, seconds, epochSeconds);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, CheckpointValues.count(in, 1)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int number) {
        if (number > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[number];
        in.get(bytes);
        return bytes;
    }
}
