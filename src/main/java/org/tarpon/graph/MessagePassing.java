package org.tarpon.graph;

import java.util.List;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;
import org.tarpon.plasticity.CreditAssignment;
import org.tarpon.plasticity.Draws;
import org.tarpon.plasticity.ErrorPropagation;
import org.tarpon.plasticity.Mode;

/**
 * Straight-through backpropagation by message passing (S15): what {@link ErrorPropagation} computes on tied pathways, one
 * message for each synapse instead of one volley for each pathway. The same draws give the same spikes, and weights that
 * agree to float rounding.
 *
 * <p>Activity climbs through the event engine as under any rule. When the output has answered, the {@link NetworkGraph} is
 * run lane by lane, with the drawn activity given to its nodes, on a queue of its own that starts at this instant. Then the
 * errors also go down the tied pathways as volleys: an arrival tells a population to learn, and the traffic and the audit
 * see what has travelled. The sums that these volleys leave in apical compartments are not used.
 *
 * <p>Sets: the teaching signals of all feedforward pathways. Reads: the activity of all populations, and all feedforward
 * weights. So it is no local rule: backpropagation is none, and this form of it does not disguise that. It is slow, for
 * comparisons: an event for every synapse and direction.
 */
public final class MessagePassing extends CreditAssignment {
    private final LaneBlock block;
    private final NetworkGraph graph;
    private final GraphSimulator simulator;
    private final double[] parameters;

    /**
     * @param wiring {@link ErrorPropagation#wiring}
     * @param graph of the block's network; blocks may share it
     * @param listeners are told of every message
     * @throws IllegalArgumentException if the graph is another network's, or a feedback pathway is not tied
     */
    public MessagePassing(
            LaneBlock block, Wiring wiring, int cycles, NetworkGraph graph, List<MessageListener> listeners) {
        super(block, wiring, cycles, List.of());
        for (Pathway pathway : block.network().pathways()) {
            if (pathway.direction() == Direction.FEEDBACK && !pathway.isTied()) {
                throw new IllegalArgumentException("feedback pathway " + pathway.name()
                        + " has weights of its own; message passing needs it tied to the feedforward ones");
            }
        }
        if (graph.network() != block.network()) {
            throw new IllegalArgumentException("the graph is that of another network");
        }
        this.block = block;
        this.graph = graph;
        this.simulator = graph.simulator(listeners);
        this.parameters = new double[graph.graph().parameterCount()];
    }

    /** The message loop; it counts what travels. */
    public GraphSimulator messages() {
        return simulator;
    }

    @Override
    public void begin(Mode mode, Draws draws) {
        super.begin(mode, draws);
        if (mode == Mode.LEARN_FORWARD) {
            graph.loadParameters(parameters);
        }
    }

    @Override
    public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
        switch (signal) {
            case ACTIVITY -> climb(self, axon);
            case ERROR -> learn(self, axon);
            default -> throw new IllegalArgumentException("message passing has no " + signal);
        }
    }

    @Override
    protected void climb(PopulationLanes self, Axon axon) {
        if (self.isOutput()) {
            respond(self);
            answer(self);
            if (mode() == Mode.LEARN_FORWARD) {
                passMessages(axon.now());
                learn(self, axon);
            }
            return;
        }
        relay(self, axon);
    }

    private void passMessages(long now) {
        long before = simulator.messages();
        List<Population> populations = block.network().populations();
        Presentations shown = block.presentations();
        for (int lane = 0; lane < shown.active(); lane++) {
            for (int i = 0; i < populations.size(); i++) {
                if (!block.lanes(populations.get(i)).isOutput()) {
                    give(populations.get(i), lane);
                }
            }
            simulator.give(graph.graph().loss(), shown.label(lane));
            simulator.run(parameters, now);
            for (int i = 0; i < populations.size(); i++) {
                if (!populations.get(i).isSource()) {
                    teach(populations.get(i), shown.cycle(), lane);
                }
            }
        }
        tally().countLabelsRead(shown.active());
        tally().countMessages(simulator.messages() - before);
    }

    /** Gives a population's nodes the activity that it has sent. */
    private void give(Population population, int lane) {
        PopulationLanes lanes = block.lanes(population);
        Volley spikes = lanes.volley(Signal.ACTIVITY, Form.SPIKE);
        Volley volley = spikes == null ? lanes.volley(Signal.ACTIVITY, Form.GRADED) : spikes;
        for (int j = 0; j < population.size(); j++) {
            simulator.give(graph.output(population, j), 0);
        }
        int[] active = volley.indices(lane);
        for (int k = 0; k < volley.count(lane); k++) {
            simulator.give(graph.output(population, active[k]), spikes == null ? volley.values(lane)[k] : 1);
        }
    }

    /** Teaching signal −∂L/∂u. */
    private void teach(Population population, int cycle, int lane) {
        float[] teaching = lessons().teaching(population, Direction.FEEDFORWARD, cycle, lane);
        for (int j = 0; j < teaching.length; j++) {
            teaching[j] = (float) -simulator.error(graph.potential(population, j));
        }
    }

    /** Hands on the teaching signal that the messages have left, and the error that it is, further down. */
    private void learn(PopulationLanes self, Axon axon) {
        if (NeuronFunctions.hasSlope(self.population().model())) {
            tally().countDerivatives((long) self.presentations().active() * self.size());
        }
        lessons().record(self, Direction.FEEDFORWARD);
        sendErrors(self, axon);
    }
}
