package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.tarpon.experiment.Observer;

/**
 * Tells on stderr how a run goes: one line an epoch, and on a terminal a bar with the time left of the whole run; or a dashboard
 * in place of both.
 */
final class Narration implements Observer, AutoCloseable {
    private static final String[] PARTS = {"train", "validation", "test"};
    private static final int REPORTS = 10;

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean interactive;
    private final Optional<LiveView> view;
    private ProgressBar bar;
    private long reported = -1;
    private long perEpoch;
    private int epoch;
    private int epochs;

    /** @param interactive whether lines may be drawn over again */
    Narration(PrintWriter err, boolean quiet, boolean interactive) {
        this.err = err;
        this.quiet = quiet;
        this.interactive = interactive && !quiet;
        this.view = Optional.empty();
    }

    /** With a dashboard. */
    Narration(PrintWriter err, LiveView view) {
        this.err = err;
        this.quiet = false;
        this.interactive = false;
        this.view = Optional.of(view);
    }

    @Override
    public synchronized void note(String message) {
        if (!quiet) {
            print(message);
        }
    }

    @Override
    public synchronized void warn(String message) {
        print("warning: " + message);
    }

    @Override
    public synchronized void epochBegins(int epoch, int epochs, long presentations) {
        this.epoch = epoch;
        this.epochs = epochs;
        perEpoch = presentations;
        view.ifPresent(shown -> shown.epochBegins(epoch, epochs, presentations));
        if (interactive && bar == null) {
            bar = new ProgressBar(err, (epoch - 1) * presentations, epochs * presentations);
        }
        progress(0);
    }

    @Override
    public synchronized void progress(long presentations) {
        view.ifPresent(shown -> shown.progress(presentations));
        if (bar != null) {
            bar.show("epoch " + epoch + " of " + epochs, (epoch - 1) * perEpoch + presentations);
        }
    }

    @Override
    public synchronized void epochEnds(int epoch, int epochs, JsonNode metrics) {
        view.ifPresent(shown -> shown.epochEnds(metrics));
        if (quiet || view.isPresent()) {
            return;
        }
        int digits = Integer.toString(epochs).length();
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "epoch %" + digits + "d of %d  error:", epoch, epochs));
        for (String part : PARTS) {
            JsonNode error = metrics.get(part + "_error");
            if (error != null) {
                line.append(String.format(Locale.ROOT, " %s %5.2f %%,", part, error.asDouble()));
            }
        }
        JsonNode rate = metrics.path("train_samples_per_second");
        line.append(String.format(Locale.ROOT, "  %,.0f training samples/s", rate.asDouble()));
        print(line.toString());
    }

    @Override
    public synchronized void simulated(long now, long warmUp, long end, Supplier<CircuitFigures> figures) {
        view.ifPresent(shown -> shown.simulated(now, end, figures));
        long tenths = Math.max(0, now - warmUp) * REPORTS / (end - warmUp);
        if (reported >= 0 && tenths != reported && view.isEmpty()) {
            note(tenths * (100 / REPORTS) + " % simulated");
        }
        reported = tenths;
    }

    private void print(String line) {
        view.ifPresent(LiveView::clear);
        if (bar != null) {
            bar.clear();
        }
        err.println(line);
    }

    @Override
    public synchronized void close() {
        view.ifPresent(LiveView::close);
        if (bar != null) {
            bar.clear();
            bar = null;
        }
    }
}
