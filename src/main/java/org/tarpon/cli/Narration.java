package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.tarpon.experiment.Observer;

/** Tells on stderr how a run goes: one line an epoch, and on a terminal a bar with the time left of the whole run. */
final class Narration implements Observer, AutoCloseable {
    private static final String[] PARTS = {"train", "validation", "test"};

    private final PrintWriter err;
    private final boolean quiet;
    private final boolean interactive;
    private ProgressBar bar;
    private long perEpoch;
    private int epoch;
    private int epochs;

    /** @param interactive whether lines may be drawn over again */
    Narration(PrintWriter err, boolean quiet, boolean interactive) {
        this.err = err;
        this.quiet = quiet;
        this.interactive = interactive && !quiet;
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
        if (interactive && bar == null) {
            bar = new ProgressBar(err, (epoch - 1) * presentations, epochs * presentations);
        }
        progress(0);
    }

    @Override
    public synchronized void progress(long presentations) {
        if (bar != null) {
            bar.show("epoch " + epoch + " of " + epochs, (epoch - 1) * perEpoch + presentations);
        }
    }

    @Override
    public synchronized void epochEnds(int epoch, int epochs, JsonNode metrics) {
        if (quiet) {
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

    private void print(String line) {
        if (bar != null) {
            bar.clear();
        }
        err.println(line);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.clear();
            bar = null;
        }
    }
}
