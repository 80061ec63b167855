package org.tarpon.engine;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.neuron.Ginzburg;

/**
 * The network of {@code peers/brian2_glauber.py} as a program that prints one JSON line a repetition, the first of which
 * compiles; processor seconds are those of the calling thread. With {@code out}, {@code procedural} or {@code bernoulli} connections have a fixed out-degree, are drawn at
 * every spike, or with a probability; the peer's have a fixed in-degree.
 *
 * <pre>java -Xmx8g -cp target/benchmarks.jar org.tarpon.engine.BalancedNetwork NEURONS INDEGREE MILLISECONDS THREADS REPETITIONS [KIND [SEED]]</pre>
 */
public final class BalancedNetwork {
    private BalancedNetwork() {}

    public static void main(String[] arguments) {
        int neurons = Integer.parseInt(arguments[0]);
        int degree = Integer.parseInt(arguments[1]);
        long nanos = (long) (1e6 * Double.parseDouble(arguments[2]));
        int threads = Integer.parseInt(arguments[3]);
        int repetitions = Integer.parseInt(arguments[4]);
        String kind = arguments.length > 5 ? arguments[5] : "stored";
        long seed = arguments.length > 6 ? Long.parseLong(arguments[6]) : 1;
        long start = System.nanoTime();
        AsynchronousSimulator simulator =
                new AsynchronousSimulator(circuit(neurons, degree, kind), seed, threads, List.of());
        double building = (System.nanoTime() - start) / 1e9;
        for (int i = 0; i < repetitions; i++) {
            long changes = changes(simulator);
            long events = simulator.synapticEvents();
            long updates = simulator.updates();
            long begin = System.nanoTime();
            long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            simulator.runUntil((i + 1) * nanos);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double busy = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e9;
            changes = changes(simulator) - changes;
            events = simulator.synapticEvents() - events;
            System.out.printf(
                    Locale.ROOT,
                    "{\"kind\": \"%s\", \"neurons\": %d, \"indegree\": %d, \"milliseconds\": %s, \"threads\": %d, \"state_changes\": %d,"
                            + " \"changes_per_neuron_per_second\": %.2f, \"updates\": %d, \"synaptic_events\": %d, \"seconds\": %.3f, \"processor_seconds\": %.3f,"
                            + " \"synaptic_events_per_second\": %.0f, \"ns_per_event\": %.3f, \"building_seconds\": %.2f}%n",
                    kind,
                    neurons,
                    degree,
                    arguments[2],
                    simulator.threads(),
                    changes,
                    changes * 1e9 / neurons / nanos,
                    simulator.updates() - updates,
                    events,
                    seconds,
                    busy,
                    events / seconds,
                    seconds * 1e9 / events,
                    building);
        }
        simulator.close();
    }

    private static long changes(AsynchronousSimulator simulator) {
        return simulator.circuit().groups().stream()
                .mapToLong(g -> simulator.sent(g, 0))
                .sum();
    }

    static Circuit circuit(int neurons, int degree, String kind) {
        Circuit.Builder builder = Circuit.builder();
        int excitatory = (int) (0.8 * neurons);
        CellGroup e = builder.group("excitatory", excitatory, Ginzburg.glauber(0.01, 2, 0));
        CellGroup i = builder.group("inhibitory", neurons - excitatory, Ginzburg.glauber(0.01, 2, 0));
        for (CellGroup from : List.of(e, i)) {
            for (CellGroup to : List.of(e, i)) {
                int in = (int) (from == e ? 0.8 * degree : degree - (int) (0.8 * degree));
                int out = (int) Math.round((double) in * to.size() / from.size());
                Connectivity rule =
                        switch (kind) {
                            case "stored" -> new Connectivity.FixedInDegree(in);
                            case "out", "procedural" -> new Connectivity.FixedOutDegree(out);
                            case "bernoulli", "procedural-bernoulli" ->
                                new Connectivity.Bernoulli((double) in / from.size());
                            default -> throw new IllegalArgumentException(kind);
                        };
                Circuit.Wire wire = builder.connect(from, to)
                        .connectivity(rule)
                        .weight((from == e ? 1 : -4) / Math.sqrt(degree))
                        .delay(100_000)
                        .allowSelf();
                if (kind.startsWith("procedural")) {
                    wire.procedural();
                }
            }
        }
        return builder.build();
    }
}
