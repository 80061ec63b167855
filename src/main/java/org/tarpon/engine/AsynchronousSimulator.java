package org.tarpon.engine;

import java.util.ArrayList;
import java.util.Collections;
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
 * among the threads, which run ahead of each other by at most the shortest delay ({@link Exchange}). Results do not depend on
 * the number of threads: neurons are drawn in slices that are fixed by the circuit, sums of weights are exact, and what was
 * sent is put into one order before anybody reads it.
 *
 * <p>A circuit with a delay below 1 µs has nothing worth while to run ahead by: it is simulated by one thread
 * ({@link #threads()}). What is sent without delay arrives at the same instant, before the next update.
 *
 * <p>After the queues have grown nothing is allocated.
 */
public final class AsynchronousSimulator implements AutoCloseable {
    /** Parts of a population whose updates are drawn apart, whatever the number of threads. */
    private static final int SLICES = 8;

    /** Populations smaller than this are not divided. */
    private static final int SMALLEST_DIVIDED = 512;

    /** With fewer neurons of a divided population each, threads would do little but what every one of them does. */
    private static final int SMALLEST_PART = 64;

    /** With a shorter delay, in nanoseconds, threads would do little but wait for each other: one is used. */
    public static final long SHORTEST_DELAY_OF_THREADS = 1_000;

    /** Steps of the exchange in a window; the more, the farther one thread may be ahead, and the more there is to exchange. */
    private static final int STEPS = 2;

    /** Windows are no longer than this, 1 ms, so that logs stay short where delays are long or absent. */
    private static final long LONGEST_WINDOW = 1_000_000;

    private final Circuit circuit;
    private final List<ChangeListener> listeners;
    private final int[] firstOutputs; // by population: number of its first output among all
    private final CellGroup[] senders; // by output of all populations
    private final long[] told; // by output of all populations
    private final Workers workers;
    private final Exchange exchange;
    private final Exchange.Member[] members;
    private final Partition[] partitions;
    private final Site[][] sites; // [partition][group]
    private final List<Arrivals> arrivals = new ArrayList<>();
    private long now;
    private long updatesBefore; // in earlier processes
    private long eventsBefore;
    private final Workers.Work run;
    private long end;

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
        List<CellGroup> groups = circuit.groups();
        this.firstOutputs = new int[groups.size()];
        List<CellGroup> ofOutputs = new ArrayList<>();
        for (CellGroup group : groups) {
            firstOutputs[group.index()] = ofOutputs.size();
            ofOutputs.addAll(Collections.nCopies(group.dynamics().outputs().size(), group));
        }
        this.senders = ofOutputs.toArray(CellGroup[]::new);
        this.told = new long[senders.length];
        boolean instantaneous = circuit.minimumDelay() == 0;
        long horizon = instantaneous ? LONGEST_WINDOW : Math.min(circuit.minimumDelay(), LONGEST_WINDOW);
        int lag = (int) Math.min(STEPS, horizon);
        long window = horizon / lag * lag;
        int count = circuit.minimumDelay() < SHORTEST_DELAY_OF_THREADS ? 1 : Math.min(threads, parts());
        Partition.Steps steps =
                new Partition.Steps(window, count == 1 ? window : window / lag, count == 1, instantaneous);
        this.exchange = new Exchange(count, count == 1 ? 1 : lag, senders.length);
        this.members = new Exchange.Member[count];
        this.sites = new Site[count][groups.size()];
        this.workers = new Workers(count);
        this.partitions = new Partition[count];
        List<List<Arrivals>> incoming = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            incoming.add(new ArrayList<>());
        }
        workers.runEach(p -> partitions[p] = partition(p, seed, incoming.get(p), steps));
        incoming.forEach(arrivals::addAll);
        this.run = this::run;
        for (Partition partition : partitions) {
            partition.start();
        }
    }

    /** Nanoseconds that a thread simulates before it may have to wait for others. */
    public static long step(Circuit circuit) {
        return Math.max(1, Math.min(circuit.minimumDelay(), LONGEST_WINDOW) / STEPS);
    }

    private int parts() {
        return Math.max(
                1,
                circuit.groups().stream()
                        .mapToInt(g -> slices(g) == 1 ? 1 : g.size() / SMALLEST_PART)
                        .sum());
    }

    /** Index in its population of the first neuron that belongs to a partition. */
    private int boundary(CellGroup group, int partition) {
        if (slices(group) == 1) {
            return partition <= group.index() % sites.length ? 0 : group.size();
        }
        return (int) ((long) group.size() * partition / sites.length);
    }

    private static int slices(CellGroup group) {
        return group.size() < SMALLEST_DIVIDED ? 1 : SLICES;
    }

    private static int sliceStart(CellGroup group, int slice) {
        return (int) ((long) group.size() * slice / slices(group));
    }

    private Partition partition(int p, long seed, List<Arrivals> incoming, Partition.Steps steps) {
        Exchange.Member member = exchange.new Member(p);
        members[p] = member;
        for (CellGroup group : circuit.groups()) {
            int g = group.index();
            sites[p][g] = new Site(group, boundary(group, p), boundary(group, p + 1), seed, member, firstOutputs[g]);
        }
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
                int first = sliceStart(group, slice) - site.cells.first();
                int end = sliceStart(group, slice + 1) - site.cells.first();
                if (first < site.cells.size() && end > 0) {
                    RandomStream draws = new RandomStream(seed, group.name() + "/updates");
                    clocks.add(new UpdateClock(draws, slice, first, end - first, rate, site.cells.size()));
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
            ChangeLog source = member.logs[firstOutputs[tract.from().index()] + tract.output()];
            incoming.add(Arrivals.of(tract, site, rows, source));
        }
        // One of them sees and tells what all have sent: that of the calling thread
        Partition.Audience audience = p == 0 ? this::tell : (output, log) -> {};
        return new Partition(sites[p], incoming, clocks, clockSites, member, audience, steps);
    }

    /**
     * Lets everything happen that is due before a time.
     *
     * @throws IllegalStateException if an earlier call failed
     */
    public void runUntil(long end) {
        if (exchange.hasFailed()) {
            throw new IllegalStateException("the simulation failed before and cannot go on");
        }
        if (now < end) {
            this.end = end;
            workers.runEach(run);
            now = end;
        }
    }

    private void run(int partition) {
        try {
            partitions[partition].run(end);
        } catch (RuntimeException | Error e) {
            exchange.fail();
            throw e;
        }
    }

    private void tell(int output, ChangeLog log) {
        CellGroup group = senders[output];
        int own = output - firstOutputs[group.index()];
        for (long entry = told[output]; entry < log.end(); entry++) {
            for (int i = 0; i < listeners.size(); i++) {
                listeners.get(i).sent(group, own, log.time(entry), log.neuron(entry), log.sign(entry));
            }
        }
        told[output] = log.end();
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
        for (int output = 0; output < senders.length; output++) {
            CellGroup group = senders[output];
            Archive part = archive.part(group.name() + "/output " + (output - firstOutputs[group.index()]));
            if (archive.isReading()) {
                for (Exchange.Member member : members) {
                    member.logs[output].state(part);
                }
                told[output] = members[0].logs[output].end();
                checkNeurons(members[0].logs[output], group);
            } else {
                underWay(output).state(part);
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

    private static void checkNeurons(ChangeLog log, CellGroup group) {
        for (long entry = log.begin(); entry < log.end(); entry++) {
            if (log.neuron(entry) >= group.size()) {
                throw new Archive.MismatchException("neuron " + log.neuron(entry) + " of " + group.name()
                        + ", which it says has sent, does not exist");
            }
        }
    }

    /** What has not arrived everywhere. Partitions have heard the same, and have kept what they themselves still need. */
    private ChangeLog underWay(int output) {
        SortedMap<Long, SpikesUnderWay.Spike> leftLog = new TreeMap<>();
        ChangeLog longest = members[0].logs[output];
        for (Exchange.Member member : members) {
            ChangeLog log = member.logs[output];
            longest = log.begin() < longest.begin() ? log : longest;
            arrivals.stream().filter(a -> a.source == log).forEach(a -> a.collect(leftLog));
        }
        return longest.withEarlier(leftLog.headMap(longest.begin()).values());
    }

    /** The present simulated time in nanoseconds: everything before it has happened. */
    public long now() {
        return now;
    }

    /** Threads that are used: 1 where a delay is below {@link #SHORTEST_DELAY_OF_THREADS}; not more than the neurons are worth. */
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
        return members[0].logs[firstOutputs[group.index()] + output].end();
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
