package org.tarpon.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.tarpon.experiment.Observer;
import org.tarpon.scenario.InvalidScenarioException;

/**
 * Works in a thread of its own, so that interrupting the caller, before or meanwhile, asks the run to stop and never breaks the
 * writing of its files, which closes on interruption.
 */
final class Task implements Observer {
    /** Something that runs to its end or, if it was stopped, throws {@link TarponException.Interrupted}. */
    interface Work<T> {
        T run(Observer observer, BooleanSupplier stop) throws IOException, InvalidScenarioException;
    }

    /** What came of it. */
    private static final class Outcome<T> {
        private T result;
        private Throwable thrown;
    }

    private final BooleanSupplier stop;
    private final Consumer<Epoch> epochs;
    private final Consumer<String> notes;
    private volatile boolean interrupted;

    Task(BooleanSupplier stop, Consumer<Epoch> epochs, Consumer<String> notes) {
        this.stop = stop;
        this.epochs = epochs;
        this.notes = notes;
    }

    /** Returns or throws what the work does; if the caller was interrupted, it is so again. */
    <T> T run(Work<T> work) throws IOException, InvalidScenarioException {
        Outcome<T> outcome = new Outcome<>();
        interrupted = Thread.interrupted();
        Thread thread = new Thread(() -> attempt(work, outcome), "tarpon-run");
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
        if (outcome.thrown instanceof IOException e) {
            throw e;
        } else if (outcome.thrown instanceof InvalidScenarioException e) {
            throw e;
        } else if (outcome.thrown instanceof RuntimeException e) {
            throw e;
        } else if (outcome.thrown instanceof Error e) {
            throw e;
        }
        return outcome.result;
    }

    private <T> void attempt(Work<T> work, Outcome<T> outcome) {
        try {
            outcome.result = work.run(this, () -> interrupted || stop.getAsBoolean());
        } catch (IOException | InvalidScenarioException | RuntimeException | Error e) {
            outcome.thrown = e;
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
