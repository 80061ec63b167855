package org.tarpon.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.tarpon.experiment.Observer;
import org.tarpon.record.RunDirectory;

/** Has runs carried out, some at once. What becomes of one does not touch the others. */
public final class Sweep {
    /** Is told how a sweep goes on, by one thread at a time. */
    public interface Listener {
        /** Of something that a run would warn of. */
        void warned(Plan.Run run, String message);

        /** A run came to its end, or failed. */
        void ended(Outcome outcome) throws IOException;
    }

    private final SweepDirectory directory;
    private final Place place;
    private final Listener listener;
    private volatile IOException broken; // the sweep's own files cannot be written

    public Sweep(SweepDirectory directory, Place place, Listener listener) {
        this.directory = directory;
        this.place = place;
        this.listener = listener;
    }

    /**
     * Carries runs out, in their order as far as it shows.
     *
     * @param parallel how many at once
     * @param stop asked often; runs under way then stop where they can be gone on with
     * @throws IOException if the sweep's own files cannot be written, when all that was under way has stopped
     */
    public void conduct(List<Plan.Run> runs, int parallel, BooleanSupplier stop) throws IOException {
        AtomicInteger next = new AtomicInteger();
        BooleanSupplier stopped = () -> broken != null || stop.getAsBoolean();
        Thread[] threads = new Thread[Math.min(parallel, runs.size())];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(
                    () -> {
                        for (int k = next.getAndIncrement(); k < runs.size(); k = next.getAndIncrement()) {
                            if (!stopped.getAsBoolean()) {
                                carryOut(runs.get(k), stopped);
                            }
                        }
                    },
                    "tarpon-sweep-" + (i + 1));
            threads[i].start();
        }
        for (Thread thread : threads) {
            joinWhole(thread);
        }
        if (broken != null) {
            throw broken;
        }
    }

    private static void joinWhole(Thread thread) {
        while (true) {
            try {
                thread.join();
                return;
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; signals come as requests to stop.
                continue;
            }
        }
    }

    private void carryOut(Plan.Run run, BooleanSupplier stop) {
        Outcome outcome;
        try {
            RunDirectory runDirectory = directory.directory(run);
            Optional<JsonNode> result = place.carryOut(runDirectory, observer(run), stop);
            if (result.isEmpty()) {
                return;
            }
            outcome = Outcome.finished(run, result.get());
        } catch (Throwable e) {
            // Whatever it is, it is this run's, and the others go on.
            outcome = Outcome.failed(run, Failure.of(e));
        }
        try {
            tell(outcome);
        } catch (IOException e) {
            broken = e;
        }
    }

    private synchronized void tell(Outcome outcome) throws IOException {
        if (outcome.failure().isPresent()) {
            directory.keep(outcome.run(), outcome.failure().get());
        }
        listener.ended(outcome);
    }

    private Observer observer(Plan.Run run) {
        return new Observer() {
            @Override
            public void warn(String message) {
                synchronized (Sweep.this) {
                    listener.warned(run, message);
                }
            }
        };
    }
}
