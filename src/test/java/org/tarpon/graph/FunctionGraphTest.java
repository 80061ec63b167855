package org.tarpon.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tarpon.network.Direction;

class FunctionGraphTest {
    private final FunctionGraph.Builder builder = FunctionGraph.builder(2);
    private final int x = builder.input("x");

    private static String refusal(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    @Test
    void forwardReferences_areRefused() {
        assertEquals(
                "node 1 \"u\" has node 1 as an input, which is not among the nodes before it; add nodes in topological"
                        + " order, a graph has no cycles",
                refusal(() -> builder.node("u", Elementwise.TANH, new int[] {1})));
        refusal(() -> builder.node("u", Elementwise.TANH, new int[] {-1}));
    }

    @Test
    void wrongNumberOfInputs_isRefused() {
        assertEquals(
                "node 1 \"u\" has 1 inputs; its function takes 2",
                refusal(() -> builder.node("u", NodeFunctions.QUOTIENT, new int[] {x})));
    }

    @Test
    void wrongNumberOfParameters_isRefused() {
        assertEquals(
                "node 1 \"u\" has 0 parameters; its function reads 1",
                refusal(() -> builder.node("u", NodeFunctions.GAIN, new int[] {x})));
    }

    @Test
    void parametersOutOfRange_areRefused() {
        assertEquals(
                "node 1 \"u\" reads parameter 2 of a graph that has 2, numbered from 0",
                refusal(() -> builder.node("u", NodeFunctions.GAIN, new int[] {x}, 2)));
        refusal(() -> builder.node("u", NodeFunctions.GAIN, new int[] {x}, -1));
        refusal(() -> FunctionGraph.builder(-1));
    }

    @Test
    void missingLoss_isRefused() {
        builder.node("u", Elementwise.TANH, new int[] {x});
        assertEquals(
                "node 1 \"u\" is the last, and there is no loss; add one node by loss(…)", refusal(builder::build));
        assertEquals("a graph without nodes has no loss", refusal(() -> FunctionGraph.builder(0)
                .build()));
    }

    @Test
    void secondLoss_isRefused() {
        builder.loss("first", Elementwise.SOFTPLUS, new int[] {x});
        assertEquals(
                "node 2 \"second\" would be a second loss besides node 1 \"first\"",
                refusal(() -> builder.loss("second", Elementwise.SOFTPLUS, new int[] {x})));
    }

    @Test
    void nodesAfterTheLoss_areRefused() {
        int loss = builder.loss("loss", Elementwise.SOFTPLUS, new int[] {x});
        assertEquals(
                "node 2 \"u\" has the loss as an input; nothing may follow the loss",
                refusal(() -> builder.node("u", Elementwise.TANH, new int[] {loss})));
    }

    @Test
    void deadEnds_takePartInNothing() {
        int dead = builder.node("dead", NodeFunctions.GAIN, new int[] {x}, 0);
        int loss = builder.loss("loss", NodeFunctions.GAIN, new int[] {x}, 1);
        FunctionGraph graph = builder.build();
        assertFalse(graph.leadsToLoss(dead));
        assertTrue(graph.leadsToLoss(x) && graph.leadsToLoss(loss));

        GraphSimulator simulator = new GraphSimulator(graph, Delays.uniform(1), List.of());
        simulator.give(x, 3);
        assertEquals(6, simulator.run(new double[] {5, 2}, 0));
        assertEquals(2, simulator.messages());
        double[] gradient = {10, 20};
        simulator.addGradient(gradient);
        assertEquals(10, gradient[0]);
        assertEquals(23, gradient[1]);
        assertEquals(2, simulator.error(x));
        assertEquals(2, simulator.now());
    }

    /** A loss that is an input itself: nothing travels. */
    @Test
    void lossWithoutInputs_isItsOwnAnswer() {
        FunctionGraph.Builder single = FunctionGraph.builder(1);
        single.loss("loss", NodeFunctions.affine(0, 1), new int[0], 0);
        GraphSimulator simulator = new GraphSimulator(single.build(), Delays.uniform(1), List.of());
        assertEquals(4, simulator.run(new double[] {4}, 0));
        double[] gradient = new double[1];
        simulator.addGradient(gradient);
        assertEquals(1, gradient[0]);
        assertEquals(0, simulator.messages());
    }

    @Test
    void delaysThatAreNotPositive_areRefused() {
        builder.loss("loss", Elementwise.SOFTPLUS, new int[] {x});
        FunctionGraph graph = builder.build();
        assertEquals(
                "the FEEDBACK delay of the edge from node 0 \"x\" to node 1 \"loss\" is 0 ns; it must be positive",
                refusal(() -> new GraphSimulator(
                        graph, (edge, direction) -> direction == Direction.FEEDBACK ? 0 : 1, List.of())));
    }

    @Test
    void parametersOfAnotherLength_areRefused() {
        builder.loss("loss", Elementwise.SOFTPLUS, new int[] {x});
        GraphSimulator simulator = new GraphSimulator(builder.build(), Delays.uniform(1), List.of());
        assertEquals("the graph has 2 parameters, not 3", refusal(() -> simulator.run(new double[3], 0)));
    }

    @Test
    void badLabels_areRefused_andTheNextRunIsSound() {
        int other = builder.node("other", Elementwise.TANH, new int[] {x});
        int loss = builder.loss("loss", Losses.squaredError(2), new int[] {x, other});
        GraphSimulator simulator = new GraphSimulator(builder.build(), Delays.uniform(1), List.of());
        simulator.give(x, 0);
        for (double label : new double[] {Double.NaN, -1, 2, 0.5}) {
            simulator.give(loss, label);
            assertTrue(refusal(() -> simulator.run(new double[2], 0)).startsWith("a label must be given to the loss"));
        }
        simulator.give(loss, 1);
        assertEquals(1, simulator.run(new double[2], 0));
    }

    @Test
    void inputsThatWereNotGiven_showAsNaN() {
        builder.loss("loss", Elementwise.SOFTPLUS, new int[] {x});
        GraphSimulator simulator = new GraphSimulator(builder.build(), Delays.uniform(1), List.of());
        assertEquals(Double.NaN, simulator.run(new double[2], 0));
    }

    /** S14 with ε_u = ε_s ⊙ σ′(u): the value is the given spike, whatever the potential. */
    @Test
    void straightThrough_passesTheSpikeOnAndTheSlopeBack() {
        int spike = builder.node("s", Elementwise.STRAIGHT_THROUGH, new int[] {x});
        builder.loss("loss", NodeFunctions.GAIN, new int[] {spike}, 0);
        GraphSimulator simulator = new GraphSimulator(builder.build(), Delays.uniform(1), List.of());
        simulator.give(x, 0);
        for (int s = 0; s <= 1; s++) {
            simulator.give(spike, s);
            assertEquals(3.0 * s, simulator.run(new double[] {3, 0}, 0));
            assertEquals(0.75, simulator.error(x));
        }
    }

    @Test
    void softmaxLoss_staysExactWhereProbabilitiesVanish() {
        NodeFunction loss = Losses.softmaxNegativeLogLikelihood(2);
        double[] potentials = {0, 2000};
        assertEquals(2000, loss.value(potentials, new double[0], 0));
        double[] partials = new double[2];
        loss.byInputs(potentials, new double[0], 0, partials);
        assertEquals(-1, partials[0]);
        assertEquals(1, partials[1]);
    }

    @Test
    void slopes_staySmallNumbersInSaturation() {
        double[] partial = new double[1];
        for (Elementwise function : new Elementwise[] {Elementwise.SIGMOID, Elementwise.SOFTPLUS}) {
            function.byInputs(new double[] {-40}, new double[0], 0, partial);
            assertEquals(StrictMath.exp(-40), partial[0], 1e-12 * StrictMath.exp(-40));
        }
        Elementwise.TANH.byInputs(new double[] {20}, new double[0], 0, partial);
        assertEquals(4 * StrictMath.exp(-40), partial[0], 1e-12 * StrictMath.exp(-40));
    }
}
