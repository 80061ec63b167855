package org.tarpon.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a whole network in a fixed block of lanes: what one thread works on at a time. Blocks share the weights
 * and nothing else.
 */
public final class LaneBlock {
    /** A lane is one bit of a {@code long} where learning remembers who fired. */
    public static final int MAXIMUM_LANES = Long.SIZE;

    private final Network network;
    private final Wiring wiring;
    private final Presentations presentations;
    private final List<Terminal> terminals;
    private final List<PopulationLanes> populations;

    /**
     * @param lanes 1 to {@value #MAXIMUM_LANES}
     * @param wiring decides which compartments and buffers exist
     */
    public LaneBlock(Network network, int lanes, Wiring wiring) {
        if (lanes < 1 || lanes > MAXIMUM_LANES) {
            throw new IllegalArgumentException("a block holds 1 to " + MAXIMUM_LANES + " lanes, not " + lanes);
        }
        this.network = network;
        this.wiring = wiring;
        this.presentations = new Presentations(lanes);
        this.terminals = network.pathways().stream().map(Terminal::new).toList();
        List<PopulationLanes> states = new ArrayList<>();
        for (Population population : network.populations()) {
            List<Terminal> in = terminals.stream()
                    .filter(t -> t.pathway().to().equals(population))
                    .toList();
            List<Pathway> out = network.pathways().stream()
                    .filter(p -> p.from().equals(population))
                    .toList();
            states.add(new PopulationLanes(population, presentations, in, out, wiring, lanes));
        }
        this.populations = List.copyOf(states);
    }

    public Network network() {
        return network;
    }

    public Presentations presentations() {
        return presentations;
    }

    public PopulationLanes lanes(Population population) {
        return populations.get(population.index());
    }

    /**
     * The buffer from which a pathway takes a signal.
     *
     * @throws IllegalArgumentException if the wiring does not carry that signal there
     */
    public Volley outgoing(Pathway pathway, Signal signal) {
        Form form = wiring.form(pathway, signal);
        if (form == null) {
            throw new IllegalArgumentException("pathway " + pathway.name() + " does not carry " + signal);
        }
        return lanes(pathway.from()).volley(signal, form);
    }

    /**
     * Lets a volley arrive: its weight rows are added to the postsynaptic compartment, lane by lane. They are not added anew
     * where the compartment still holds the same sum.
     *
     * @return whether the postsynaptic population now has all volleys of this signal that it awaits
     */
    public boolean arrive(Pathway pathway, Signal signal, Volley volley) {
        terminals.get(pathway.index()).remember(signal, volley);
        PopulationLanes to = lanes(pathway.to());
        Compartment compartment = to.compartment(pathway.direction(), signal);
        boolean isThere = presentations.isStill() && pathway.from().isSource() && compartment.awaitsOne();
        return isThere || compartment.receive(pathway.synapses(), volley, to, presentations.active());
    }
}
