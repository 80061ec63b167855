package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.function.BooleanSupplier;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.random.RandomStream;
import org.tarpon.scenario.Scenario;

/**
 * Two runs that learn side by side in lockstep: after each mini-batch both wait, and all that they have sent and learned
 * is compared, until the first event and the first weight in which they part are known. Nothing is evaluated or written.
 *
 * <p>Both runs must show the same number of samples in batches of the same size and have the same populations and pathways.
 */
final class Replay {
    /** Told at the end of each epoch, counted from 1, while both runs wait; says whether to go on. */
    @FunctionalInterface
    interface EndOfEpoch {
        boolean goOn(int epoch);
    }

    private final List<TrainingCourse> runs;
    private final List<List<EventLog>> logs;
    private final BooleanSupplier stop;
    private final EndOfEpoch endOfEpoch;
    private final int batchesPerPass;
    private final Throwable[] failures = new Throwable[2];
    private final Phaser lockstep = new Phaser(2) {
        @Override
        protected boolean onAdvance(int phase, int running) {
            compareOnce();
            return running == 0;
        }
    };

    private Optional<Difference> event = Optional.empty();
    private Optional<Difference> weight = Optional.empty();
    private Throwable broken;
    private volatile boolean over;
    private boolean betweenEpochs;
    private int epoch;
    private int batches;
    private int last;

    /** @param stop asked after each batch */
    Replay(TrainingCourse first, TrainingCourse second, BooleanSupplier stop, EndOfEpoch endOfEpoch) {
        this.runs = List.of(first, second);
        this.logs = List.of(first.listen(), second.listen());
        this.stop = stop;
        this.endOfEpoch = endOfEpoch;
        this.batchesPerPass = (first.training.count() + first.scenario.train().batch() - 1)
                / first.scenario.train().batch();
    }

    /**
     * Learns until both the first event and the first weight that differ are found, one run diverges, or the end.
     *
     * @param from epochs that both runs have behind them
     * @param to epochs after which to end
     */
    void run(int from, int to) {
        epoch = from;
        last = to;
        weight = MatrixDifference.between(KeptState.learned(runs.get(0)), KeptState.learned(runs.get(1)))
                .map(found -> describe(found, beforeTheFirst()));
        Thread other = new Thread(() -> learn(1, from, to), "tarpon-replay");
        other.start();
        learn(0, from, to);
        boolean interrupted = false;
        while (other.isAlive()) {
            try {
                other.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Throwable failure : Arrays.asList(failures[0], failures[1], broken)) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException e && !(failure instanceof DivergedException)) {
                throw e;
            }
        }
    }

    private void learn(int run, int from, int to) {
        try {
            for (int e = from; e < to && !over; e++) {
                runs.get(run).learn(e, this::meet);
                if (!over) {
                    meet();
                }
            }
        } catch (RuntimeException | Error e) {
            failures[run] = e;
        } finally {
            lockstep.arriveAndDeregister();
        }
    }

    /** Waits for the other run; whether it is over. */
    private boolean meet() {
        lockstep.arriveAndAwaitAdvance();
        return over;
    }

    /** Runs in one thread while the other waits or has ended. */
    private void compareOnce() {
        try {
            if (!over) {
                compare();
            }
        } catch (RuntimeException | Error e) {
            // Thrown here it would leave the other run waiting.
            broken = e;
            over = true;
        }
    }

    private void compare() {
        boolean failed = failures[0] != null || failures[1] != null;
        if (betweenEpochs) {
            betweenEpochs = false;
            batches = 0;
            epoch++;
            over = failed || !endOfEpoch.goOn(epoch) || epoch == last;
            return;
        }
        if (event.isEmpty()) {
            event = EventLog.between(logs.get(0), logs.get(1)).map(this::describe);
        }
        if (weight.isEmpty()) {
            weight = MatrixDifference.between(KeptState.learned(runs.get(0)), KeptState.learned(runs.get(1)))
                    .map(found -> describe(found, here()));
        }
        logs.forEach(ofRun -> ofRun.forEach(EventLog::clear));
        batches++;
        betweenEpochs = batches == batchesPerPass * runs.get(0).passes();
        over = failed || event.isPresent() && weight.isPresent() || stop.getAsBoolean();
    }

    /** The first event that differs; empty if none did. */
    Optional<Difference> event() {
        return event;
    }

    /** The first weight, or else value of an optimiser's memory, that differs; batch 0 is before the first batch. */
    Optional<Difference> weight() {
        return weight;
    }

    /** How one run, 0 or 1, diverged. */
    Optional<DivergedException> divergence(int run) {
        return Optional.ofNullable((DivergedException) failures[run]);
    }

    private Map<String, Object> here() {
        Map<String, Object> where = Difference.at("epoch", epoch + 1);
        if (runs.get(0).passes() == 2) {
            where.put("pass", batches < batchesPerPass ? "feedback learning" : "forward learning");
        }
        where.put("batch", batches % batchesPerPass + 1);
        return where;
    }

    private Map<String, Object> beforeTheFirst() {
        Map<String, Object> where = Difference.at("epoch", epoch + 1);
        where.put("batch", 0);
        return where;
    }

    private Difference describe(MatrixDifference found, Map<String, Object> where) {
        found.describe(runs.get(0).scenario, where);
        return new Difference(
                Difference.What.WEIGHT, where, Float.toString(found.first()), Float.toString(found.second()));
    }

    private Difference describe(EventLog.Parting found) {
        Map<String, Object> where = here();
        where.put("lane", found.log());
        List<Integer> samples = new ArrayList<>();
        for (TrainingCourse run : runs) {
            samples.add(sample(run, found.log()));
        }
        if (!samples.get(0).equals(samples.get(1))) {
            return new Difference(
                    Difference.What.EVENT,
                    where,
                    "shows training sample " + samples.get(0),
                    "shows training sample " + samples.get(1));
        }
        EventLog.Event event = found.earlier();
        Network network = runs.get(0).network;
        Pathway pathway = network.pathways().get(event.channel() / Signal.COUNT);
        where.put("sample", samples.get(0));
        where.put("time_ns", event.time());
        where.put("pathway", pathway.name());
        where.put(
                "signal", Signal.values()[event.channel() % Signal.COUNT].name().toLowerCase(Locale.ROOT));
        where.put("population", pathway.from().name());
        where.put("neuron", event.neuron());
        boolean same = found.first().isPresent()
                && found.second().isPresent()
                && found.first().get().neuron() == found.second().get().neuron()
                && found.first().get().channel() == found.second().get().channel()
                && found.first().get().time() == found.second().get().time();
        return new Difference(
                Difference.What.EVENT,
                where,
                same || found.isOfFirst() ? sent(same ? found.first().get() : event) : "sends nothing",
                same || !found.isOfFirst() ? sent(same ? found.second().get() : event) : "sends nothing");
    }

    private static String sent(EventLog.Event event) {
        return "sends " + event.value();
    }

    /** The sample shown at a place of the present batch. */
    private int sample(TrainingCourse run, int place) {
        Scenario scenario = run.scenario;
        int[] order = new int[run.training.count()];
        new RandomStream(scenario.seed(), "order").permutation(epoch, order);
        return order[batches % batchesPerPass * scenario.train().batch() + place];
    }
}
