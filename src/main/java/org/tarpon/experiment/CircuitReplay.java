package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.engine.ChangeListener;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Stimulus;

/** Two circuits simulated side by side, step by step, until one sends what the other does not. */
final class CircuitReplay {
    private static final long STEP_NANOS = 1_000_000;

    private final CircuitScenario first;
    private final CircuitScenario second;
    private final List<Function<Stimulus.Images, byte[][]>> pictures;
    private final int threads;

    /**
     * @param second of the same populations
     * @param pictures what sources show, of each
     * @param threads for each
     */
    CircuitReplay(
            CircuitScenario first,
            CircuitScenario second,
            List<Function<Stimulus.Images, byte[][]>> pictures,
            int threads) {
        this.first = first;
        this.second = second;
        this.pictures = List.copyOf(pictures);
        this.threads = threads;
    }

    /** The first spike or change of state in which they differ; empty if there is none, or if it was stopped. */
    Optional<Difference> run(BooleanSupplier stop) {
        Circuit circuit = first.circuit(pictures.get(0));
        List<EventLog> here = new ArrayList<>();
        List<EventLog> there = new ArrayList<>();
        List<Integer> start = new ArrayList<>(); // the first log of each population
        for (CellGroup group : circuit.groups()) {
            start.add(here.size());
            group.dynamics().outputs().forEach(output -> {
                here.add(new EventLog());
                there.add(new EventLog());
            });
        }
        long end = Math.min(first.warmUpNanos() + first.durationNanos(), second.warmUpNanos() + second.durationNanos());
        try (AsynchronousSimulator one = simulator(circuit, first.seed(), here, start);
                AsynchronousSimulator other = simulator(second.circuit(pictures.get(1)), second.seed(), there, start)) {
            while (one.now() < end && !stop.getAsBoolean()) {
                long next = Math.min(end, one.now() + STEP_NANOS);
                one.runUntil(next);
                other.runUntil(next);
                Optional<EventLog.Parting> parting = EventLog.between(here, there);
                if (parting.isPresent()) {
                    return parting.map(found -> describe(found, circuit, start));
                }
                here.forEach(EventLog::clear);
                there.forEach(EventLog::clear);
            }
        }
        return Optional.empty();
    }

    private AsynchronousSimulator simulator(Circuit circuit, long seed, List<EventLog> logs, List<Integer> start) {
        ChangeListener listener = (group, output, time, neuron, sign) ->
                logs.get(start.get(group.index()) + output).add(time, output, neuron, sign);
        return new AsynchronousSimulator(circuit, seed, threads, List.of(listener));
    }

    private static Difference describe(EventLog.Parting found, Circuit circuit, List<Integer> start) {
        EventLog.Event event = found.earlier();
        int population = 0;
        while (population + 1 < start.size() && start.get(population + 1) <= found.log()) {
            population++;
        }
        Map<String, Object> where = Difference.at("time_ns", event.time());
        where.put("population", circuit.groups().get(population).name());
        where.put("output", event.channel());
        where.put("neuron", event.neuron());
        String sent = "sends " + event.value();
        return new Difference(
                Difference.What.EVENT,
                where,
                found.isOfFirst() ? sent : "sends nothing",
                found.isOfFirst() ? "sends nothing" : sent);
    }
}
