package org.tarpon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What can be shown on stderr: colours and bars only to a person who wants them. */
final class Terminal {
    /** Of a window whose size is not known. */
    private static final Size USUAL = new Size(24, 80);

    /** Of a window, in characters. */
    record Size(int rows, int columns) {}

    private Terminal() {}

    /** Whether stderr is a terminal on which lines may be rewritten without being asked for. */
    static boolean isInteractive() {
        return hasColour() && canRewrite();
    }

    static boolean hasColour() {
        return System.getenv("NO_COLOR") == null;
    }

    /**
     * The size of the window, where the environment tells it (COLUMNS and LINES, which shells know and may export). To ask the
     * terminal itself takes another program, and this one starts none.
     */
    static Size size(Map<String, String> environment) {
        return new Size(
                number(environment.get("LINES"), USUAL.rows()), number(environment.get("COLUMNS"), USUAL.columns()));
    }

    private static int number(String text, int otherwise) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
    }

    /** Whether stderr is a terminal that knows control sequences. */
    static boolean canRewrite() {
        if ("dumb".equals(System.getenv("TERM"))) {
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
