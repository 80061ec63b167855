package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Reaction;
import org.tarpon.network.Signal;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;
import org.tarpon.state.Archive;

class SimulatorTest {
    private static final Wiring SPIKES_UP = (pathway, signal) -> switch (signal) {
        case ACTIVITY -> pathway.direction() == Direction.FEEDFORWARD ? Form.SPIKE : null;
        case TARGET -> pathway.direction() == Direction.FEEDBACK ? Form.DIFFERENCE_SPIKE : null;
        case ERROR -> Form.GRADED;
        default -> null;
    };

    /** Writes down what happens to every population. */
    private static class Log implements Reaction {
        final List<String> lines = new ArrayList<>();

        @Override
        public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
            lines.add(axon.now() + " " + self.population().name() + " " + from + " " + signal);
        }

        @Override
        public void wake(PopulationLanes self, int neuron, Axon axon) {
            lines.add(axon.now() + " " + self.population().name() + " wakes " + neuron);
        }
    }

    private static Simulator simulator(Network network, Reaction reaction, VolleyListener... listeners) {
        LaneBlock block = new LaneBlock(network, 2, SPIKES_UP);
        block.presentations().add(0, 0, 0);
        List<Reaction> reactions = Collections.nCopies(network.populations().size(), reaction);
        return new Simulator(block, reactions, new Traffic(network), List.of(listeners));
    }

    private static Pathway pathway(Network network, String name) {
        return NetworkSketch.pathway(network, name);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 999_999_999_999L})
    void volley_arrivesAfterItsDelay_toTheNanosecond(long delay) {
        Network network = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 2, StandardModel.SOFTMAX)
                .feedforward("a", "b", delay)
                .build();
        Log log = new Log();
        Simulator simulator = simulator(network, log);
        simulator.startAt(40);
        simulator.send(pathway(network, "a-b"), Signal.ACTIVITY);
        simulator.runThrough(40 + delay - 1);
        assertEquals(List.of(), log.lines);
        assertFalse(simulator.isQuiet());
        simulator.runThrough(40 + delay);
        assertEquals(List.of((40 + delay) + " b FEEDFORWARD ACTIVITY"), log.lines);
        assertEquals(40 + delay, simulator.now());
        assertTrue(simulator.isQuiet());
    }

    @Test
    void reaction_happensOnce_whenTheLastOfSeveralPathwaysIsIn() {
        Network network = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 2, StandardModel.STOCHASTIC_BINARY)
                .population("c", 2, StandardModel.STOCHASTIC_BINARY)
                .population("d", 2, StandardModel.SOFTMAX)
                .feedforward("a", "d", 300)
                .feedforward("b", "d", 20)
                .feedforward("c", "d", 70)
                .build();
        Log log = new Log();
        Simulator simulator = simulator(network, log);
        for (int round = 0; round < 3; round++) {
            long start = 1000L * round;
            simulator.startAt(start);
            for (Pathway pathway : network.pathways()) {
                simulator.send(pathway, Signal.ACTIVITY);
            }
            simulator.runThrough(start + 300 - 1);
            assertEquals(round, log.lines.size());
            simulator.runThrough(start + 1000 - 1);
            assertEquals((start + 300) + " d FEEDFORWARD ACTIVITY", log.lines.get(round));
        }
        assertEquals(3, log.lines.size());
    }

    @Test
    void signalsAndDirections_areAwaitedApart() {
        Network network = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 2, StandardModel.STOCHASTIC_BINARY)
                .population("c", 2, StandardModel.SOFTMAX)
                .feedforward("a", "b", 5)
                .feedback("c", "b", 5)
                .build();
        Log log = new Log();
        Simulator simulator = simulator(network, log);
        simulator.send(pathway(network, "c-b"), Signal.ERROR);
        simulator.send(pathway(network, "c-b"), Signal.TARGET);
        simulator.send(pathway(network, "a-b"), Signal.ERROR);
        simulator.send(pathway(network, "a-b"), Signal.ACTIVITY);
        simulator.runThrough(5);
        assertEquals(
                List.of(
                        "5 b FEEDFORWARD ACTIVITY",
                        "5 b FEEDFORWARD ERROR",
                        "5 b FEEDBACK TARGET",
                        "5 b FEEDBACK ERROR"),
                log.lines);
    }

    /** The reaction to the first signal must find the second one, of the same instant, already in its compartment. */
    @Test
    void allArrivalsOfAnInstant_precedeItsReactions_andThoseItsWakings() {
        Network network = new NetworkSketch()
                .population("a", 1, StandardModel.SOURCE)
                .population("b", 1, StandardModel.STOCHASTIC_BINARY)
                .population("c", 1, StandardModel.SOFTMAX)
                .feedforward("a", "b", 10)
                .feedforward("a", "c", 10)
                .build();
        network.pathways().forEach(p -> p.synapses().bias()[0] = 7f);
        List<String> seen = new ArrayList<>();
        LaneBlock[] block = new LaneBlock[1];
        Reaction reaction = new Log() {
            @Override
            public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
                float other = block[0].lanes(NetworkSketch.population(network, "c"))
                        .basal(Signal.ACTIVITY)
                        .current(0)[0];
                seen.add(self.population().name() + " sees " + other);
            }

            @Override
            public void wake(PopulationLanes self, int neuron, Axon axon) {
                seen.add(self.population().name() + " wakes");
            }
        };
        Simulator simulator = simulator(network, reaction);
        block[0] = simulator.block();
        simulator.wakeAt(network.source(), 10, 0);
        simulator.send(pathway(network, "a-c"), Signal.ACTIVITY);
        simulator.send(pathway(network, "a-b"), Signal.ACTIVITY);
        simulator.runThrough(10);
        assertEquals(List.of("b sees 7.0", "c sees 7.0", "a wakes"), seen);
    }

    /** 10⁸ − 10⁸ + 1 is 1 in the order of the pathways, and 0 where the 1 comes before the cancellation. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void simultaneousVolleys_areAddedInTheOrderOfPathways_whateverTheOrderOfSending(long seed) {
        Random delays = new Random(-seed);
        NetworkSketch sketch = new NetworkSketch();
        float[] brought = {1e8f, -1e8f, 1f, 1e-3f};
        for (int i = 0; i < brought.length; i++) {
            sketch.population("a" + i, 1, i == 0 ? StandardModel.SOURCE : StandardModel.STOCHASTIC_BINARY);
        }
        sketch.population("sum", 1, StandardModel.SOFTMAX);
        for (int i = 0; i < brought.length; i++) {
            sketch.feedforward("a" + i, "sum", 10 + delays.nextInt(3));
        }
        Network network = sketch.build();
        List<Pathway> sending = new ArrayList<>(network.pathways());
        Collections.shuffle(sending, new Random(seed));
        // Equal delays leave the order to that of insertion, unequal ones to the time of sending.
        Reaction sender = new Reaction() {
            @Override
            public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {}

            @Override
            public void wake(PopulationLanes self, int neuron, Axon axon) {
                axon.send(network.pathways().get(neuron), Signal.ACTIVITY);
            }
        };
        Simulator simulator = simulator(network, sender);
        for (Pathway pathway : sending) {
            pathway.synapses().rows()[0][0] = brought[pathway.index()];
            simulator.block().outgoing(pathway, Signal.ACTIVITY).fireOne(0, 0);
            simulator.wakeAt(pathway.from(), 100 - pathway.delayNanos(), pathway.index());
        }
        simulator.runThrough(100);
        float[] sum = simulator
                .block()
                .lanes(NetworkSketch.population(network, "sum"))
                .basal(Signal.ACTIVITY)
                .current(0);
        assertEquals(1f + 1e-3f, sum[0]);
    }

    @Test
    void ownWakings_happenInTheOrderOfTimePopulationNeuron() {
        Network network = new NetworkSketch()
                .population("a", 9, StandardModel.SOURCE)
                .population("b", 9, StandardModel.SOFTMAX)
                .build();
        Population a = NetworkSketch.population(network, "a");
        Population b = NetworkSketch.population(network, "b");
        Log log = new Log();
        Simulator simulator = simulator(network, log);
        simulator.wakeAt(b, 5, 0);
        simulator.wakeAt(a, 5, 8);
        simulator.wakeAt(a, 7, 1);
        simulator.wakeAt(a, 5, 3);
        simulator.wakeAt(b, 0, 2);
        simulator.runThrough(6);
        assertEquals(List.of("0 b wakes 2", "5 a wakes 3", "5 a wakes 8", "5 b wakes 0"), log.lines);
    }

    @Test
    void waking_mayBeNow_butNotInThePast() {
        Network network =
                new NetworkSketch().population("a", 1, StandardModel.SOURCE).build();
        Simulator simulator = simulator(network, new Log());
        simulator.startAt(10);
        simulator.wakeAt(network.source(), 10, 0);
        assertThrows(IllegalArgumentException.class, () -> simulator.wakeAt(network.source(), 9, 0));
    }

    @Test
    void clock_isSetOnlyWhileNothingIsPending() {
        Network network =
                new NetworkSketch().population("a", 1, StandardModel.SOURCE).build();
        Simulator simulator = simulator(network, new Log());
        simulator.wakeAt(network.source(), 10, 0);
        simulator.runThrough(9);
        assertThrows(IllegalStateException.class, () -> simulator.startAt(20));
        simulator.runThrough(10);
        simulator.startAt(20);
        assertEquals(20, simulator.now());
    }

    @Test
    void signalThatTheWiringDoesNotCarry_isRefused() {
        Network network = new NetworkSketch()
                .population("a", 1, StandardModel.SOURCE)
                .population("b", 1, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .build();
        Simulator simulator = simulator(network, new Log());
        assertThrows(
                IllegalArgumentException.class, () -> simulator.send(pathway(network, "a-b"), Signal.RECONSTRUCTION));
    }

    @Test
    void traffic_isCountedByPathwaySignalAndForm_inTheActiveLanes() {
        Network network = new NetworkSketch()
                .population("a", 5, StandardModel.SOURCE)
                .population("b", 3, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .feedback("b", "a")
                .build();
        Pathway up = pathway(network, "a-b");
        Pathway down = pathway(network, "b-a");
        LaneBlock block = new LaneBlock(network, 3, SPIKES_UP);
        block.presentations().add(0, 0, 0);
        block.presentations().add(1, 0, 0);
        Traffic traffic = new Traffic(network);
        Simulator simulator = new Simulator(block, List.of(new Log(), new Log()), traffic, List.of());
        Volley spikes = block.outgoing(up, Signal.ACTIVITY);
        spikes.fireOne(0, 4);
        spikes.setCount(1, 2);
        spikes.setCount(2, 5); // an inactive lane, whose leftovers are nobody's messages
        block.outgoing(down, Signal.TARGET).addDifference(1, 0, -1);
        block.outgoing(down, Signal.TARGET).addDifference(1, 2, 1);
        block.outgoing(down, Signal.ERROR).grade(0, new float[3], 1f);
        simulator.send(up, Signal.ACTIVITY);
        simulator.send(up, Signal.ACTIVITY);
        simulator.send(down, Signal.TARGET);
        simulator.send(down, Signal.ERROR);

        assertEquals(6, traffic.messages(up, Signal.ACTIVITY, Form.SPIKE));
        assertEquals(2, traffic.messages(down, Signal.TARGET, Form.DIFFERENCE_SPIKE));
        assertEquals(3, traffic.messages(down, Signal.ERROR, Form.GRADED));
        assertEquals(0, traffic.messages(down, Signal.ACTIVITY, Form.SPIKE));
        assertEquals(0, traffic.messages(up, Signal.ACTIVITY, Form.GRADED));
        assertEquals(6 * 3 + (2 + 3) * 5, traffic.synapticEvents());

        Traffic sum = new Traffic(network);
        Archive archive = Archive.empty();
        traffic.state(archive);
        sum.state(Archive.of(archive.values()));
        sum.add(traffic);
        assertEquals(12, sum.messages(up, Signal.ACTIVITY, Form.SPIKE));
        assertEquals(2 * traffic.synapticEvents(), sum.synapticEvents());
        sum.clear();
        assertEquals(0, sum.synapticEvents());
        Map<String, Object> shorter = Map.of("traffic", new long[1]);
        assertThrows(Archive.MismatchException.class, () -> sum.state(Archive.of(shorter)));
    }

    @Test
    void listeners_seeEveryVolleyWhenItIsSent_inTheOrderOfEvents() {
        Network network = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 2, StandardModel.STOCHASTIC_BINARY)
                .population("c", 2, StandardModel.SOFTMAX)
                .feedforward("a", "b", 10)
                .feedforward("b", "c", 10)
                .feedback("c", "b", 10)
                .build();
        Reaction relay = new Reaction() {
            @Override
            public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
                for (Pathway pathway : self.outgoing(from)) {
                    self.volley(Signal.ACTIVITY, Form.SPIKE).fireOne(0, 1);
                    axon.send(pathway, Signal.ACTIVITY);
                }
                if (self.isOutput()) {
                    Volley differences = self.volley(Signal.TARGET, Form.DIFFERENCE_SPIKE);
                    differences.setCount(0, 0);
                    differences.addDifference(0, 0, -1);
                    differences.addDifference(0, 1, 1);
                    axon.send(self.outgoing(Direction.FEEDBACK).get(0), Signal.TARGET);
                }
            }
        };
        List<String> seen = new ArrayList<>();
        VolleyListener listener = (time, pathway, signal, volley, shown) ->
                seen.add(time + " " + pathway.name() + " " + signal + " " + volley.form() + " " + volley.total(1));
        Simulator simulator = simulator(network, relay, listener, listener);
        simulator.block().outgoing(pathway(network, "a-b"), Signal.ACTIVITY).fireOne(0, 0);
        simulator.send(pathway(network, "a-b"), Signal.ACTIVITY);
        simulator.runThrough(1000 - 1);
        List<String> once =
                List.of("0 a-b ACTIVITY SPIKE 1", "10 b-c ACTIVITY SPIKE 1", "20 c-b TARGET DIFFERENCE_SPIKE 2");
        assertEquals(once.stream().flatMap(line -> List.of(line, line).stream()).toList(), seen);
    }
}
