package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneBlockTest {
    private static final Wiring ACTIVITY_UP = (pathway, signal) ->
            signal == Signal.ACTIVITY && pathway.direction() == Direction.FEEDFORWARD ? Form.SPIKE : null;

    private final Network network = new NetworkSketch()
            .population("a", 2, StandardModel.SOURCE)
            .population("b", 3, StandardModel.SOFTMAX)
            .feedforward("a", "b")
            .feedback("b", "a")
            .build();

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65, 1000})
    void numberOfLanes_outOfRange_isRefused(int lanes) {
        String message = assertThrows(IllegalArgumentException.class, () -> new LaneBlock(network, lanes, ACTIVITY_UP))
                .getMessage();
        assertEquals("a block holds 1 to 64 lanes, not " + lanes, message);
    }

    @Test
    void wiring_decidesWhichCompartmentsAndBuffersExist() {
        LaneBlock block = new LaneBlock(network, LaneBlock.MAXIMUM_LANES, ACTIVITY_UP);
        assertNotNull(block.lanes(network.output()).basal(Signal.ACTIVITY));
        assertNull(block.lanes(network.output()).basal(Signal.TARGET));
        assertNull(block.lanes(network.source()).apical(Signal.ACTIVITY));
        assertNotNull(block.lanes(network.source()).volley(Signal.ACTIVITY, Form.SPIKE));
        assertNull(block.lanes(network.source()).volley(Signal.ACTIVITY, Form.GRADED));
        assertNull(block.lanes(network.output()).volley(Signal.ACTIVITY, Form.SPIKE));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> block.outgoing(network.pathways().get(1), Signal.TARGET))
                .getMessage();
        assertEquals("pathway b-a does not carry TARGET", message);
    }

    @Test
    void terminal_remembersTheLastVolleyOfEachSignal() {
        LaneBlock block = new LaneBlock(network, 1, ACTIVITY_UP);
        block.presentations().add(0, 0, 0);
        Terminal terminal =
                block.lanes(network.output()).incoming(Direction.FEEDFORWARD).get(0);
        assertNull(terminal.arrived(Signal.ACTIVITY));
        Volley volley = block.outgoing(network.pathways().get(0), Signal.ACTIVITY);
        assertTrue(block.arrive(network.pathways().get(0), Signal.ACTIVITY, volley));
        assertSame(volley, terminal.arrived(Signal.ACTIVITY));
        assertNull(terminal.arrived(Signal.ERROR));
    }

    /** Mirrors of pooling compare it with what pooling was sent. */
    @Test
    void activityOfSignUnits_isTheSignsThatTheySent() {
        Network signs = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 3, StandardModel.SIGN)
                .population("c", 1, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .feedforward("b", "c")
                .build();
        LaneBlock block = new LaneBlock(
                signs, 2, (pathway, signal) -> pathway.from().model().form());
        PopulationLanes b = block.lanes(signs.populations().get(1));
        float[] means = {0.3f, -0.9f, 0f};
        System.arraycopy(means, 0, b.mean(1), 0, means.length);
        b.volley(Signal.ACTIVITY, Form.SIGN).grade(1, b.mean(1), 1f);
        assertArrayEquals(new float[] {1f, -1f, 1f}, b.activity(1));
    }

    @Test
    void network_refusesWhatIsNotAtItsIndex() {
        Population a = new Population(1, "a", 1, StandardModel.SOURCE);
        assertThrows(IllegalArgumentException.class, () -> new Network(List.of(a), List.of()));
        Population b = new Population(0, "b", 1, StandardModel.SOFTMAX);
        Pathway pathway = new Pathway(1, Direction.FEEDFORWARD, b, b, 1, AllToAll.own(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Network(List.of(b), List.of(pathway)));
    }

    @Test
    void network_findsPathwaysByEndAndDirection() {
        assertEquals(List.of(network.pathways().get(0)), network.from(network.source(), Direction.FEEDFORWARD));
        assertEquals(List.of(), network.from(network.source(), Direction.FEEDBACK));
        assertEquals(List.of(network.pathways().get(1)), network.into(network.source(), Direction.FEEDBACK));
        assertEquals(List.of(network.pathways().get(0)), network.into(network.output(), Direction.FEEDFORWARD));
        assertFalse(network.pathways().get(1).isTied());
    }

    @Test
    void presentations_fillLaneByLane_andClear() {
        Presentations shown = new LaneBlock(network, 2, ACTIVITY_UP).presentations();
        assertEquals(2, shown.capacity());
        shown.add(7, 5, 3);
        shown.add(8, 6, 1);
        assertEquals(2, shown.active());
        assertEquals(8, shown.number(1));
        assertEquals(5, shown.sample(0));
        assertEquals(3, shown.label(0));
        shown.repeat(100, true);
        assertEquals(2, shown.active());
        assertEquals(107, shown.number(0));
        assertEquals(6, shown.sample(1));
        assertTrue(shown.isStill());
        shown.clear();
        assertEquals(0, shown.active());
        assertFalse(shown.isStill());
    }

    /** The volley is changed behind the block's back, to see who looks at it. */
    @Test
    void whatAStillSourceAloneBrought_isNotSummedAgain() {
        Network bypass = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 1, StandardModel.STOCHASTIC_BINARY)
                .population("c", 1, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .feedforward("a", "c")
                .feedforward("b", "c")
                .build();
        bypass.pathways().forEach(pathway -> pathway.synapses().rows()[0][0] = 1f);
        LaneBlock block = new LaneBlock(bypass, 1, ACTIVITY_UP);
        block.presentations().add(0, 0, 0);
        float[] alone =
                block.lanes(bypass.populations().get(1)).basal(Signal.ACTIVITY).current(0);
        float[] together = block.lanes(bypass.output()).basal(Signal.ACTIVITY).current(0);
        assertArrayEquals(new float[] {1f, 2f}, arriveAll(block, 0, 0, alone, together));
        block.presentations().repeat(1, true);
        assertArrayEquals(new float[] {1f, 1f}, arriveAll(block, 1, 0, alone, together));
        block.presentations().repeat(1, false);
        assertArrayEquals(new float[] {0f, 0f}, arriveAll(block, 1, -1, alone, together));
    }

    /** Lets one neuron of a and one of b, or none, fire; returns the currents of b and c. */
    private static float[] arriveAll(LaneBlock block, int ofA, int ofB, float[] alone, float[] together) {
        List<Pathway> pathways = block.network().pathways();
        for (Pathway pathway : pathways) {
            Volley volley = block.outgoing(pathway, Signal.ACTIVITY);
            int neuron = pathway.from().isSource() ? ofA : ofB;
            volley.indices(0)[0] = neuron;
            volley.setCount(0, neuron < 0 ? 0 : 1);
            assertEquals(
                    !pathway.equals(pathways.get(1)), block.arrive(pathway, Signal.ACTIVITY, volley), pathway.name());
        }
        return new float[] {alone[0], together[0]};
    }
}
