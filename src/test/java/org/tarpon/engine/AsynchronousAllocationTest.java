package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.circuit.Delays;
import org.tarpon.circuit.Values;
import org.tarpon.neuron.Ginzburg;
import org.tarpon.neuron.PoissonSource;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.StochasticLif;

/** Once the queues have grown a run allocates nothing: binary and integrating neurons, stored, procedural, drawn delays. */
class AsynchronousAllocationTest {
    @Test
    void steadyStateAllocatesNothing() {
        Circuit.Builder builder = Circuit.builder();
        CellGroup binary = builder.group("binary", 600, Ginzburg.glauber(0.01, 1, 0.5));
        CellGroup source = builder.group("source", 300, new PoissonSource(new RateProfile.Constant(50)));
        CellGroup lif = builder.group("lif", 300, new StochasticLif(0.01, 5, 100, 10, 2, 0, 0.002, 0.003));
        builder.connect(binary, binary)
                .connectivity(new Connectivity.FixedInDegree(30))
                .weight(-0.1);
        builder.connect(source, lif)
                .connectivity(new Connectivity.FixedOutDegree(30))
                .procedural();
        builder.connect(lif, lif)
                .connectivity(new Connectivity.Bernoulli(0.1))
                .weights(new Values.Normal(0, 0.5))
                .delays(Delays.drawn(new Values.Uniform(0.0005, 0.002), 500_000));
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        simulator.runUntil(1_000_000_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        simulator.runUntil(2_000_000_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // A log may still double once when a burst is larger than any before.
        assertTrue(allocated < 20_000, () -> allocated + " bytes in one second of simulated time");
        assertTrue(simulator.synapticEvents() > 100_000);
    }
}
