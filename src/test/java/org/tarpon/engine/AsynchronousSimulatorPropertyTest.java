package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.circuit.Delays;
import org.tarpon.circuit.Rows;
import org.tarpon.circuit.Tract;
import org.tarpon.circuit.Values;
import org.tarpon.neuron.Ginzburg;
import org.tarpon.neuron.NeuralSampling;
import org.tarpon.neuron.PoissonSource;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.Row;
import org.tarpon.neuron.StochasticLif;

class AsynchronousSimulatorPropertyTest {
    private record Sent(CellGroup group, long time, int neuron, int sign) {}

    private static Connectivity rule(Random random, boolean procedural) {
        return switch (random.nextInt(procedural ? 3 : 4)) {
            case 0 -> new Connectivity.FixedOutDegree(1 + random.nextInt(20));
            case 1 -> new Connectivity.Bernoulli(random.nextDouble() * 0.2);
            case 2 -> new Connectivity.AllToAll();
            default -> new Connectivity.FixedInDegree(1 + random.nextInt(20));
        };
    }

    private static Values weights(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Values.Constant(random.nextGaussian());
            case 1 -> new Values.Normal(0, 0.3);
            case 2 -> new Values.LogNormal(-2, 1);
            default -> new Values.Uniform(-0.5, 0.3);
        };
    }

    /** Binary neurons of two models, any connections, and per pathway either one delay or one a synapse. */
    static Circuit binary(long seed, boolean instantaneous) {
        Random random = new Random(seed);
        Circuit.Builder builder = Circuit.builder();
        List<CellGroup> groups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int size = random.nextBoolean() ? 30 + random.nextInt(40) : 600;
            groups.add(builder.group(
                    "g" + i,
                    size,
                    i < 2 ? Ginzburg.glauber(0.01, 1, random.nextGaussian()) : new NeuralSampling(0.01, -1)));
        }
        for (CellGroup from : groups) {
            for (CellGroup to : groups) {
                Circuit.Wire wire = builder.connect(from, to)
                        .connectivity(rule(random, false))
                        .weights(weights(random));
                if (random.nextBoolean()) {
                    wire.delays(Delays.drawn(new Values.Normal(0.002, 0.001), 300_000));
                } else {
                    wire.delay(instantaneous && random.nextBoolean() ? 0 : 500_000 + random.nextInt(1_000_000));
                }
            }
        }
        return builder.build();
    }

    /** Every input is exactly, to the last bit, the sum of the weights of the neurons that were up a delay ago. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inputIsTheSumOverDelayedStates(long seed) {
        Circuit circuit = binary(seed, seed % 2 == 0);
        List<Sent> sent = new ArrayList<>();
        ChangeListener listener = (group, output, time, neuron, sign) -> sent.add(new Sent(group, time, neuron, sign));
        AsynchronousSimulator simulator = new AsynchronousSimulator(circuit, seed, 1, List.of(listener));
        for (long end : new long[] {3_000_000, 17_123_456, 30_000_000}) {
            simulator.runUntil(end);
            double[][] expected = new double[3][];
            for (CellGroup group : circuit.groups()) {
                expected[group.index()] = new double[group.size()];
            }
            for (Tract tract : circuit.tracts()) {
                Rows rows = Rows.of(circuit, tract, seed, 0, tract.to().size());
                for (Sent s : sent) {
                    if (s.group != tract.from()) {
                        continue;
                    }
                    Row row = rows.row(s.neuron);
                    for (int k = 0; k < row.count; k++) {
                        long delay = row.delays == null ? tract.minimumDelay() : row.delays[k];
                        if (s.time + delay < end) {
                            double weight = row.weights == null ? rows.commonWeight() : row.weights[k];
                            expected[tract.to().index()][row.target(k)] += s.sign * weight;
                        }
                    }
                }
            }
            for (CellGroup group : circuit.groups()) {
                for (int i = 0; i < group.size(); i++) {
                    assertEquals(expected[group.index()][i], simulator.input(group, 0, i), 0, group.name() + " " + i);
                }
            }
        }
        assertTrue(sent.size() > 100, "the network must not be silent");
    }

    /** All models, all with one partition on a single thread or several of them. */
    static Circuit mixed(long seed, boolean procedural) {
        Random random = new Random(seed);
        Circuit.Builder builder = Circuit.builder();
        CellGroup glauber = builder.group("glauber", 1500, Ginzburg.glauber(0.005, 1, 0.5));
        CellGroup sampling = builder.group("sampling", 700, new NeuralSampling(0.01, -1));
        CellGroup source = builder.group("source", 520, new PoissonSource(new RateProfile.Sinusoidal(40, 30, 20, 0)));
        CellGroup lif = builder.group("lif", 900, new StochasticLif(0.01, 5, 100, 10, 2, 0, 0.002, 0));
        CellGroup slow = builder.group("slow", 50, new StochasticLif(0.01, 5, 100, 10, 2, 0, 0, 0.003));
        List<CellGroup> states = List.of(glauber, sampling);
        for (CellGroup from : builder.build().groups()) {
            for (CellGroup to : List.of(glauber, sampling, lif, slow)) {
                if (states.contains(from) != states.contains(to)) {
                    continue;
                }
                Circuit.Wire wire = builder.connect(from, to)
                        .connectivity(rule(random, true))
                        .weights(weights(random));
                if (procedural) {
                    wire.procedural();
                }
                if (random.nextBoolean()) {
                    wire.allowMultiple();
                }
                // Equal delays make ties likely; spikes of sources are rounded to nanoseconds
                wire.delay(400_000 + 100_000 * random.nextInt(3));
            }
        }
        return builder.build();
    }

    private static long[] stream(Circuit circuit, long seed, int threads) {
        long[] hash = new long[2]; // in the order in which listeners are told, and number
        ChangeListener listener = (group, output, time, neuron, sign) -> {
            hash[0] = (((hash[0] * 31 + group.index()) * 31 + time) * 31 + neuron) * 31 + sign;
            hash[1]++;
        };
        try (AsynchronousSimulator simulator = new AsynchronousSimulator(circuit, seed, threads, List.of(listener))) {
            simulator.runUntil(40_000_000);
            hash[0] = hash[0] * 31 + simulator.synapticEvents();
        }
        return hash;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void spikesDependNeitherOnThreadsNorOnStorage(long seed) {
        long[] one = stream(mixed(seed, false), seed, 1);
        assertTrue(one[1] > 1000, "the network must not be silent");
        for (int threads : new int[] {2, 3, 8, 16}) {
            long[] several = stream(mixed(seed, false), seed, threads);
            assertEquals(one[1], several[1]);
            assertEquals(one[0], several[0], threads + " threads");
        }
        assertEquals(one[0], stream(mixed(seed, true), seed, 1)[0], "procedural");
        assertEquals(one[0], stream(mixed(seed, true), seed, 2)[0], "procedural, two threads");
        assertTrue(one[0] != stream(mixed(seed, false), seed + 1, 1)[0], "another seed gives other spikes");
    }

    /** Golden values, also of how outputs take turns: the same bits on every machine and Java version. */
    @Test
    void spikesNeverChange() {
        assertEquals(
                "42967d71065d6d6c 2b4c09535481167c",
                Long.toHexString(stream(mixed(1, false), 1, 1)[0]) + " "
                        + Long.toHexString(stream(binary(1, false), 1, 1)[0]));
    }

    /** The same with a delay for every synapse. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 5})
    void spikesDoNotDependOnThreadsWithDrawnDelays(long seed) {
        long[] one = stream(binary(seed, false), seed, 1);
        assertEquals(one[0], stream(binary(seed, false), seed, 2)[0]);
        assertEquals(one[0], stream(binary(seed, false), seed, 8)[0]);
        assertEquals(one[0], stream(binary(seed, false), seed, 16)[0]);
    }

    /** Where one stops does not matter. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void spikesDoNotDependOnHowTheRunIsCut(long seed) {
        Circuit circuit = mixed(seed, false);
        AsynchronousSimulator whole = new AsynchronousSimulator(circuit, seed);
        whole.runUntil(20_000_000);
        AsynchronousSimulator cut = new AsynchronousSimulator(circuit, seed);
        Random random = new Random(seed);
        while (cut.now() < 20_000_000) {
            cut.runUntil(Math.min(20_000_000, cut.now() + random.nextInt(700_000)));
        }
        for (CellGroup group : circuit.groups()) {
            assertEquals(whole.sent(group, 0), cut.sent(group, 0), group.name());
            for (int i = 0; i < group.size(); i++) {
                assertEquals(whole.isUp(group, i), cut.isUp(group, i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2})
    void networkWithoutDelayUsesOneThreadAndSaysSo(long seed) {
        try (AsynchronousSimulator simulator = new AsynchronousSimulator(binary(seed, true), seed, 4, List.of())) {
            assertEquals(1, simulator.threads());
        }
    }

    /** The others would wait for ever for the one that failed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void failureOfOneThreadEndsTheRun(int threads) {
        ChangeListener failing = (group, output, time, neuron, sign) -> {
            throw new UnsupportedOperationException("full");
        };
        try (AsynchronousSimulator simulator =
                new AsynchronousSimulator(mixed(1, false), 1, threads, List.of(failing))) {
            assertEquals(threads, simulator.threads());
            assertThrows(UnsupportedOperationException.class, () -> simulator.runUntil(40_000_000));
            assertThrows(IllegalStateException.class, () -> simulator.runUntil(40_000_000));
        }
    }
}
