package org.tarpon.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Rows;
import org.tarpon.circuit.Tract;
import org.tarpon.random.RandomStream;
import org.tarpon.state.Archive;

/**
 * Simulates a circuit of neurons that act each at its own times, in continuous time. Postsynaptic neurons are partitioned
 * among the threads; partitions advance together by the shortest delay, then exchange what they have sent. Results do not
 * depend on the number of threads: neurons are drawn in slices that are fixed by the circuit, sums of weights are exact,
 * and what was sent is put into one order before anybody reads it.
 *
 * <p>A circuit with a pathway without delay has nothing to run ahead by: it is simulated by one thread
 * ({@link #threads()}), and what is sent arrives at the same instant, before the next update.
 *
 * <p>After the queues have grown nothing is allocated.
 */
public final class AsynchronousSimulator implements AutoCloseable {
    /** Parts of a population whose updates are drawn apart; also the largest number of threads that helps. */
    static final int SLICES = 8;

    /** Populations smaller than this are not divided. */
    private static final int SMALLEST_DIVIDED = 512;

    /** Windows are no longer than this, 1 ms, so that logs stay short where delays are long or absent. */
    private static final long LONGEST_WINDOW = 1_000_000;

    private final Circuit circuit;
    private final List<ChangeListener> listeners;
    private final long window;
    private final boolean instantaneous;
    private final Workers workers;
    private final Partition[] partitions;
    private final Site[][] sites; // [partition][group]
    private final ChangeLog[][] published; // [group][output]
    private final ChangeLog[][][] parts; // [group][output][partition]; null where partitions publish themselves
    private final long[][] told; // [group][output]
    private final List<Arrivals> arrivals = new ArrayList<>();
    private long now;
    private long updatesBefore; // in earlier processes
    private long eventsBefore;
    private long windowEnd;
    private final Workers.Work advance;

    /** One thread, no listeners. */
    public AsynchronousSimulator(Circuit circuit, long seed) {
        this(circuit, seed, 1, List.of());
    }

