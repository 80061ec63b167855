package org.tarpon.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tarpon.state.Archive;

/**
 * The event loop of a part of the neurons. It depends on the rest of the network only through what it hears in the
 * {@link Exchange}.
 *
 * <p>Order of events: time; at one instant arrivals before updates before wakings; arrivals by pathway, then in the order in
 * which they were sent; updates by population, slice and draw; wakings by population and neuron.
 */
final class Partition {
    private final Site[] sites; // by population
    private final Arrivals[] arrivals; // by pathway
    private final int[][] readers; // by output of all populations: positions in arrivals
    private final Exchange.Member exchange;
    private final Audience audience;
    private final Steps steps;
    private final UpdateClock[] clocks;
    private final Site[] clockSites;
    private final Site[] wakeSites; // by number among the wakings; null where no site wakes
    private final Agenda arrivalTimes;
    private final Agenda updateTimes;
    private final Wakings wakings;
    private final long[] rebaseTimes;
    private final long[] rebaseIntervals;
    private long now;
    private long heardUntil;
    private long nextRebase;
    private long updates;

    /** Who is told what was sent, at the end of every window, before it is forgotten. */
    @FunctionalInterface
    interface Audience {
        void listen(int output, ChangeLog log);
    }

    /**
     * How time is divided.
     *
     * @param window after which what was sent is told and forgotten; a multiple of the step
     * @param step of the {@link Exchange}
     * @param alone whether there is no other partition
     * @param instantaneous whether what is sent may arrive at once; only if alone
     */
    record Steps(long window, long step, boolean alone, boolean instantaneous) {
        long endOfStep(long time, long end) {
            return Math.min(end, (time / step + 1) * step);
        }

        long beginOfStep(long time) {
            return time - time % step;
        }
    }

    /**
     * @param clocks in the order of their populations and slices
     * @param clockSites where each clock's neurons are
     */
    Partition(
            Site[] sites,
            List<Arrivals> arrivals,
            List<UpdateClock> clocks,
            List<Site> clockSites,
            Exchange.Member exchange,
            Audience audience,
            Steps steps) {
        this.sites = sites;
        this.arrivals = arrivals.toArray(Arrivals[]::new);
        this.exchange = exchange;
        this.audience = audience;
        this.steps = steps;
        this.readers = new int[exchange.logs.length][];
        for (int o = 0; o < readers.length; o++) {
            ChangeLog log = exchange.logs[o];
            readers[o] = IntStream.range(0, arrivals.size())
                    .filter(i -> arrivals.get(i).source == log)
                    .toArray();
        }
        this.clocks = clocks.toArray(UpdateClock[]::new);
        this.clockSites = clockSites.toArray(Site[]::new);
        this.arrivalTimes = new Agenda(arrivals.size());
        this.updateTimes = new Agenda(clocks.size());
        for (int i = 0; i < clocks.size(); i++) {
            updateTimes.set(i, clocks.get(i).time());
        }
        int wakers = Arrays.stream(sites).mapToInt(Site::wakers).sum();
        this.wakings = new Wakings(wakers);
        this.wakeSites = new Site[wakers];
        int number = 0;
        for (Site site : sites) {
            site.noteWakingsIn(wakings, number);
            Arrays.fill(wakeSites, number, number + site.wakers(), site);
            number += site.wakers();
        }
        this.rebaseIntervals =
                Arrays.stream(sites).mapToLong(s -> s.cells.rebaseInterval()).toArray();
        this.rebaseTimes = rebaseIntervals.clone();
        this.nextRebase = Arrays.stream(rebaseTimes).min().orElse(Long.MAX_VALUE);
    }

    /** Does what is due at times up to now alone, so that the state does not show how the neurons are divided. */
    void catchUp(long now) {
        if (now >= nextRebase) {
            rebase(now);
        }
    }

