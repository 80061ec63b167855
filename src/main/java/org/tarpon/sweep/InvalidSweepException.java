package org.tarpon.sweep;

/** A sweep cannot be as it was asked for; the message says what is wrong, and with which setting. */
public final class InvalidSweepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSweepException(String message) {
        super(message);
    }
}
