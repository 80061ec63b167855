package org.tarpon.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * One line at the bottom of a terminal that is drawn over again. It has no thread of its own, so that nothing can come
 * between a line of narration and the bar below it.
 */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long INTERVAL_NANOS = 200_000_000;
    private static final String ERASE_LINE = "\r\u001B[K";
    // In a window narrower than the bar, the bar is cut off instead of going on in a second line.
    private static final String NO_WRAP = "\u001B[?7l";
    private static final String WRAP = "\u001B[?7h";

    private final PrintWriter err;
    private final long total;
    private final long start;
    private final long startTime = System.nanoTime();
    private long drawnAt = startTime - INTERVAL_NANOS;

    /** @param start what is done already, by an earlier process */
    ProgressBar(PrintWriter err, long start, long total) {
        this.err = err;
        this.start = start;
        this.total = total;
    }

    /** Draws the bar, if it was not drawn a moment ago. */
    void show(String label, long done) {
        long now = System.nanoTime();
        if (now - drawnAt < INTERVAL_NANOS) {
            return;
        }
        drawnAt = now;
        err.print(ERASE_LINE + NO_WRAP + line(label, done, (now - startTime) * 1e-9) + WRAP);
        err.flush();
    }

    /** @param seconds since the bar began at {@code start} */
    String line(String label, long done, double seconds) {
        return line(label, start, done, total, seconds, Integer.MAX_VALUE);
    }

    /** As {@link #line(String, long, double)}, drawn elsewhere: where columns are few the bar gives way first, then the label. */
    static String line(String label, long start, long done, long total, double seconds, int columns) {
        String figures = String.format(Locale.ROOT, " %3d %%", 100 * done / total)
                + (done > start ? ", " + duration(seconds / (done - start) * (total - done)) + " left" : "");
        int width = Math.min(WIDTH, columns - label.length() - figures.length() - " []".length());
        if (width < 1) {
            return Dashboard.cut(label, columns - figures.length()) + figures;
        }
        int filled = (int) (width * done / total);
        return label + " [" + "=".repeat(filled) + " ".repeat(width - filled) + "]" + figures;
    }

    private static String duration(double seconds) {
        long s = (long) Math.ceil(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    /** Frees the line; the next {@link #show} draws at once. */
    void clear() {
        err.print(ERASE_LINE);
        err.flush();
        drawnAt = System.nanoTime() - INTERVAL_NANOS;
    }
}