    /** Goes on from a state that sites, clocks and logs have been given. */
    void restart(long now) {
        this.now = now;
        heardUntil = now;
        if (now > 0) { // what neurons sent when they began is in the logs
            exchange.forgetSent();
        }
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i].restart(now);
            arrivalTimes.set(i, arrivals[i].time());
        }
        for (int i = 0; i < clocks.length; i++) {
            updateTimes.set(i, clocks[i].time());
        }
        for (int i = 0; i < sites.length; i++) {
            rebaseTimes[i] =
                    rebaseIntervals[i] == Long.MAX_VALUE ? Long.MAX_VALUE : sites[i].cells.epoch() + rebaseIntervals[i];
        }
        nextRebase = Arrays.stream(rebaseTimes).min().orElse(Long.MAX_VALUE);
    }

    /** Lists the neurons' state and the clocks of their updates at a time. */
    void state(Archive archive, long now) {
        for (Site site : sites) {
            if (site.cells.size() > 0) {
                site.state(archive.part(site.group.name()));
            }
        }
        for (int i = 0; i < clocks.length; i++) {
            clocks[i].state(archive.part(clockSites[i].group.name() + "/slice " + clocks[i].slice()), now);
        }
    }

    /** Lets the neurons begin. */
    void start() {
        for (Site site : sites) {
            site.start();
        }
    }

    /** Random updates so far. */
    long updates() {
        return updates;
    }

    /** Lets everything happen that is due before a time, in step with the other partitions, which do the same. */
    void run(long end) {
        while (now < end) {
            while (exchange.mustHear()) {
                if (!hear(end)) {
                    return;
                }
            }
            if (steps.alone && !exchange.isFirst()) {
                now = Math.max(now, Math.min(end, steps.beginOfStep(nextTime())));
                heardUntil = now;
            }
            if (now < end) {
                exchange.begin();
                hearAtOnce();
                now = steps.endOfStep(now, end);
                advance(now);
                exchange.finish();
            }
        }
        while (!exchange.isUpToDate()) {
            if (!hear(end)) {
                return;
            }
        }
    }

    private boolean hear(long end) {
        if (!exchange.hear()) {
            return false;
        }
        takeNotice();
        heardUntil = steps.endOfStep(heardUntil, end);
        if (heardUntil % steps.window == 0 || heardUntil == end) {
            for (int o = 0; o < readers.length; o++) {
                ChangeLog log = exchange.logs[o];
                audience.listen(o, log);
                long needed = log.end();
                for (int i : readers[o]) {
                    needed = Math.min(needed, arrivals[i].cursor);
                }
                log.trim(needed);
            }
        }
        return true;
    }

    private void takeNotice() {
        for (int k = 0; k < exchange.newsCount(); k++) {
            for (int i : readers[exchange.news(k)]) {
                arrivals[i].refresh();
                arrivalTimes.set(i, arrivals[i].time());
            }
        }
    }

    private long nextTime() {
        return Math.min(arrivalTimes.time(), Math.min(updateTimes.time(), wakings.time()));
    }

    private void advance(long end) {
        while (true) {
            long arrival = arrivalTimes.time();
            long update = updateTimes.time();
            long now = Math.min(arrival, Math.min(update, wakings.time()));
            if (now >= end) {
                return;
            }
            if (now >= nextRebase) {
                rebase(now);
            }
            Site site;
            if (arrival == now) {
                int next = arrivalTimes.first();
                site = arrivals[next].site;
                arrivals[next].deliver(now);
                arrivalTimes.set(next, arrivals[next].time());
            } else if (update == now) {
                int next = updateTimes.first();
                UpdateClock clock = clocks[next];
                site = clockSites[next];
                site.update(now, clock.neuron(), clock.uniform());
                clock.advance();
                updateTimes.set(next, clock.time());
                updates++;
            } else {
                int next = wakings.first();
                site = wakeSites[next];
                site.wake(now, next);
            }
            hearAtOnce();
        }
    }

    private void hearAtOnce() {
        if (steps.instantaneous && exchange.hasSent()) {
            exchange.hearOneself();
            takeNotice();
        }
    }

    /** Moves the origins of decays at fixed times, which depend on the model alone. */
    private void rebase(long now) {
        nextRebase = Long.MAX_VALUE;
        for (int i = 0; i < sites.length; i++) {
            while (rebaseTimes[i] <= now) {
                sites[i].cells.rebase(rebaseTimes[i]);
                rebaseTimes[i] += rebaseIntervals[i];
            }
            nextRebase = Math.min(nextRebase, rebaseTimes[i]);
        }
    }
}
