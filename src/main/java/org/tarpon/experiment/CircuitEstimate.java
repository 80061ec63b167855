package org.tarpon.experiment;

import java.util.List;
import java.util.Locale;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Tract;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.neuron.Dynamics;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Range;
import org.tarpon.scenario.Stimulus;

/** Estimates circuits: states and synapses, which {@link Circuit} counts, and how often neurons send. */
final class CircuitEstimate {
    /** docs/benchmarks.md has 1 to 4·10⁸ for networks of some thousand neurons. */
    private static final double EVENTS_PER_SECOND = 1.5e8;

    /** Of neurons whose model does not say how often they send. */
    private static final double ASSUMED_RATE = 10;

    /** Of binary neurons: updates that change the state. */
    private static final double ASSUMED_CHANGES = 0.2;

    /**
     * Operations of a thread in a step, after which it may have to wait for others. With so many two threads are worth 1.8 of one
     * (docs/benchmarks.md); with fewer, above all on a busy machine, they do little but wait.
     */
    private static final double LEAST_OF_THREAD = 5_000;

    private static final int BYTES_A_LINE = 24;

    private CircuitEstimate() {}

    static Estimate of(CircuitScenario scenario) {
        Circuit circuit = scenario.circuit(Stimulus.NO_PICTURES);
        double seconds = (scenario.warmUpNanos() + scenario.durationNanos()) / 1e9;
        double events = 0;
        double synapses = 0;
        for (Tract tract : circuit.tracts()) {
            events += tract.expectedSynapses() * rate(scenario, tract.from());
            synapses += tract.procedural() ? 0 : tract.expectedSynapses();
        }
        double updates = 0;
        double checkpoint = 0;
        for (CellGroup group : circuit.groups()) {
            updates += rate(scenario, group) * group.size();
            checkpoint += (double) bytesKept(group.dynamics()) * group.size();
        }
        double lines = 0;
        for (CircuitScenario.Selection recorded : scenario.recording().spikes()) {
            CellGroup group = circuit.groups().stream()
                    .filter(one -> one.name().equals(recorded.of()))
                    .findFirst()
                    .orElseThrow();
            double neurons = Range.numbers(recorded.neurons()).count();
            lines += rate(scenario, group) * neurons * (recorded.toNanos() - recorded.fromNanos()) / 1e9;
        }
        double samples = (double) scenario.recording().activity().size()
                * (scenario.recording().toNanos() - scenario.recording().fromNanos())
                / scenario.recording().everyNanos();
        double bytes = circuit.estimatedBytes();
        double stored = synapses;
        return new Estimate(
                List.of(new Estimate.Part("states and stored synapses", bytes)),
                List.of(
                        // A new one is written before the oldest goes.
                        new Estimate.Part(
                                "checkpoints",
                                checkpoint * (scenario.checkpoint().keep() + 1.0)),
                        new Estimate.Part(
                                "recorded spikes",
                                lines
                                        * BYTES_A_LINE
                                        * scenario.recording().formats().size()),
                        new Estimate.Part("sampled activity", samples * BYTES_A_LINE)),
                (events + 10 * updates) * seconds,
                EVENTS_PER_SECOND,
                available -> stored == 0
                        ? String.format(Locale.ROOT, "about one in %.2g of its neurons would fit", bytes / available)
                        : String.format(
                                Locale.ROOT,
                                "about %.2g stored synapses would fit; procedural pathways store none",
                                stored * available / bytes));
    }

    /** Threads that have enough to do, at most so many. */
    static int threads(CircuitScenario scenario, int most) {
        double seconds = (scenario.warmUpNanos() + scenario.durationNanos()) / 1e9;
        double perSecond = of(scenario).operations() / seconds;
        double perStep = perSecond * AsynchronousSimulator.step(scenario.circuit(Stimulus.NO_PICTURES)) / 1e9;
        return Math.max(1, (int) Math.min(most, perStep / LEAST_OF_THREAD));
    }

    /** What a checkpoint has of a neuron: its state, when it wakes and what it has drawn, and how often it has fired. */
    private static int bytesKept(Dynamics dynamics) {
        int values = dynamics.traces().size() + dynamics.variables() + (dynamics.watched() < 0 ? 0 : 1);
        int waking = dynamics.wakes() ? Long.BYTES + Integer.BYTES : 0;
        return values * Double.BYTES + 1 + waking + Long.BYTES;
    }

    /** Spikes or changes of state a second of one neuron, as well as its parameters tell; the most where rates vary. */
    private static double rate(CircuitScenario scenario, CellGroup group) {
        CircuitScenario.Population population = scenario.populations().get(group.index());
        if (population.stimulus().isPresent()) {
            Stimulus stimulus = population.stimulus().get();
            return stimulus instanceof Stimulus.Varying varying
                    ? varying.profile().maximum()
                    : stimulus instanceof Stimulus.Images images ? images.maximum() : ASSUMED_RATE;
        }
        if (population.model().equals(CircuitScenario.Population.POISSON)) {
            return population.parameters().getOrDefault("rate", ASSUMED_RATE);
        }
        Double tau = population.parameters().get("tau");
        return tau == null || tau == 0 ? ASSUMED_RATE : ASSUMED_CHANGES / tau;
    }
}
