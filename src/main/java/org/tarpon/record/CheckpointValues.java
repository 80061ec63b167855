package org.tarpon.record;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/** How the values of a state stand in a checkpoint: a letter for their type, how many there are, and the values. */
final class CheckpointValues {
    /** Values that go through a buffer at once. */
    private static final int PIECE = 8192;

    private CheckpointValues() {}

    static void write(DataOutputStream out, Object value) throws IOException {
        if (value instanceof float[][] rows) {
            out.writeByte('R');
            out.writeInt(rows.length);
            for (float[] row : rows) {
                write(out, row.length, Float.BYTES, (buffer, i) -> buffer.putFloat(row[i]));
            }
        } else if (value instanceof float[] floats) {
            out.writeByte('F');
            write(out, floats.length, Float.BYTES, (buffer, i) -> buffer.putFloat(floats[i]));
        } else if (value instanceof double[] doubles) {
            out.writeByte('D');
            write(out, doubles.length, Double.BYTES, (buffer, i) -> buffer.putDouble(doubles[i]));
        } else if (value instanceof long[] longs) {
            out.writeByte('J');
            write(out, longs.length, Long.BYTES, (buffer, i) -> buffer.putLong(longs[i]));
        } else if (value instanceof int[] ints) {
            out.writeByte('I');
            write(out, ints.length, Integer.BYTES, (buffer, i) -> buffer.putInt(ints[i]));
        } else if (value instanceof boolean[] flags) {
            out.writeByte('Z');
            write(out, flags.length, 1, (buffer, i) -> buffer.put((byte) (flags[i] ? 1 : 0)));
        } else {
            byte[] bytes = (byte[]) value;
            out.writeByte('B');
            write(out, bytes.length, 1, (buffer, i) -> buffer.put(bytes[i]));
        }
    }

    private static void write(DataOutputStream out, int length, int bytesEach, ObjIntConsumer<ByteBuffer> put)
            throws IOException {
        out.writeInt(length);
        ByteBuffer buffer = ByteBuffer.allocate(bytesEach * Math.min(length, PIECE));
        for (int i = 0; i < length; i++) {
            put.accept(buffer, i);
            if (!buffer.hasRemaining() || i == length - 1) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
    }

    /** @throws BufferUnderflowException if that is not what follows */
    static Object read(ByteBuffer in) {
        switch (in.get()) {
            case 'R' -> {
                float[][] rows = new float[count(in, Integer.BYTES)][];
                Arrays.setAll(rows, i -> floats(in));
                return rows;
            }
            case 'F' -> {
                return floats(in);
            }
            case 'D' -> {
                double[] doubles = new double[count(in, Double.BYTES)];
                Arrays.setAll(doubles, i -> in.getDouble());
                return doubles;
            }
            case 'J' -> {
                long[] longs = new long[count(in, Long.BYTES)];
                Arrays.setAll(longs, i -> in.getLong());
                return longs;
            }
            case 'I' -> {
                int[] ints = new int[count(in, Integer.BYTES)];
                Arrays.setAll(ints, i -> in.getInt());
                return ints;
            }
            case 'Z' -> {
                boolean[] flags = new boolean[count(in, 1)];
                for (int i = 0; i < flags.length; i++) {
                    flags[i] = in.get() != 0;
                }
                return flags;
            }
            case 'B' -> {
                byte[] bytes = new byte[count(in, 1)];
                in.get(bytes);
                return bytes;
            }
            default -> throw new BufferUnderflowException();
        }
    }

    private static float[] floats(ByteBuffer in) {
        float[] floats = new float[count(in, Float.BYTES)];
        in.asFloatBuffer().get(floats);
        in.position(in.position() + Float.BYTES * floats.length);
        return floats;
    }

    /** A number of things that must all be there, so that nothing is allocated for what is not. */
    static int count(ByteBuffer in, int bytesEach) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
        return count;
    }
}
