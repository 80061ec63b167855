package org.tarpon.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tarpon.state.Archive;

/**
 * The event loop of a part of the neurons. It depends on the rest of the network only through what the rest has sent, so
 * that it may run ahead by the shortest delay.
 *
 * <p>Order of events: time; at one instant arrivals before updates before wakings; arrivals by pathway, then in the order in
 * which they were sent; updates by population, slice and draw; wakings by population and neuron.
 */
final class Partition {
    private final Site[] sites; // by population
    private final Arrivals[] arrivals; // by pathway
    private final int[][] leavingFrom; // by population: positions in arrivals
    private final UpdateClock[] clocks;
    private final Site[] clockSites;
    private final Site[] wakeSites; // by number on the agenda of wakings; null where no site wakes
    private final Agenda arrivalTimes;
    private final Agenda updateTimes;
    private final Agenda wakeTimes;
    private final long[] rebaseTimes;
    private final long[] rebaseIntervals;
    private final boolean instantaneous;
    private long nextRebase;
    private long updates;

    /**
     * @param clocks in the order of their populations and slices
     * @param clockSites where each clock's neurons are
     * @param instantaneous whether what is sent here may arrive here at once
     */
    Partition(
            Site[] sites,
            List<Arrivals> arrivals,
            List<UpdateClock> clocks,
            List<Site> clockSites,
            boolean instantaneous) {
        this.sites = sites;
        this.arrivals = arrivals.toArray(Arrivals[]::new);
        this.leavingFrom = new int[sites.length][];
        for (int g = 0; g < sites.length; g++) {
            int group = g;
            leavingFrom[g] = IntStream.range(0, arrivals.size())
                    .filter(i -> arrivals.get(i).tract.from().index() == group)
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
        this.wakeTimes = new Agenda(wakers);
        this.wakeSites = new Site[wakers];
        int number = 0;
        for (Site site : sites) {
            site.useAgenda(wakeTimes, number);
            Arrays.fill(wakeSites, number, number + site.wakers(), site);
            number += site.wakers();
        }
        this.rebaseIntervals =
                Arrays.stream(sites).mapToLong(s -> s.cells.rebaseInterval()).toArray();
        this.rebaseTimes = rebaseIntervals.clone();
        this.nextRebase = Arrays.stream(rebaseTimes).min().orElse(Long.MAX_VALUE);
        this.instantaneous = instantaneous;
    }

    /** Does what is due at times up to now alone, so that the state does not show how the neurons are divided. */
    void catchUp(long now) {
        if (now >= nextRebase) {
            rebase(now);
        }
    }

    /** Goes on from a state that sites, clocks and logs have been given. */
    void restart(long now) {
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i].restart(now);
            refresh(i);
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

    /** Time of the next event that is known of. */
    long nextTime() {
        for (int i = 0; i < arrivals.length; i++) {
            refresh(i);
        }
        return Math.min(arrivalTimes.time(), Math.min(updateTimes.time(), wakeTimes.time()));
    }

    /** Lets all events before a time happen, of those that {@link #nextTime} knew and what follows from them here. */
    void advance(long end) {
        while (true) {
            long arrival = arrivalTimes.time();
            long update = updateTimes.time();
            long now = Math.min(arrival, Math.min(update, wakeTimes.time()));
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
                int next = wakeTimes.first();
                site = wakeSites[next];
                site.wake(now, next);
            }
            if (instantaneous && site.takeSent()) {
                for (int i : leavingFrom[site.group.index()]) {
                    refresh(i);
                }
            }
        }
    }

    private void refresh(int arrival) {
        arrivals[arrival].refresh();
        arrivalTimes.set(arrival, arrivals[arrival].time());
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
