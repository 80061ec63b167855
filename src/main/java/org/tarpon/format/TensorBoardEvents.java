package org.tarpon.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes scalars as TensorBoard reads them: TFRecords (length, payload, and the masked CRC-32C of each) of {@code Event}
 * messages of TensorFlow's event.proto. Two messages of six fields are encoded here; the library that could, protobuf-java
 * with generated classes, has 1.9 MB.
 */
public final class TensorBoardEvents {
    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xa282ead8;

    // Tags of fields: number and kind of encoding (0 variable-length integer, 1 eight bytes, 2 length first, 5 four
    // bytes).
    private static final int WALL_TIME = 1 << 3 | 1;
    private static final int STEP = 2 << 3;
    private static final int FILE_VERSION = 3 << 3 | 2;
    private static final int SUMMARY = 5 << 3 | 2;
    private static final int VALUE = 1 << 3 | 2;
    private static final int TAG = 1 << 3 | 2;
    private static final int SIMPLE_VALUE = 2 << 3 | 5;

    private final OutputStream out;

    /** Writes what such a file begins with. */
    public TensorBoardEvents(OutputStream out) throws IOException {
        this.out = out;
        write(event(0, 0, message(FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Writes one value.
     *
     * @param tag its name; what stands before a slash groups charts
     * @param step on the horizontal axis, 0 or more
     * @param wallTime seconds, as charts over time show it
     */
    public void scalar(String tag, long step, double wallTime, float value) throws IOException {
        byte[] name = message(TAG, tag.getBytes(StandardCharsets.UTF_8));
        ByteBuffer scalar = Hdf5Type.bytes(name.length + 5).put(name).put((byte) SIMPLE_VALUE);
        byte[] summary = message(VALUE, scalar.putFloat(value).array());
        write(event(wallTime, step, message(SUMMARY, summary)));
    }

    private static byte[] event(double wallTime, long step, byte[] what) {
        ByteBuffer event =
                Hdf5Type.bytes(20 + what.length).put((byte) WALL_TIME).putDouble(wallTime);
        varint(event.put((byte) STEP), step);
        return trimmed(event.put(what));
    }

    private static byte[] message(int tag, byte[] content) {
        ByteBuffer message = Hdf5Type.bytes(11 + content.length).put((byte) tag);
        varint(message, content.length);
        return trimmed(message.put(content));
    }

    private static void varint(ByteBuffer out, long value) {
        long rest = value;
        for (; rest > 127; rest >>>= 7) {
            out.put((byte) (rest & 127 | 128));
        }
        out.put((byte) rest);
    }

    private static byte[] trimmed(ByteBuffer bytes) {
        byte[] content = new byte[bytes.position()];
        bytes.get(0, content);
        return content;
    }

    private void write(byte[] event) throws IOException {
        byte[] length = Hdf5Type.bytes(8).putLong(event.length).array();
        ByteBuffer record = Hdf5Type.bytes(16 + event.length);
        record.put(length).putInt(masked(length)).put(event).putInt(masked(event));
        out.write(record.array());
    }

    /** A checksum of data that hold checksums would be no good one; so it is turned and shifted. */
    private static int masked(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
    }
}
