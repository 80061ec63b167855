package org.tarpon.format;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lines of a file that a scenario names, one at a time: whatever is in it, no more than one line is held. Bytes that are
 * not ASCII are passed on as some letter that no number has.
 */
public final class CsvLines implements Closeable {
    /** Far more than a few numbers take. */
    private static final int LONGEST = 1_000;

    private static final int SHOWN = 60;

    /** That of UTF-8, as it is read here. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final Path file;
    private final BufferedReader in;
    private final StringBuilder line = new StringBuilder();
    private int number;

    /** @throws IOException if it is no regular file or cannot be read; from a device or a pipe a reader might never return */
    public CsvLines(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.exists(file) ? "is not a regular file" : "does not exist");
        }
        this.file = file;
        this.in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
    }

    /**
     * The next line without its end, LF or CRLF; null after the last.
     *
     * @throws IllegalArgumentException naming file and line, if it is too long or the first has a byte order mark
     */
    public String next() throws IOException {
        line.setLength(0);
        number++;
        int c = in.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == LONGEST) {
                throw new IllegalArgumentException(where() + ": a line of more than " + LONGEST + " characters");
            }
            line.append((char) c);
        }
        if (c == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        if (number == 1 && line.indexOf(BYTE_ORDER_MARK) == 0) {
            throw new IllegalArgumentException(
                    where() + ": begins with a byte order mark; save it as UTF-8 without one");
        }
        return line.toString();
    }

    /** The line last read, as {@code file:line}. */
    public String where() {
        return file + ":" + number;
    }

    /** Part of a line as messages show it: short, and without what a terminal would obey. */
    public static String shown(String text) {
        String plain = text.strip().replaceAll("\\p{Cntrl}|[\\x80-\\x9F]", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
