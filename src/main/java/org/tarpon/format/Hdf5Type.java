package org.tarpon.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What the elements of a dataset or attribute are, as a datatype message of the HDF5 file format specification says it
 * (section IV.A.2.d). All numbers are little-endian.
 *
 * @param size bytes of an element
 * @param message the encoded message
 */
record Hdf5Type(int size, byte[] message) {
    private static final int FIXED_POINT = 0x10; // version 1 and class
    private static final int FLOATING_POINT = 0x11;
    private static final int STRING = 0x13;
    private static final int ENUMERATION = 0x18;
    private static final int VARIABLE_LENGTH = 0x19;

    static final Hdf5Type BYTE = integer(1, false);
    static final Hdf5Type UNSIGNED_INT = integer(4, false);
    static final Hdf5Type UNSIGNED_LONG = integer(8, false);
    static final Hdf5Type LONG = integer(8, true);
    static final Hdf5Type FLOAT = real(4, 8, 23);
    static final Hdf5Type DOUBLE = real(8, 11, 52);

    /** UTF-8 of any length, which is elsewhere: length, address of a heap, and number of the object there. */
    static final Hdf5Type ANY_TEXT = new Hdf5Type(
            16,
            begin(8 + BYTE.message.length, VARIABLE_LENGTH, 0x101, 16)
                    .put(BYTE.message)
                    .array());

    static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer begin(int length, int versionAndClass, int bits, int size) {
        return bytes(length).putInt(versionAndClass | bits << 8).putInt(size);
    }

    private static Hdf5Type integer(int size, boolean signed) {
        ByteBuffer message = begin(12, FIXED_POINT, signed ? 8 : 0, size);
        return new Hdf5Type(
                size, message.putShort((short) 0).putShort((short) (8 * size)).array());
    }

    /** IEEE 754, with an implied first bit of the mantissa and the sign in the highest bit. */
    private static Hdf5Type real(int size, int exponent, int mantissa) {
        ByteBuffer message = begin(20, FLOATING_POINT, 0x20 | 8 * size - 1 << 8, size);
        message.putShort((short) 0).putShort((short) (8 * size));
        message.put((byte) mantissa).put((byte) exponent).put((byte) 0).put((byte) mantissa);
        return new Hdf5Type(size, message.putInt((1 << exponent - 1) - 1).array());
    }

    /** UTF-8, filled up with zeros. */
    static Hdf5Type text(int size) {
        return new Hdf5Type(size, begin(8, STRING, 0x11, size).array());
    }

    /** One of these words, in a byte that counts them from 0. */
    static Hdf5Type enumeration(List<String> words) {
        byte[][] names = words.stream()
                .map(word -> Arrays.copyOf(word.getBytes(StandardCharsets.US_ASCII), word.length() / 8 * 8 + 8))
                .toArray(byte[][]::new);
        int length = Arrays.stream(names).mapToInt(name -> name.length).sum();
        ByteBuffer message = begin(8 + BYTE.message.length + length + names.length, ENUMERATION, names.length, 1);
        message.put(BYTE.message);
        Arrays.stream(names).forEach(message::put);
        for (int i = 0; i < names.length; i++) {
            message.put((byte) i);
        }
        return new Hdf5Type(1, message.array());
    }
}
