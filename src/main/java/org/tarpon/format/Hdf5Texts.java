package org.tarpon.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts of attributes, in a global heap (HDF5 file format specification, section III.E): only texts of variable length
 * are texts, and not bytes, to h5py.
 */
final class Hdf5Texts {
    /** The HDF Group's library reads no fewer bytes of a heap. */
    private static final int LEAST_BYTES = 4096;

    private static final int HEADER_BYTES = 16; // of the heap, and of an object

    private final Map<String, Integer> numbers = new TreeMap<>();
    private long address;

    void add(String text) {
        numbers.putIfAbsent(text, numbers.size() + 1);
    }

    /** What an attribute has of a text that was added. */
    byte[] reference(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return Hdf5Type.bytes(16)
                .putInt(length)
                .putLong(address)
                .putInt(numbers.get(text))
                .array();
    }

    private static int padded(int length) {
        return (length + 7) / 8 * 8;
    }

    void write(ByteSink out) throws IOException {
        address = out.position();
        int used = HEADER_BYTES;
        for (String text : numbers.keySet()) {
            used += HEADER_BYTES + padded(text.getBytes(StandardCharsets.UTF_8).length);
        }
        int size = Math.max(LEAST_BYTES, used + HEADER_BYTES);
        ByteBuffer heap = Hdf5Type.bytes(size);
        heap.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(size);
        numbers.forEach((text, number) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            heap.putShort(number.shortValue()).putShort((short) 1).putInt(0).putLong(bytes.length);
            heap.put(bytes).position(heap.position() + padded(bytes.length) - bytes.length);
        });
        heap.putLong(0).putLong(size - used); // object 0: what is free
        out.write(heap.array(), 0, size);
    }
}
