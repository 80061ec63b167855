package org.tarpon.record;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How the values of a state stand in a checkpoint: a letter for their type, how many there are, and the values. */
final class CheckpointValues {
    /** Values that go through a buffer at once. */
    private static final int PIECE = 8192;

    private final DataOutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE * Long.BYTES);

    CheckpointValues(DataOutputStream out) {
        this.out = out;
    }

    void write(Object value) throws IOException {
        if (value instanceof float[][] rows) {
            out.writeByte('R');
            out.writeInt(rows.length);
            for (float[] row : rows) {
                writeFloats(row);
            }
        } else if (value instanceof float[] floats) {
            out.writeByte('F');
            writeFloats(floats);
        } else if (value instanceof double[] doubles) {
            out.writeByte('D');
            write(doubles.length, Double.BYTES, (from, count) -> buffer.asDoubleBuffer()
                    .put(doubles, from, count));
        } else if (value instanceof long[] longs) {
            out.writeByte('J');
            write(longs.length, Long.BYTES, (from, count) -> buffer.asLongBuffer()
                    .put(longs, from, count));
        } else if (value instanceof int[] ints) {
            out.writeByte('I');
            write(ints.length, Integer.BYTES, (from, count) -> buffer.asIntBuffer()
                    .put(ints, from, count));
        } else if (value instanceof boolean[] flags) {
            out.writeByte('Z');
            byte[] bytes = new byte[flags.length];
            for (int i = 0; i < flags.length; i++) {
                bytes[i] = (byte) (flags[i] ? 1 : 0);
            }
            write(bytes);
        } else {
            out.writeByte('B');
            write((byte[]) value);
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void writeFloats(float[] floats) throws IOException {
        write(floats.length, Float.BYTES, (from, count) -> buffer.asFloatBuffer()
                .put(floats, from, count));
    }

    /** Puts some values into the buffer at once: large networks have millions. */
    @FunctionalInterface
    private interface Put {
        void values(int from, int count);
    }

    private void write(int length, int bytesEach, Put put) throws IOException {
        out.writeInt(length);
        for (int from = 0; from < length; from += PIECE) {
            int count = Math.min(length - from, PIECE);
            put.values(from, count);
            out.write(buffer.array(), 0, bytesEach * count);
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
