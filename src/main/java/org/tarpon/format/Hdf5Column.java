package org.tarpon.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tarpon.state.Archive;

/**
 * A dataset of one dimension whose length shows at the end: 64-bit values that are written in chunks while they come, and
 * then a B-tree over the chunks (version 1, HDF5 file format specification, section III.A.1). Of the values a chunk is kept
 * in memory, of the chunks their addresses, so that 10⁹ values take about a megabyte.
 */
final class Hdf5Column extends Hdf5Object {
    static final int CHUNK = 1 << 13;

    /** Children of a node: twice the default rank, which a superblock of version 2 leaves no place to change. */
    private static final int CHILDREN = 64;

    private static final int NODE_BYTES = 24 + CHILDREN * 8 + (CHILDREN + 1) * 24;

    private final ByteSink out;
    private final Hdf5Type type;
    private final ByteBuffer chunk;
    private long[] addresses = new long[8];
    private long chunks;

    /** @param length values of a chunk */
    Hdf5Column(ByteSink out, Hdf5Type type, int length) {
        this.out = out;
        this.type = type;
        this.chunk = Hdf5Type.bytes(8 * length);
    }

    void append(long bits) throws IOException {
        chunk.putLong(bits);
        if (!chunk.hasRemaining()) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (chunks == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * addresses.length);
        }
        addresses[(int) chunks++] = out.position();
        out.write(chunk.array(), 0, chunk.capacity());
        chunk.clear();
    }

    /** Lists the values that are not in the file yet, and where the others are. */
    void state(Archive archive) {
        long[] kept = new long[chunk.position() / 8];
        chunk.asReadOnlyBuffer()
                .order(chunk.order())
                .flip()
                .slice()
                .order(chunk.order())
                .asLongBuffer()
                .get(kept);
        kept = archive.list("values", kept);
        addresses = archive.list("chunks", Arrays.copyOf(addresses, (int) chunks));
        if (archive.isReading()) {
            if (8 * kept.length >= chunk.capacity()) {
                throw new Archive.MismatchException("a chunk of spikes is longer than it can be");
            }
            chunks = addresses.length;
            chunk.clear();
            chunk.asLongBuffer().put(kept);
            chunk.position(8 * kept.length);
        }
        addresses = Arrays.copyOf(addresses, Math.max(8, addresses.length));
    }

    @Override
    long write(ByteSink sink, Hdf5Texts heap) throws IOException {
        long length = (chunks * chunk.capacity() + chunk.position()) / 8;
        if (length == 0) {
            describe(type, new long[] {0}, contiguous(NOWHERE, 0));
            return super.write(sink, heap);
        }
        if (chunk.position() > 0) {
            Arrays.fill(chunk.array(), chunk.position(), chunk.capacity(), (byte) 0);
            flush();
        }
        ByteBuffer layout = Hdf5Type.bytes(19).put((byte) 3).put((byte) 2).put((byte) 2);
        describe(
                type,
                new long[] {length},
                layout.putLong(tree(sink))
                        .putInt(chunk.capacity() / 8)
                        .putInt(8)
                        .array());
        return super.write(sink, heap);
    }

    static byte[] contiguous(long address, long bytes) {
        return Hdf5Type.bytes(18)
                .put((byte) 3)
                .put((byte) 1)
                .putLong(address)
                .putLong(bytes)
                .array();
    }

    /** Writes level after level and returns the address of the root. */
    private long tree(ByteSink sink) throws IOException {
        long[] children = Arrays.copyOf(addresses, (int) chunks);
        long span = 1; // chunks below a child
        for (int level = 0; ; level++) {
            int count = (children.length + CHILDREN - 1) / CHILDREN;
            long first = sink.position();
            long[] nodes = new long[count];
            for (int i = 0; i < count; i++) {
                nodes[i] = first + (long) i * NODE_BYTES;
                long left = i == 0 ? NOWHERE : nodes[i] - NODE_BYTES;
                long right = i == count - 1 ? NOWHERE : nodes[i] + NODE_BYTES;
                int from = i * CHILDREN;
                int to = Math.min(children.length, from + CHILDREN);
                sink.write(node(level, left, right, from, Arrays.copyOfRange(children, from, to), span), 0, NODE_BYTES);
            }
            if (count == 1) {
                return first;
            }
            children = nodes;
            span *= CHILDREN;
        }
    }

    private byte[] node(int level, long left, long right, long from, long[] children, long span) {
        ByteBuffer node = Hdf5Type.bytes(NODE_BYTES);
        node.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) level);
        node.putShort((short) children.length).putLong(left).putLong(right);
        for (int i = 0; i <= children.length; i++) {
            // The first element of the chunk, and within an element the first byte.
            long chunkIndex = Math.min(chunks, (from + i) * span);
            node.putInt(chunk.capacity())
                    .putInt(0)
                    .putLong(chunkIndex * (chunk.capacity() / 8))
                    .putLong(0);
            if (i < children.length) {
                node.putLong(children[i]);
            }
        }
        return node.array();
    }
}
