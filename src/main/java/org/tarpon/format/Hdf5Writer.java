package org.tarpon.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an HDF5 file that HDF5 1.8 and later read (superblock of version 2) from front to back, so that columns can grow
 * while a simulation runs; only the superblock is completed at the end. There are no time stamps: the same content is the
 * same bytes. The library that reads HDF5 here keeps all that it writes in memory, and has no empty datasets and no
 * enumerations.
 */
public final class Hdf5Writer {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
    private static final int SUPERBLOCK_BYTES = 48;

    private final ByteSink out;
    private final Hdf5Object.Group root = new Hdf5Object.Group();

    /** @param goOn whether the file has been begun by an earlier writer */
    public Hdf5Writer(ByteSink out, boolean goOn) throws IOException {
        this.out = out;
        if (!goOn) {
            out.write(new byte[SUPERBLOCK_BYTES], 0, SUPERBLOCK_BYTES);
        }
    }

    /** The group of a path such as {@code a/b}, made where it is missing; the empty path is the file itself. */
    public Hdf5Object group(String path) {
        return find(path);
    }

    private Hdf5Object.Group find(String path) {
        Hdf5Object.Group group = root;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                group = (Hdf5Object.Group) group.children.computeIfAbsent(name, key -> new Hdf5Object.Group());
            }
        }
        return group;
    }

    <T extends Hdf5Object> T put(String path, T object) {
        int slash = path.lastIndexOf('/');
        find(slash < 0 ? "" : path.substring(0, slash)).children.put(path.substring(slash + 1), object);
        return object;
    }

    /** A column of 64-bit floating-point numbers. */
    Hdf5Column doubles(String path) {
        return put(path, new Hdf5Column(out, Hdf5Type.DOUBLE, Hdf5Column.CHUNK));
    }

    /** A column of 64-bit whole numbers without sign. */
    Hdf5Column unsignedLongs(String path) {
        return put(path, new Hdf5Column(out, Hdf5Type.UNSIGNED_LONG, Hdf5Column.CHUNK));
    }

    /** Writes 32-bit floating-point numbers row by row; {@code shape} says how readers see them. */
    public Hdf5Object floats(String path, float[][] rows, long... shape) throws IOException {
        long address = out.position();
        long bytes = 0;
        for (float[] row : rows) {
            ByteBuffer values = Hdf5Type.bytes(4 * row.length);
            values.asFloatBuffer().put(row);
            out.write(values.array(), 0, values.capacity());
            bytes += values.capacity();
        }
        return dataset(path, Hdf5Type.FLOAT, shape, address, bytes);
    }

    /** Writes whole numbers; {@code shape} may be empty for a single one. */
    public Hdf5Object longs(String path, long[] values, long... shape) throws IOException {
        ByteBuffer bytes = Hdf5Type.bytes(8 * values.length);
        bytes.asLongBuffer().put(values);
        long address = out.position();
        out.write(bytes.array(), 0, bytes.capacity());
        return dataset(path, Hdf5Type.LONG, shape, address, bytes.capacity());
    }

    /** Writes texts; {@code shape} may be empty for a single one. */
    public Hdf5Object texts(String path, List<String> texts, long... shape) throws IOException {
        List<byte[]> encoded = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = encoded.stream().mapToInt(text -> text.length).max().orElse(0);
        ByteBuffer bytes = Hdf5Type.bytes(Math.max(1, size) * texts.size());
        for (int i = 0; i < texts.size(); i++) {
            bytes.position(i * Math.max(1, size)).put(encoded.get(i));
        }
        long address = out.position();
        out.write(bytes.array(), 0, bytes.capacity());
        return dataset(path, Hdf5Type.text(Math.max(1, size)), shape, address, bytes.capacity());
    }

    private Hdf5Object dataset(String path, Hdf5Type type, long[] shape, long address, long bytes) {
        Hdf5Object dataset = new Hdf5Object();
        dataset.describe(type, shape, Hdf5Column.contiguous(bytes == 0 ? Hdf5Object.NOWHERE : address, bytes));
        return put(path, dataset);
    }

    /** Writes what describes the values. Nothing can be added any more. */
    public void finish() throws IOException {
        Hdf5Texts heap = new Hdf5Texts();
        root.collect(heap);
        heap.write(out);
        long address = root.write(out, heap);
        ByteBuffer superblock = Hdf5Type.bytes(SUPERBLOCK_BYTES).put(SIGNATURE);
        superblock.put((byte) 2).put((byte) 8).put((byte) 8).put((byte) 0);
        superblock
                .putLong(0)
                .putLong(Hdf5Object.NOWHERE)
                .putLong(out.position())
                .putLong(address);
        Hdf5Object.checksum(superblock);
        out.replace(0, superblock.array());
    }
}
