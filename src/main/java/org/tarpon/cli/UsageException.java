package org.tarpon.cli;

/** The command was used in a way that cannot work; its message says what to do instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
