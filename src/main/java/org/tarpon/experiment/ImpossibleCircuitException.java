package org.tarpon.experiment;

/** A circuit cannot be simulated as its scenario says, which only drawing its connections, or simulating it, can show. */
public final class ImpossibleCircuitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause with a message for the user */
    ImpossibleCircuitException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
