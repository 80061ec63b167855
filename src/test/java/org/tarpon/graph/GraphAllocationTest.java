package org.tarpon.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.StandardModel;

class GraphAllocationTest {
    private static final int RUNS = 500;

    /** The smallest object that a run could allocate has 16 bytes. */
    private static final long BYTES = 8 * RUNS;

    @ParameterizedTest
    @EnumSource(
            value = StandardModel.class,
            names = {"SOFTMAX", "SIGMOID", "LINEAR"})
    void runsOfANetwork_allocateNothing(NeuronModel output) {
        Network network = new NetworkSketch()
                .population("input", 20, StandardModel.SOURCE)
                .population("hidden", 10, StandardModel.STOCHASTIC_BINARY)
                .population("output", 3, output)
                .feedforward("input", "hidden")
                .feedforward("hidden", "output")
                .build(1, 1);
        NetworkGraph compiled = new NetworkGraph(network);
        GraphSimulator simulator =
                compiled.simulator(List.of((time, direction, edge, from, to, value) -> assertTrue(time >= 0)));
        for (int n = 0; n < compiled.graph().size(); n++) {
            simulator.give(n, 1);
        }
        double[] theta = new double[compiled.graph().parameterCount()];
        double[] gradient = theta.clone();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 8; round++) { // in the first ones the code is still interpreted, buffers still grow
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < RUNS; i++) {
                compiled.loadParameters(theta);
                simulator.run(theta, i);
                simulator.addGradient(gradient);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < BYTES, least + " bytes in " + RUNS + " runs");
    }
}
