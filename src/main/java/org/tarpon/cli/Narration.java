package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.tarpon.experiment.Observer;

/** Tells on stderr how a run goes: one line an epoch, and on a terminal a bar with the time left of the whole run. */
final class Narration implements Observer, AutoCloseable {
    private final boolean quiet;
    private final boolean interactive;
    private ProgressBar bar;
    private long before;
    private long perEpoch;

    Narration(boolean quiet) {
        this.quiet = quiet;
        this.interactive = !quiet && Terminal.isInteractive();
    }

    /** Says one line. */
    void say(String line) {
        if (!quiet) {
            clearBar();
            System.err.println(line);
        }
    }

    @Override
    public void note(String message) {
        say(message);
    }

    @Override
    public void epochBegins(int epoch, int epochs, long presentations) {
        perEpoch = presentations;
        before = (epoch - 1) * presentations;
        if (interactive && bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setInitialMax(epochs * presentations)
                    .startsFrom(before, Duration.ZERO)
                    .setUpdateIntervalMillis(250)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void progress(long presentations) {
        if (bar != null) {
            bar.stepTo(before + presentations);
        }
    }

    @Override
    public void epochEnds(int epoch, int epochs, JsonNode metrics) {
        if (bar != null) {
            bar.stepTo(epoch * perEpoch);
        }
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "epoch %d of %d:", epoch, epochs));
        for (String part : new String[] {"train", "validation", "test"}) {
            JsonNode error = metrics.get(part + "_error");
            if (error != null) {
                line.append(String.format(Locale.ROOT, " %s %.2f %%", part, error.asDouble()));
            }
        }
        line.append(String.format(
                Locale.ROOT,
                " error, %,.0f training samples/s",
                metrics.path("train_samples_per_second").asDouble()));
        say(line.toString());
    }

    private void clearBar() {
        if (bar != null) {
            // The bar is redrawn a quarter of a second later; until then its line is free.
            System.err.print("\r\u001B[K");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
