package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.tarpon.format.SpikeFormat;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.Output;
import org.tarpon.scenario.CircuitScenario.Average;
import org.tarpon.scenario.CircuitScenario.Covariance;
import org.tarpon.scenario.CircuitScenario.Population;
import org.tarpon.scenario.CircuitScenario.Rate;
import org.tarpon.scenario.CircuitScenario.Recording;
import org.tarpon.scenario.CircuitScenario.Selection;
import org.tarpon.scenario.Expectation.DigestOf;

/** Reads {@code record} and {@code expect} of a circuit, and knows the names of its metrics. */
final class CircuitRecordReader {
    private static final int MOST_STATES = 8;
    private static final int MOST_STEPS = 1_000;
    private static final long DEFAULT_EVERY = 1_000_000;

    /** Their names, where those of {@link #expectations} stand for what is recorded. */
    private static final String METRICS =
            "rate.<population or name in `record.rates`>, activity.<population>, covariance.<of>-<with>.<lag>,"
                    + " state.<bits>, synaptic_events, synaptic_events_per_second, updates, wall_seconds";

    private final Map<String, Dynamics> dynamics;
    private final Map<String, Population> populations;
    private final long start;
    private final long end;
    private long duration; // of sampling
    private final Problems problems;

    /**
     * @param dynamics of the populations whose model could be read
     * @param start of the time that is measured, in nanoseconds
     * @param end of the simulation
     */
    CircuitRecordReader(
            Map<String, Dynamics> dynamics,
            Map<String, Population> populations,
            long start,
            long end,
            Problems problems) {
        this.dynamics = dynamics;
        this.populations = populations;
        this.start = start;
        this.end = end;
        this.problems = problems;
    }

    Recording read(Section section) {
        SelectionReader selections = new SelectionReader(populations, start, end, problems);
        List<Selection> spikes = selections.list(section, "spikes", 0);
        Set<SpikeFormat> formats = SpikeFormats.read(section, !spikes.isEmpty(), problems);
        List<Selection> counts = selections.list(section, "counts", start);
        List<Rate> rates = selections.rates(section.section("rates"));
        long from = section.optional("from", start, Kinds.moment(start, end));
        long to = section.optional("to", end, Kinds.moment(start, end));
        selections.checkOrder(section, from, to);
        duration = Math.max(1, to - from);
        long every = section.optional("every", Math.min(DEFAULT_EVERY, duration), Kinds.time());
        if (every > duration) {
            problems.add(
                    section.blame("every"),
                    "`record.every` is longer than the time in which states are sampled",
                    "at most " + CircuitWriter.lag(duration),
                    CircuitWriter.lag(duration));
        }
        List<String> activity = names(section, "activity");
        List<String> states = names(section, "states");
        if (states.size() > MOST_STATES) {
            problems.add(
                    section.blame("states"),
                    "`record.states` names " + states.size() + " populations",
                    "at most " + MOST_STATES,
                    "");
        }
        states.stream()
                .filter(name -> populations.get(name).size()
                        != populations.get(states.get(0)).size())
                .findFirst()
                .ifPresent(name -> checkSizes(section, "states", states.get(0), name));
        List<Covariance> covariances = new ArrayList<>();
        Set<String> pairs = new LinkedHashSet<>();
        for (Section at : section.list("covariances")) {
            Covariance covariance = covariance(at, every);
            covariances.add(covariance);
            if (at.isPresent() && !pairs.add(covariance.of() + "-" + covariance.with())) {
                problems.add(at.blame("of"), "the covariance of this pair is recorded twice", "each pair once", "");
            }
        }
        section.close();
        return new Recording(spikes, formats, counts, rates, from, to, every, activity, states, covariances);
    }

    private List<String> names(Section section, String key) {
        List<String> names = new ArrayList<>();
        section.values(key, CircuitPathwayReader.among(populations)).forEach((node, name) -> {
            if (names.contains(name)) {
                problems.add(node, Words.quote(name) + " is listed twice", "each population once", "");
            }
            checkState(node, name);
            names.add(name);
        });
        return names;
    }

