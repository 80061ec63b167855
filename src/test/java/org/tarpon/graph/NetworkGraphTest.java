package org.tarpon.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;

class NetworkGraphTest {
    /** Listed out of order, with a pathway that skips the hidden population. */
    private final Network network = new NetworkSketch()
            .population("output", 2, StandardModel.SOFTMAX)
            .population("hidden", 3, StandardModel.STOCHASTIC_BINARY)
            .population("input", 4, StandardModel.SOURCE)
            .feedforward("hidden", "output", 100)
            .feedback("output", "hidden", 7)
            .feedforward("input", "hidden", 30)
            .feedforward("input", "output", 50)
            .build(1, 1);

    private final NetworkGraph compiled = new NetworkGraph(network);
    private final Population input = NetworkSketch.population(network, "input");
    private final Population hidden = NetworkSketch.population(network, "hidden");
    private final Population output = NetworkSketch.population(network, "output");

    @Test
    void nodesAndEdges_areThoseOfNeuronsAndSynapses() {
        FunctionGraph graph = compiled.graph();
        assertEquals(4 + 2 * 3 + 2 + 1, graph.size());
        assertEquals(3 * 2 + 4 * 3 + 4 * 2 + 3 + 2, graph.edges());
        assertEquals((3 + 1) * 2 + (4 + 1) * 3 + (4 + 1) * 2, graph.parameterCount());
        assertEquals("hidden[2] potential", graph.name(compiled.potential(hidden, 2)));
        assertEquals("hidden[2]", graph.name(compiled.output(hidden, 2)));
        assertEquals("input[3]", graph.name(compiled.output(input, 3)));
        assertSame(Elementwise.STRAIGHT_THROUGH, graph.function(compiled.output(hidden, 0)));
    }

    @Test
    void parameters_areWeightsAndBiasesByPathwayRowAndNeuron() {
        double[] theta = new double[compiled.graph().parameterCount()];
        compiled.loadParameters(theta);
        for (String name : List.of("hidden-output", "input-hidden", "input-output")) {
            Pathway pathway = NetworkSketch.pathway(network, name);
            float[][] rows = pathway.synapses().rows();
            for (int k = 0; k < rows.length; k++) {
                for (int j = 0; j < rows[k].length; j++) {
                    assertEquals(rows[k][j], theta[compiled.parameter(pathway, k, j)]);
                }
            }
        }
    }

    @Test
    void messages_takeThePathwaysDelaysBothWays() {
        List<Long> times = new ArrayList<>();
        GraphSimulator simulator =
                compiled.simulator(List.of((time, direction, edge, from, to, value) -> times.add(time)));
        for (int n = 0; n < compiled.graph().size(); n++) {
            simulator.give(n, 1);
        }
        simulator.run(new double[compiled.graph().parameterCount()], 1000);
        assertEquals(
                List.of(1000L, 1030L, 1031L, 1131L, 1132L, 1133L, 1233L, 1234L),
                times.stream().distinct().toList());
        assertEquals(1264, simulator.now());
    }

    @Test
    void sigmoidAndLinearOutputs_haveNodesOfTheirOwn() {
        for (NeuronModel model : List.of(StandardModel.SIGMOID, StandardModel.LINEAR)) {
            Network squared = new NetworkSketch()
                    .population("input", 1, StandardModel.SOURCE)
                    .population("output", 2, model)
                    .feedforward("input", "output")
                    .build(1, 1);
            NetworkGraph graph = new NetworkGraph(squared);
            assertEquals(1 + 2 * 2 + 1, graph.graph().size());
            assertEquals("output[1]", graph.graph().name(graph.output(squared.output(), 1)));
        }
    }

    @Test
    void cycles_areRefused() {
        Network cyclic = new NetworkSketch()
                .population("input", 1, StandardModel.SOURCE)
                .population("a", 1, StandardModel.STOCHASTIC_BINARY)
                .population("b", 1, StandardModel.STOCHASTIC_BINARY)
                .population("output", 1, StandardModel.LINEAR)
                .feedforward("input", "a")
                .feedforward("a", "b")
                .feedforward("b", "a")
                .feedforward("b", "output")
                .build();
        assertEquals(
                "the feedforward pathways form a cycle, on or before these populations: [a, b, output]",
                assertThrows(IllegalArgumentException.class, () -> new NetworkGraph(cyclic))
                        .getMessage());
    }

    @Test
    void populationsThatNothingReaches_areRefused() {
        Network loose = new NetworkSketch()
                .population("input", 1, StandardModel.SOURCE)
                .population("loose", 1, StandardModel.STOCHASTIC_BINARY)
                .population("output", 1, StandardModel.LINEAR)
                .feedforward("input", "output")
                .build();
        assertEquals(
                "no feedforward pathway leads into population loose",
                assertThrows(IllegalArgumentException.class, () -> new NetworkGraph(loose))
                        .getMessage());
    }

    @Test
    void outputsOfSoftmaxNeurons_areNoFunctionOfOnePotential() {
        assertThrows(IllegalArgumentException.class, () -> NeuronFunctions.output(StandardModel.SOFTMAX));
        assertEquals(2, compiled.graph().function(compiled.graph().loss()).inputs());
        assertEquals(
                compiled.potential(output, 0),
                compiled.graph()
                        .from(compiled.graph().firstEdge(compiled.graph().loss())));
    }
}
