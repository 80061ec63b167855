package org.tarpon.experiment;

/** A run needs more memory or disk than there is; the message says what would fit. */
public final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
        super(message);
    }
}