    private void checkState(Node node, String name) {
        Dynamics model = dynamics.get(name);
        if (model != null && !model.outputs().contains(Output.STATE)) {
            problems.add(
                    node,
                    "neurons of `" + name + "` spike and have no state 1 that lasts",
                    "populations of a model with binary states; `rate." + name + "` is measured anyway",
                    "");
        }
    }

    private void checkSizes(Section section, String key, String first, String second) {
        int one = populations.get(first).size();
        int other = populations.get(second).size();
        if (one != other) {
            problems.add(
                    section.blame(key),
                    "`" + first + "` has " + one + " neurons, but `" + second + "` " + other
                            + "; here neurons of one index belong together",
                    "populations of one size",
                    "");
        }
    }

    private Covariance covariance(Section at, long every) {
        int before = problems.count();
        Kind<String> known = CircuitPathwayReader.among(populations);
        String of = at.required("of", "", known);
        String with = at.optional("with", of, known);
        Average average = at.optional("average", Average.NEURONS, Kinds.word(Average.class));
        List<Long> lags = new ArrayList<>();
        at.values("lags", Kinds.lag()).forEach((node, lag) -> {
            if (lag % every != 0 || Math.abs(lag) / every > MOST_STEPS || Math.abs(lag) >= duration) {
                problems.add(
                        node,
                        "a lag of " + CircuitWriter.lag(lag) + " cannot be measured",
                        "whole multiples of `record.every`, which is " + CircuitWriter.lag(every) + ", at most "
                                + MOST_STEPS + " of them, and shorter than the time in which states are sampled",
                        "");
            } else if (lags.contains(lag)) {
                problems.add(node, "a lag that is listed twice", "each lag once", "");
            } else {
                lags.add(lag);
            }
        });
        if (!at.has("lags")) {
            lags.add(0L);
        }
        at.close();
        if (problems.count() == before && at.isPresent()) {
            checkState(at.blame("of"), of);
            checkState(at.blame("with"), with);
            if (average == Average.NEURONS) {
                checkSizes(at, "with", of, with);
            }
        }
        return new Covariance(of, with, average, lags);
    }

    /** The names of all that a circuit measures. */
    static Set<String> metrics(Collection<String> populations, Recording recording) {
        Set<String> known = new LinkedHashSet<>();
        populations.forEach(name -> known.add("rate." + name));
        recording.rates().forEach(rate -> known.add("rate." + rate.name()));
        recording.activity().forEach(name -> known.add("activity." + name));
        for (Covariance covariance : recording.covariances()) {
            covariance.lagsNanos().forEach(lag -> known.add("covariance." + covariance.key(lag)));
        }
        int joint = Math.min(MOST_STATES, recording.states().size());
        for (int state = 0; joint > 0 && state < 1 << joint; state++) {
            known.add("state." + CircuitScenario.stateKey(state, joint));
        }
        known.addAll(List.of("synaptic_events", "synaptic_events_per_second", "updates", "wall_seconds"));
        return known;
    }

    List<Expectation> expectations(Section root, long seed, Recording recording) {
        Set<String> known = metrics(populations.keySet(), recording);
        // What could not be read is no reason to blame who expects something of it.
        boolean sound = problems.count() == 0;
        Kind.Parser<String> parser = node -> {
            if (sound && !known.contains(node.getValue())) {
                throw new Kind.Wrong(
                        "is unknown: " + Words.quote(node.getValue()), Words.nearest(node.getValue(), known));
            }
            return node.getValue();
        };
        Kind<String> metric = new Kind<>(Words.list(known), parser).generally(METRICS, Map.of("type", "string"));
        Kind<DigestOf> digest = Kinds.choice(Map.of(DigestOf.SPIKES.key(), DigestOf.SPIKES));
        return new ExpectationReader(metric, digest, seed, OptionalInt.empty(), problems).read(root);
    }
}
