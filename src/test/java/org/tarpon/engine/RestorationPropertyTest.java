package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.neuron.Cells;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.Outlet;
import org.tarpon.neuron.Output;
import org.tarpon.neuron.SpikeTrains;
import org.tarpon.neuron.StochasticLif;
import org.tarpon.neuron.Trace;
import org.tarpon.state.Archive;

/** A circuit that goes on from its saved state does what it would have done, on any number of threads. */
class RestorationPropertyTest {
    private static final long END = 40_000_000;

    /** With 3, 9 and 16, and populations of 600 and more, partitions share slices of updates. */
    private static final int[] THREADS = {1, 2, 3, 4, 9, 16};

    static Stream<Arguments> circuits() {
        return Stream.of(
                Arguments.of("mixed", AsynchronousSimulatorPropertyTest.mixed(1, false)),
                Arguments.of("procedural", AsynchronousSimulatorPropertyTest.mixed(2, true)),
                Arguments.of("drawn delays", AsynchronousSimulatorPropertyTest.binary(3, false)),
                Arguments.of("other drawn delays", AsynchronousSimulatorPropertyTest.binary(5, false)),
                Arguments.of("no delay", AsynchronousSimulatorPropertyTest.binary(2, true)),
                Arguments.of("trains and long delays", trains()),
                Arguments.of("sent when they begin", eager()));
    }

    /** Neurons that fire once, when they begin. */
    private static final class Eager implements Dynamics {
        @Override
        public List<Trace> traces() {
            return List.of();
        }

        @Override
        public List<Output> outputs() {
            return Output.SPIKES;
        }

        @Override
        public void start(Cells cells, int neuron, Outlet outlet) {
            outlet.send(0, neuron, 1);
        }
    }

    private static Circuit eager() {
        Circuit.Builder builder = Circuit.builder();
        CellGroup source = builder.group("source", 600, new Eager());
        CellGroup lif = builder.group("lif", 600, new StochasticLif(0.01, 5, 100, 10, 2, 0, 0.002, 0));
        builder.connect(source, lif).weight(0.01).delay(3_000_000);
        return builder.build();
    }

    private static Circuit trains() {
        Circuit.Builder builder = Circuit.builder();
        long[][] times = new long[600][];
        for (int i = 0; i < times.length; i++) {
            times[i] = new long[] {i * 10_000L, 8_000_000 + i * 15_000L};
        }
        CellGroup source = builder.group("source", 600, new SpikeTrains(times));
        CellGroup lif = builder.group("lif", 600, new StochasticLif(0.01, 5, 100, 10, 2, 0, 0.002, 0));
        builder.connect(source, lif).weight(0.1).delay(7_000_000);
        return builder.build();
    }

    /** What each population sends; how populations take turns depends on where the run is cut. */
    private static AsynchronousSimulator simulator(Circuit circuit, int threads, Map<String, List<String>> sent) {
        ChangeListener listener = (group, output, time, neuron, sign) ->
                sent.computeIfAbsent(group.name(), name -> new ArrayList<>()).add(time + " " + neuron + " " + sign);
        return new AsynchronousSimulator(circuit, 7, threads, List.of(listener));
    }

    private static int size(Map<String, List<String>> sent) {
        return sent.values().stream().mapToInt(List::size).sum();
    }

    private static Map<String, Object> state(AsynchronousSimulator simulator) {
        Archive archive = Archive.empty();
        simulator.state(archive);
        return archive.values();
    }

    private static void assertSame(Map<String, Object> expected, Map<String, Object> actual, String what) {
        assertEquals(expected.keySet(), actual.keySet(), what);
        expected.forEach((name, value) ->
                assertArrayEquals(new Object[] {value}, new Object[] {actual.get(name)}, what + ": " + name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("circuits")
    void goesOnToTheSameBits(String name, Circuit circuit) {
        Random random = new Random(name.hashCode());
        Map<String, List<String>> straight = new TreeMap<>();
        AsynchronousSimulator whole = simulator(circuit, 1, straight);
        whole.runUntil(END);
        assertTrue(size(straight) > 100, "the network must not be silent");
        Map<String, Object> atEnd = state(whole);

        Map<String, List<String>> pieces = new TreeMap<>();
        AsynchronousSimulator part = simulator(circuit, 16, pieces);
        if (name.equals("mixed")) {
            assertEquals(16, part.threads());
        }
        while (true) {
            Map<String, Object> saved = state(part);
            AsynchronousSimulator next = simulator(circuit, THREADS[random.nextInt(THREADS.length)], pieces);
            Archive archive = Archive.of(saved);
            next.state(archive);
            archive.close();
            assertSame(saved, state(next), "saved again at once, by another number of threads");
            part.close();
            part = next;
            if (part.now() == END) {
                break;
            }
            part.runUntil(Math.min(END, part.now() + 1 + random.nextInt(12_000_000)));
        }
        assertEquals(straight, pieces);
        assertEquals(whole.synapticEvents(), part.synapticEvents());
        assertEquals(whole.updates(), part.updates());
        assertSame(atEnd, state(part), "state at the end");
        whole.close();
        part.close();
    }
}