    /**
     * @param seed of the run
     * @param threads at least 1; fewer are used where more do not help
     */
    public AsynchronousSimulator(Circuit circuit, long seed, int threads, List<ChangeListener> listeners) {
        this.circuit = circuit;
        this.listeners = List.copyOf(listeners);
        this.instantaneous = circuit.minimumDelay() == 0;
        this.window = instantaneous ? LONGEST_WINDOW : Math.min(circuit.minimumDelay(), LONGEST_WINDOW);
        int count = instantaneous ? 1 : Math.max(1, Math.min(threads, SLICES));
        int groups = circuit.groups().size();
        this.sites = new Site[count][groups];
        this.published = new ChangeLog[groups][];
        this.parts = new ChangeLog[groups][][];
        this.told = new long[groups][];
        for (CellGroup group : circuit.groups()) {
            place(group, seed);
        }
        this.workers = new Workers(count);
        this.partitions = new Partition[count];
        List<List<Arrivals>> incoming = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            incoming.add(new ArrayList<>());
        }
        workers.runEach(p -> partitions[p] = partition(p, seed, incoming.get(p)));
        incoming.forEach(arrivals::addAll);
        this.advance = p -> partitions[p].advance(windowEnd);
        for (Partition partition : partitions) {
            partition.start();
        }
    }

    private void place(CellGroup group, long seed) {
        int g = group.index();
        int outputs = group.dynamics().outputs().size();
        published[g] = new ChangeLog[outputs];
        parts[g] = new ChangeLog[outputs][sites.length];
        told[g] = new long[outputs];
        for (int o = 0; o < outputs; o++) {
            published[g][o] = new ChangeLog();
            for (int p = 0; p < sites.length; p++) {
                parts[g][o][p] = new ChangeLog();
            }
        }
        for (int p = 0; p < sites.length; p++) {
            ChangeLog[] sent = new ChangeLog[outputs];
            for (int o = 0; o < outputs; o++) {
                sent[o] = instantaneous ? published[g][o] : parts[g][o][p];
            }
            sites[p][g] = new Site(group, boundary(group, p), boundary(group, p + 1), seed, sent);
        }
    }

    /** Index in its population of the first neuron that belongs to a partition. */
    private int boundary(CellGroup group, int partition) {
        int slices = slices(group);
        if (slices == 1) {
            return partition <= group.index() % sites.length ? 0 : group.size();
        }
        return sliceStart(group, slices * partition / sites.length);
    }

    private static int slices(CellGroup group) {
        return group.size() < SMALLEST_DIVIDED ? 1 : SLICES;
    }

    private static int sliceStart(CellGroup group, int slice) {
        return (int) ((long) group.size() * slice / slices(group));
    }

    private Partition partition(int p, long seed, List<Arrivals> incoming) {
        List<UpdateClock> clocks = new ArrayList<>();
        List<Site> clockSites = new ArrayList<>();
        for (Site site : sites[p]) {
            CellGroup group = site.group;
            double rate = group.dynamics().updateRate();
            if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("population " + group.name()
                        + ": the update rate must be finite and not negative, not " + rate);
            }
            for (int slice = 0; rate > 0 && slice < slices(group); slice++) {
                int first = sliceStart(group, slice);
                int end = sliceStart(group, slice + 1);
                if (first >= site.cells.first() && end <= site.cells.first() + site.cells.size()) {
                    RandomStream draws = new RandomStream(seed, group.name() + "/updates");
                    clocks.add(new UpdateClock(draws, slice, first - site.cells.first(), end - first, rate));
                    clockSites.add(site);
                }
            }
        }
        for (Tract tract : circuit.tracts()) {
            Site site = sites[p][tract.to().index()];
            if (site.cells.size() == 0) {
                continue;
            }
            int first = site.cells.first();
            Rows rows = Rows.of(circuit, tract, seed, first, first + site.cells.size());
            ChangeLog source = published[tract.from().index()][tract.output()];
            incoming.add(Arrivals.of(tract, site, rows, source));
        }
        return new Partition(sites[p], incoming, clocks, clockSites, instantaneous);
    }

    /** Lets everything happen that is due before a time. */
    public void runUntil(long end) {
        while (now < end) {
            long begin = Math.max(now, nextTime());
            windowEnd = begin >= end ? end : Math.min(end, begin + window);
            if (begin < end) {
                if (partitions.length == 1) {
                    partitions[0].advance(windowEnd);
                } else {
                    workers.runEach(advance);
                }
                publish();
            }
            now = windowEnd;
        }
    }

    private long nextTime() {
        long next = Long.MAX_VALUE;
        for (Partition partition : partitions) {
            next = Math.min(next, partition.nextTime());
        }
        return next;
    }

    /** Puts what the partitions have sent into one order, tells the listeners, and lets go of what nobody needs any more. */
    private void publish() {
        for (int g = 0; g < published.length; g++) {
            CellGroup group = circuit.groups().get(g);
            for (int o = 0; o < published[g].length; o++) {
                ChangeLog log = published[g][o];
                if (!instantaneous) {
                    log.merge(parts[g][o]);
                }
                for (long entry = told[g][o]; entry < log.end(); entry++) {
                    for (int i = 0; i < listeners.size(); i++) {
                        listeners.get(i).sent(group, o, log.time(entry), log.neuron(entry), log.sign(entry));
                    }
                }
                told[g][o] = log.end();
                long needed = log.end();
                for (int i = 0; i < arrivals.size(); i++) {
                    if (arrivals.get(i).source == log) {
                        needed = Math.min(needed, arrivals.get(i).cursor);
                    }
                }
                log.trim(needed);
            }
        }
    }

    /**
     * Lists everything that the simulation goes on from, in a form that does not show on how many threads. Of what was sent
     * it keeps all that has not arrived everywhere; what each pathway has delivered follows from the time.
     */
    public void state(Archive archive) {
        for (Partition partition : partitions) {
            partition.catchUp(now);
        }
        now = archive.number("now", now);
        updatesBefore = archive.number("updates", updates()) - (updates() - updatesBefore);
        eventsBefore = archive.number("synaptic events", synapticEvents()) - (synapticEvents() - eventsBefore);
        for (CellGroup group : circuit.groups()) {
            for (int o = 0; o < published[group.index()].length; o++) {
                log(archive.part(group.name() + "/output " + o), group.index(), o);
            }
        }
        for (Partition partition : partitions) {
            partition.state(archive, now);
        }
        if (archive.isReading()) {
            for (Partition partition : partitions) {
                partition.restart(now);
            }
        }
    }

    private void log(Archive archive, int group, int output) {
        ChangeLog log = published[group][output];
        ChangeLog kept = log;
        if (!archive.isReading()) {
            SortedMap<Long, SpikesUnderWay.Spike> underWay = new TreeMap<>();
            arrivals.stream().filter(a -> a.source == log).forEach(a -> a.collect(underWay));
            kept = log.withEarlier(underWay.headMap(log.begin()).values());
        }
        kept.state(archive);
        if (archive.isReading()) {
            told[group][output] = log.end();
            for (ChangeLog part : parts[group][output]) {
                part.trim(part.end());
            }
        }
    }

    /** The present simulated time in nanoseconds: everything before it has happened. */
    public long now() {
        return now;
    }

    /** Threads that are used: 1 where a pathway has no delay, whatever was asked for. */
    public int threads() {
        return partitions.length;
    }

    public Circuit circuit() {
        return circuit;
    }

    /** The binary state of a neuron now. */
    public boolean isUp(CellGroup group, int neuron) {
        Site site = sites[partitionOf(group, neuron)][group.index()];
        return site.cells.isUp(neuron - site.cells.first());
    }

    /** A trace of a neuron's input now. */
    public double input(CellGroup group, int trace, int neuron) {
        Site site = sites[partitionOf(group, neuron)][group.index()];
        return site.cells.input(trace, neuron - site.cells.first(), now);
    }

    private int partitionOf(CellGroup group, int neuron) {
        int p = 0;
        while (neuron >= boundary(group, p + 1)) {
            p++;
        }
        return p;
    }

    /** Changes and spikes sent so far on an output of a population. */
    public long sent(CellGroup group, int output) {
        return published[group.index()][output].end();
    }

    /** Arrivals at synapses so far. */
    public long synapticEvents() {
        return eventsBefore + arrivals.stream().mapToLong(a -> a.synapticEvents).sum();
    }

    /** Random updates of neurons so far. */
    public long updates() {
        long sum = updatesBefore;
        for (Partition partition : partitions) {
            sum += partition.updates();
        }
        return sum;
    }

    /** Synapses that are stored. */
    public long storedSynapses() {
        return arrivals.stream().mapToLong(a -> a.rows.stored()).sum();
    }

    @Override
    public void close() {
        workers.close();
    }
}
