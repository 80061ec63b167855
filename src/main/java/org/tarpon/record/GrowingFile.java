package org.tarpon.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tarpon.format.ByteSink;
import org.tarpon.state.Archive;

/**
 * A file that is written while a run goes on, under a name that ends in {@code .partial} until it is whole. A checkpoint has
 * its length; a run that goes on from there cuts off what came later, and writes it again.
 */
public final class GrowingFile extends OutputStream implements ByteSink {
    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final OutputStream out;
    private long position;

    /**
     * Opens the file.
     *
     * @param goOn whether to keep what an earlier process has written, of which {@link #state} then says how much counts
     */
    public GrowingFile(Path file, boolean goOn) throws IOException {
        this.file = file;
        this.partial = file.resolveSibling(file.getFileName() + ".partial");
        if (goOn && !Files.exists(partial) && Files.exists(file)) {
            // The process ended after this file and before the result.
            AtomicFile.rename(file, partial);
        }
        channel = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!goOn) {
            channel.truncate(0);
        }
        position = channel.size();
        channel.position(position);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /** Lists the length, up to which all is on the disk when this returns. */
    public void state(Archive archive) {
        try {
            settle();
            long length = archive.number("length", position);
            if (length > channel.size()) {
                throw new Archive.MismatchException("it needs the first " + length + " bytes of " + partial
                        + ", which has " + channel.size() + " and so was altered");
            }
            channel.truncate(length);
            position = length;
        } catch (IOException e) {
            throw new UncheckedIOException(AtomicFile.withFile(partial, e));
        }
    }

    private void settle() throws IOException {
        out.flush();
        channel.force(false);
    }

    /** Gives the file its name; nothing can be written any more. */
    public void finish() throws IOException {
        try {
            settle();
            channel.close();
            AtomicFile.rename(partial, file);
        } catch (IOException e) {
            throw AtomicFile.withFile(file, e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
            position += length;
        } catch (IOException e) {
            throw AtomicFile.withFile(partial, e);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void replace(long place, byte[] bytes) throws IOException {
        try {
            out.flush();
            ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content, place + content.position());
            }
        } catch (IOException e) {
            throw AtomicFile.withFile(partial, e);
        }
    }

    /** Leaves the file under its temporary name, without what was not settled. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
