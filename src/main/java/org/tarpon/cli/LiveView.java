package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.tarpon.experiment.Observer.CircuitFigures;

/**
 * A dashboard at the bottom of a terminal, drawn over again in place. Like the bar, it has no thread of its own. A frame leaves the
 * terminal as it found it, so that there is nothing to restore wherever a run ends. In a window narrower than is known, lines are
 * cut off instead of going on in the next.
 */
final class LiveView {
    private static final long INTERVAL_NANOS = 200_000_000;
    private static final Terminal.Size LEAST = new Terminal.Size(10, 40);

    private static final String ERASE_LINE = "\u001B[K";
    private static final String ERASE_BELOW = "\u001B[J";
    private static final String NO_WRAP = "\u001B[?7l";
    private static final String WRAP = "\u001B[?7h";

    private final PrintWriter err;
    private final Terminal.Size window;
    private final boolean colour;
    private final Dashboard dashboard = new Dashboard();
    private final long startTime = System.nanoTime();
    private long drawnAt = startTime - INTERVAL_NANOS;
    private int height;
    private boolean closed;

    LiveView(PrintWriter err, Terminal.Size window, boolean colour) {
        this.err = err;
        this.window = window;
        this.colour = colour;
    }

    /** Whether a window has room for it. */
    static boolean fits(Terminal.Size size) {
        return size.rows() >= LEAST.rows() && size.columns() >= LEAST.columns();
    }

    private double seconds() {
        return (System.nanoTime() - startTime) * 1e-9;
    }

    private boolean isDue() {
        return System.nanoTime() - drawnAt >= INTERVAL_NANOS;
    }

    void epochBegins(int epoch, int epochs, long presentations) {
        dashboard.epochBegins(epoch, epochs, presentations, seconds());
        drawIfDue();
    }

    void progress(long presentations) {
        dashboard.progress(presentations, seconds());
        drawIfDue();
    }

    void epochEnds(JsonNode metrics) {
        dashboard.epochEnds(metrics);
        draw();
    }

    void simulated(long now, long end, Supplier<CircuitFigures> figures) {
        if (isDue() || now == end) {
            dashboard.simulated(now, end, figures.get(), seconds());
            draw();
        }
    }

    private void drawIfDue() {
        if (isDue()) {
            draw();
        }
    }

    private void draw() {
        drawnAt = System.nanoTime();
        List<String> lines = dashboard.lines(window.columns() - 1, colour, seconds());
        List<String> shown = lines.subList(0, Math.min(lines.size(), window.rows() - 1));
        StringBuilder frame = new StringBuilder(up()).append(NO_WRAP);
        shown.forEach(line -> frame.append(line).append(ERASE_LINE).append('\n'));
        err.print(frame.append(WRAP).append(ERASE_BELOW));
        err.flush();
        height = shown.size();
    }

    /** Back to where the frame begins. */
    private String up() {
        return height == 0 ? "\r" : "\r\u001B[" + height + "A";
    }

    /** Makes room for a line of narration; the next event draws the dashboard below it. */
    void clear() {
        err.print(up() + ERASE_BELOW);
        err.flush();
        height = 0;
        drawnAt = System.nanoTime() - INTERVAL_NANOS;
    }

    /** Leaves the last state on the screen. */
    void close() {
        if (!closed) {
            draw();
            height = 0;
            closed = true;
        }
    }
}
