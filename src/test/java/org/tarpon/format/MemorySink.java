package org.tarpon.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in memory. */
final class MemorySink implements ByteSink {
    private byte[] content = {};
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public long position() {
        return out.size();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
    }

    @Override
    public void replace(long position, byte[] bytes) {
        content = out.toByteArray();
        System.arraycopy(bytes, 0, content, (int) position, bytes.length);
    }

    /** Saves what is there once bytes have been replaced. */
    Path save(Path file) throws IOException {
        return Files.write(file, content);
    }
}
