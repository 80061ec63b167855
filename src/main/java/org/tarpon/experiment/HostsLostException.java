package org.tarpon.experiment;

import java.io.IOException;

/** Processes that simulate a part of a run are out of reach, or failed; it can be gone on with from its last checkpoint. */
public final class HostsLostException extends IOException {
    private static final long serialVersionUID = 1L;

    public HostsLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
