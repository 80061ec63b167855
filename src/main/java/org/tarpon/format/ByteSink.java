package org.tarpon.format;

import java.io.IOException;

/** A file that grows, and of which bytes may be replaced once all are there. */
public interface ByteSink {
    /** Where the next byte goes. */
    long position() throws IOException;

    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Writes over bytes that are there already. */
    void replace(long position, byte[] bytes) throws IOException;
}
