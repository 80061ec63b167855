package org.tarpon.cli;

import java.util.function.BooleanSupplier;
import org.tarpon.experiment.Observer;

/**
 * Turns SIGINT and SIGTERM into a request to stop soon (after the present mini-batch), and lets the process end only when the
 * run has put its files in order.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;

    private final Observer observer;
    private final Thread runner = Thread.currentThread();
    private final Thread hook = new Thread(this::interrupted, "tarpon-interruption");
    private volatile boolean requested;
    private volatile boolean settled;

    /** @param observer told when the request comes */
    Interruption(Observer observer) {
        this.observer = observer;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        requested = true;
        observer.note("stopping as soon as what is under way is done");
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!settled && runner.isAlive() && System.nanoTime() < end) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
        Runtime.getRuntime().halt(Main.INTERRUPTED);
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }

    /** The run is over, or has put its files in order; the process may end. */
    @Override
    public void close() {
        settled = true;
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came in this very moment; the hook sees that all is settled.
            }
        }
    }
}
