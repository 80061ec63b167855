package org.tarpon.engine;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Reaction;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/**
 * The event loop of one block of lanes. A volley that is sent arrives after its pathway's delay; when the last awaited
 * volley of a signal is in, the population reacts at that instant, after all arrivals of the instant; populations may
 * also wake by themselves. The loop knows nothing of what they do then.
 *
 * <p>Serves volley timing, in which an event carries the spikes of all lanes. Neurons that fire each at its own time are
 * simulated by the {@link AsynchronousSimulator}.
 *
 * <p>One thread at a time; nothing is allocated once the queue has grown.
 */
public final class Simulator implements Axon {
    private static final Signal[] SIGNALS = Signal.values();
    private static final Direction[] DIRECTIONS = Direction.values();

    private final LaneBlock block;
    private final List<Reaction> reactions;
    private final Traffic traffic;
    private final List<VolleyListener> listeners;
    private final EventQueue queue = new EventQueue();
    private long now;

    /**
     * @param reactions one per population, by index
     * @param traffic counts what this block sends
     */
    public Simulator(LaneBlock block, List<Reaction> reactions, Traffic traffic, List<VolleyListener> listeners) {
        if (block.network().populations().size() > EventAddress.MAXIMUM_POPULATIONS
                || block.network().pathways().size() > EventAddress.MAXIMUM_PATHWAYS
                || block.network().populations().stream().anyMatch(p -> p.size() > EventAddress.MAXIMUM_NEURONS)) {
            throw new IllegalArgumentException("a network has at most 65,536 populations and pathways, and a population"
                    + " at most 16,777,216 neurons");
        }
        this.block = block;
        this.reactions = List.copyOf(reactions);
        this.traffic = traffic;
        this.listeners = new ArrayList<>(listeners);
    }

    public LaneBlock block() {
        return block;
    }

    /** Tells one more listener of all that is sent from now on. */
    public void listen(VolleyListener listener) {
        listeners.add(listener);
    }

    /** Sets the clock, which only an empty queue allows. */
    public void startAt(long time) {
        if (!queue.isEmpty()) {
            throw new IllegalStateException("events are pending; the clock cannot be set");
        }
        now = time;
    }

    /** Lets all events happen that are due at or before a time, in their order. */
    public void runThrough(long end) {
        while (!queue.isEmpty() && queue.time() <= end) {
            long address = queue.address();
            Volley volley = queue.volley();
            now = queue.time();
            queue.remove();
            happen(address, volley);
        }
    }

    /** Whether nothing more is pending. */
    public boolean isQuiet() {
        return queue.isEmpty();
    }

    private void happen(long address, Volley volley) {
        int population = EventAddress.population(address);
        Signal signal = SIGNALS[EventAddress.signal(address)];
        switch (EventAddress.phase(address)) {
            case EventAddress.ARRIVAL -> arrive(address, signal, volley);
            case EventAddress.REACTION -> {
                Direction direction = DIRECTIONS[EventAddress.pathway(address)];
                reactions.get(population).complete(lanes(population), direction, signal, this);
            }
            case EventAddress.WAKE ->
                reactions.get(population).wake(lanes(population), EventAddress.neuron(address), this);
            default -> throw new IllegalStateException("no such phase: " + address);
        }
    }

    private void arrive(long address, Signal signal, Volley volley) {
        Pathway pathway = block.network().pathways().get(EventAddress.pathway(address));
        if (block.arrive(pathway, signal, volley)) {
            int direction = pathway.direction().ordinal();
            int population = pathway.to().index();
            queue.add(now, EventAddress.of(EventAddress.REACTION, population, direction, signal.ordinal(), 0), null);
        }
    }

    private PopulationLanes lanes(int population) {
        return block.lanes(block.network().populations().get(population));
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void send(Pathway pathway, Signal signal) {
        Volley volley = block.outgoing(pathway, signal);
        int lanes = block.presentations().active();
        traffic.count(pathway, signal, volley.form(), volley.total(lanes));
        tell(pathway, signal, volley);
        queue.add(now + pathway.delayNanos(), arrival(pathway, signal, 0), volley);
    }

    private void tell(Pathway pathway, Signal signal, Volley volley) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).sent(now, pathway, signal, volley, block.presentations());
        }
    }

    @Override
    public void wakeAt(Population population, long time, int neuron) {
        if (time < now) {
            throw new IllegalArgumentException("population " + population.name() + " cannot wake in the past");
        }
        queue.add(time, EventAddress.of(EventAddress.WAKE, population.index(), 0, 0, neuron), null);
    }

    private static long arrival(Pathway pathway, Signal signal, int neuron) {
        return EventAddress.of(EventAddress.ARRIVAL, pathway.to().index(), pathway.index(), signal.ordinal(), neuron);
    }
}
