package org.tarpon.engine;

import java.util.List;

/**
 * The event loop of a part of the neurons. It depends on the rest of the network only through what the rest has sent, so
 * that it may run ahead by the shortest delay.
 *
 * <p>Order of events: time; at one instant arrivals before updates before wakings; arrivals by pathway, then in the order in
 * which they were sent; updates by population, slice and draw; wakings by population and neuron.
 */
final class Partition {
    private final List<Site> sites;
    private final Site[] wakers;
    private final Arrivals[] arrivals;
    private final long[] arrivalTimes;
    private final UpdateClock[] clocks;
    private final Site[] clockSites;
    private final long[] clockTimes;
    private final long[] rebaseTimes;
    private final long[] rebaseIntervals;
    private final boolean instantaneous;
    private long updates;

    /**
     * @param clocks in the order of their populations and slices
     * @param clockSites where each clock's neurons are
     * @param instantaneous whether what is sent here may arrive here at once
     */
    Partition(
            List<Site> sites,
            List<Arrivals> arrivals,
            List<UpdateClock> clocks,
            List<Site> clockSites,
            boolean instantaneous) {
        this.sites = sites;
        this.wakers = sites.stream().filter(s -> s.wakes != null).toArray(Site[]::new);
        this.arrivals = arrivals.toArray(Arrivals[]::new);
        this.arrivalTimes = new long[arrivals.size()];
        this.clocks = clocks.toArray(UpdateClock[]::new);
        this.clockSites = clockSites.toArray(Site[]::new);
        this.clockTimes = clocks.stream().mapToLong(UpdateClock::time).toArray();
        this.rebaseIntervals =
                sites.stream().mapToLong(s -> s.cells.rebaseInterval()).toArray();
        this.rebaseTimes = rebaseIntervals.clone();
        this.instantaneous = instantaneous;
    }

    long updates() {
        return updates;
    }

    /** Lets all events before a time happen. */
    void advance(long end) {
        refreshArrivals();
        int clock = earliest(clockTimes);
        while (true) {
            int arrival = earliest(arrivalTimes);
            long arrivalTime = arrival < 0 ? Long.MAX_VALUE : arrivalTimes[arrival];
            long updateTime = clock < 0 ? Long.MAX_VALUE : clockTimes[clock];
            int waker = earliestWaker();
            long wakeTime = waker < 0 ? Long.MAX_VALUE : wakers[waker].wakes.time();
            long now = Math.min(arrivalTime, Math.min(updateTime, wakeTime));
            if (now >= end) {
                return;
            }
            rebase(now);
            if (arrivalTime == now) {
                arrivals[arrival].deliver(now);
                arrivalTimes[arrival] = arrivals[arrival].time();
            } else if (updateTime == now) {
                UpdateClock next = clocks[clock];
                clockSites[clock].update(now, next.neuron(), next.uniform());
                next.advance();
                clockTimes[clock] = next.time();
                clock = earliest(clockTimes);
                updates++;
            } else {
                wakers[waker].wake(now);
            }
            if (instantaneous) {
                refreshArrivals();
            }
        }
    }

    private void refreshArrivals() {
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i].refresh();
            arrivalTimes[i] = arrivals[i].time();
        }
    }

    /** Moves the origins of decays at fixed times, which depend on the model alone. */
    private void rebase(long now) {
        for (int i = 0; i < rebaseTimes.length; i++) {
            while (rebaseTimes[i] <= now) {
                sites.get(i).cells.rebase(rebaseTimes[i]);
                rebaseTimes[i] = rebaseTimes[i] > Long.MAX_VALUE - rebaseIntervals[i]
                        ? Long.MAX_VALUE
                        : rebaseTimes[i] + rebaseIntervals[i];
            }
        }
    }

    private int earliestWaker() {
        int first = -1;
        long time = Long.MAX_VALUE;
        for (int i = 0; i < wakers.length; i++) {
            if (wakers[i].wakes.time() < time) {
                time = wakers[i].wakes.time();
                first = i;
            }
        }
        return first;
    }

    /** Index of the smallest time, the first of equal ones; −1 if all are {@link Long#MAX_VALUE}. */
    private static int earliest(long[] times) {
        int first = -1;
        long time = Long.MAX_VALUE;
        for (int i = 0; i < times.length; i++) {
            if (times[i] < time) {
                time = times[i];
                first = i;
            }
        }
        return first;
    }

    /** Time of the next event that is known of. */
    long nextTime() {
        refreshArrivals();
        long time = Long.MAX_VALUE;
        for (long t : arrivalTimes) {
            time = Math.min(time, t);
        }
        for (long t : clockTimes) {
            time = Math.min(time, t);
        }
        for (Site site : wakers) {
            time = Math.min(time, site.wakes.time());
        }
        return time;
    }
}
