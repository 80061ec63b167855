package org.tarpon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be shown on stderr: colours and bars only to a person who wants them. */
final class Terminal {
    private Terminal() {}

    /** Whether stderr is a terminal on which lines may be rewritten. */
    static boolean isInteractive() {
        if ("dumb".equals(System.getenv("TERM")) || System.getenv("NO_COLOR") != null) {
            return false;
        }
        try {
            String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            // Not Linux: a console means that stdin and stdout are terminals, and since Java 22 not even that.
            return System.console() != null && Runtime.version().feature() < 22;
        }
    }
}
