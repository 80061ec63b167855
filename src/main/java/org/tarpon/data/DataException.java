package org.tarpon.data;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/**
 * A data set is unavailable, damaged or not what its name promises.
 *
 * <p>The message stands alone: what is wrong, in which file, what is allowed, and what to do about it. Unchecked, since
 * only the command line, which turns it into exit code 4, can do anything about it.
 */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean absent;

    public DataException(String message) {
        super(message);
        this.absent = false;
    }

    private DataException(String message, boolean absent) {
        super(message);
        this.absent = absent;
    }

    static DataException absent(String message) {
        return new DataException(message, true);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
        this.absent = false;
    }

    /** Whether the data set is simply not here, and not damaged or another one. */
    public boolean isAbsent() {
        return absent;
    }

    /** What an exception says for itself. The message of a file system's exception is a bare path, or none. */
    static String reason(Exception e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        return e instanceof FileSystemException || e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
