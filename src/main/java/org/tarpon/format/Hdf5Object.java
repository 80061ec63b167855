package org.tarpon.format;

import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A group or a dataset: messages in an object header of version 2 (HDF5 file format specification, section IV.A). What is
 * put into it is written when the file is finished.
 */
public class Hdf5Object {
    static final long NOWHERE = -1;

    private static final int DATA_SPACE = 1;
    private static final int LINK_INFO = 2;
    private static final int DATA_TYPE = 3;
    private static final int FILL_VALUE = 5;
    private static final int LINK = 6;
    private static final int LAYOUT = 8;
    private static final int GROUP_INFO = 10;
    private static final int ATTRIBUTE = 12;

    private final List<byte[]> messages = new ArrayList<>();
    private final Map<String, String> texts = new TreeMap<>();

    /** A group. */
    static class Group extends Hdf5Object {
        final Map<String, Hdf5Object> children = new TreeMap<>();

        @Override
        void collect(Hdf5Texts heap) {
            super.collect(heap);
            children.values().forEach(child -> child.collect(heap));
        }

        @Override
        long write(ByteSink out, Hdf5Texts heap) throws IOException {
            Hdf5Object header = new Hdf5Object();
            header.messages.addAll(((Hdf5Object) this).messages);
            header.texts.putAll(((Hdf5Object) this).texts);
            // Links stand in the header itself: there is no heap and no index of them.
            header.add(
                    LINK_INFO,
                    Hdf5Type.bytes(18)
                            .putShort((short) 0)
                            .putLong(NOWHERE)
                            .putLong(NOWHERE)
                            .array());
            header.add(GROUP_INFO, new byte[2]);
            for (Map.Entry<String, Hdf5Object> child : children.entrySet()) {
                byte[] name = child.getKey().getBytes(StandardCharsets.UTF_8);
                ByteBuffer link = Hdf5Type.bytes(13 + name.length);
                link.put((byte) 1).put((byte) 0x11).put((byte) 1).putShort((short) name.length);
                header.add(
                        LINK,
                        link.put(name)
                                .putLong(child.getValue().write(out, heap))
                                .array());
            }
            return header.writeHeader(out, heap);
        }
    }

    private void add(int type, byte[] content) {
        ByteBuffer message = Hdf5Type.bytes(4 + content.length);
        messages.add(message.put((byte) type)
                .putShort((short) content.length)
                .put((byte) 0)
                .put(content)
                .array());
    }

    /**
     * Describes what the dataset holds.
     *
     * @param shape empty for a single value
     * @param layout the message that says where the values are
     */
    void describe(Hdf5Type type, long[] shape, byte[] layout) {
        add(DATA_SPACE, space(shape));
        add(DATA_TYPE, type.message());
        add(FILL_VALUE, new byte[] {2, 2, 2, 1, 0, 0, 0, 0});
        add(LAYOUT, layout);
    }

    private static byte[] space(long... shape) {
        ByteBuffer space = Hdf5Type.bytes(4 + 8 * shape.length);
        space.put((byte) 2).put((byte) shape.length).put((byte) 0).put((byte) (shape.length == 0 ? 0 : 1));
        for (long length : shape) {
            space.putLong(length);
        }
        return space.array();
    }

    /** Adds a single text. */
    public Hdf5Object attribute(String name, String text) {
        texts.put(name, text);
        return this;
    }

    /** Adds a whole number. */
    public Hdf5Object attribute(String name, long value) {
        return attribute(name, Hdf5Type.LONG, Hdf5Type.bytes(8).putLong(value).array());
    }

    /** Adds a whole number of 32 bits without sign, or a list of them. */
    public Hdf5Object unsigned(String name, int... values) {
        ByteBuffer bytes = Hdf5Type.bytes(4 * values.length);
        bytes.asIntBuffer().put(values);
        long[] shape = values.length == 1 ? new long[0] : new long[] {values.length};
        return attribute(name, Hdf5Type.UNSIGNED_INT, bytes.array(), shape);
    }

    /** Adds one of some words. */
    public Hdf5Object attribute(String name, List<String> words, String word) {
        return attribute(name, Hdf5Type.enumeration(words), new byte[] {(byte) words.indexOf(word)});
    }

    private Hdf5Object attribute(String name, Hdf5Type type, byte[] value, long... shape) {
        byte[] named = (name + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] space = space(shape);
        ByteBuffer content = Hdf5Type.bytes(9 + named.length + type.message().length + space.length + value.length);
        content.put((byte) 3).put((byte) 0);
        content.putShort((short) named.length)
                .putShort((short) type.message().length)
                .putShort((short) space.length);
        content.put((byte) 1).put(named).put(type.message()).put(space).put(value);
        add(ATTRIBUTE, content.array());
        return this;
    }

    /** Puts texts where the object will refer to them. */
    void collect(Hdf5Texts heap) {
        texts.values().forEach(heap::add);
    }

    /** Writes the object and returns its address. */
    long write(ByteSink out, Hdf5Texts heap) throws IOException {
        return writeHeader(out, heap);
    }

    private long writeHeader(ByteSink out, Hdf5Texts heap) throws IOException {
        texts.forEach((name, text) -> attribute(name, Hdf5Type.ANY_TEXT, heap.reference(text)));
        int size = messages.stream().mapToInt(message -> message.length).sum();
        ByteBuffer header = Hdf5Type.bytes(10 + size + 4);
        header.put("OHDR".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 2)
                .put((byte) 2)
                .putInt(size);
        messages.forEach(header::put);
        checksum(header);
        long address = out.position();
        out.write(header.array(), 0, header.capacity());
        return address;
    }

    /** Fills the last four bytes. */
    static void checksum(ByteBuffer bytes) {
        byte[] before = new byte[bytes.position()];
        bytes.get(0, before);
        bytes.putInt(ChecksumUtils.checksum(before));
    }
}
