package org.tarpon.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.tarpon.experiment.Observer;

/**
 * Simulates in a thread of its own, so that interrupting the caller asks the run to stop and never breaks the writing of its
 * files, which closes on interruption.
 */
final class Task implements Observer {
    /** Something that runs to its end or is stopped. */
    interface Work {
        Optional<JsonNode> run(Observer observer, BooleanSupplier stop) throws IOException;
    }

    private final BooleanSupplier stop;
    private final Consumer<Epoch> epochs;
    private final Consumer<String> notes;
    private volatile boolean interrupted;
    private Optional<JsonNode> result = Optional.empty();
    private Throwable thrown;

    Task(BooleanSupplier stop, Consumer<Epoch> epochs, Consumer<String> notes) {
        this.stop = stop;
        this.epochs = epochs;
        this.notes = notes;
    }

    /** Returns nothing if the run was stopped; then, if the caller was interrupted, it is so again. */
    Optional<JsonNode> run(Work work) throws IOException {
        Thread thread = new Thread(() -> attempt(work), "tarpon-run");
        thread.start();
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thrown instanceof IOException e) {
            throw e;
        } else if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
        return result;
    }

    private void attempt(Work work) {
        try {
            result = work.run(this, () -> interrupted || stop.getAsBoolean());
        } catch (IOException | RuntimeException | Error e) {
            thrown = e;
        }
    }

    @Override
    public void note(String message) {
        notes.accept(message);
    }

    @Override
    public void warn(String message) {
        notes.accept("warning: " + message);
    }

    @Override
    public void epochEnds(int epoch, int of, JsonNode metrics) {
        epochs.accept(new Epoch(epoch, of, Metrics.of(metrics)));
    }
}
