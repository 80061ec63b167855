package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.tarpon.scenario.Expectation.Baseline;
import org.tarpon.scenario.Expectation.Bounds;
import org.tarpon.scenario.Expectation.DigestEquals;
import org.tarpon.scenario.Expectation.DigestOf;
import org.tarpon.scenario.Expectation.Direction;
import org.tarpon.scenario.Expectation.Fails;
import org.tarpon.scenario.Expectation.MeanBounds;
import org.tarpon.scenario.Expectation.MetricBounds;
import org.tarpon.scenario.Expectation.Trend;

/** Reads the elements of {@code expect}, whatever metrics there are. */
final class ExpectationReader {
    private static final int MOST_SEEDS = 1_000;
    private static final double DEFAULT_STRENGTH = 0.5;
    private static final double DEFAULT_CONFIDENCE = 0.95;

    /** Figures of the machine, which no earlier run can be a measure for. */
    private static final Set<String> SPEEDS =
            Set.of("train_samples_per_second", "synaptic_events_per_second", "wall_seconds");

    private static final Kind<String> SHA_256 = Kinds.text(
            Pattern.compile("[0-9a-f]{64}"), "64 lower-case hexadecimal digits", hex -> hex.toLowerCase(Locale.ROOT));

    private static final Kind<String> FILE = Kinds.textOnly(
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,9}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\.json"),
            "the path of a file ending in `.json`, in the scenario's folder or below, of letters, digits, `.`, `_` and"
                    + " `-`",
            name -> name + ".json");

    private static final Pattern EPOCH = Pattern.compile("epoch +([0-9]{1,9})");

    private static final Kind<Integer> AT = new Kind<>(
            "an epoch from 1, such as `epoch 3`",
            ExpectationReader::epoch,
            Map.of("type", "string", "pattern", "^epoch +(?=[0-9]{1,9}$)0*[1-9][0-9]*$"));

    private final Kind<String> metrics;
    private final Kind<DigestOf> digests;
    private final long seed;
    private final OptionalInt epochs;
    private final Problems problems;

    /**
     * @param metrics the names that are known
     * @param seed of the scenario
     * @param epochs of the run; empty where there is nothing to learn
     */
    ExpectationReader(Kind<String> metrics, Kind<DigestOf> digests, long seed, OptionalInt epochs, Problems problems) {
        this.metrics = metrics;
        this.digests = digests;
        this.seed = seed;
        this.epochs = epochs;
        this.problems = problems;
    }

    List<Expectation> read(Section root) {
        List<Expectation> expectations = new ArrayList<>();
        for (Section section : root.list("expect")) {
            expectations.add(element(section));
            section.close();
        }
        return expectations;
    }

    private Expectation element(Section section) {
        if (section.has("digest")) {
            return new DigestEquals(section.required("digest", null, digests), section.required("equals", "", SHA_256));
        }
        if (section.has("baseline")) {
            return baseline(section);
        }
        String metric = section.required("metric", "", metrics);
        if (section.has("trend")) {
            return trend(section, metric);
        }
        OptionalInt epoch = epoch(section);
        return section.has("seeds") || section.has("mean")
                ? mean(section, metric, epoch)
                : metricBounds(section, metric, epoch);
    }

    private MetricBounds metricBounds(Section section, String metric, OptionalInt epoch) {
        Optional<Node> blame = section.has("metric") ? Optional.of(section.blame("metric")) : Optional.empty();
        Bounds bounds = bounds(section, blame);
        // None of these is here; they are named so that one that is misspelt is recognised.
        List.of("trend", "seeds", "mean", "digest", "baseline").forEach(section::accept);
        return new MetricBounds(metric, epoch, bounds);
    }

    private static Integer epoch(ScalarNode node) throws Kind.Wrong {
        Matcher matcher = EPOCH.matcher(node.getValue());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            String digits = node.getValue().replaceAll("[^0-9]", "");
            throw new Kind.Wrong(
                    "is no epoch: " + Words.quote(node.getValue()),
                    digits.matches("[1-9][0-9]{0,8}") ? "epoch " + digits : "");
        }
        return Integer.valueOf(matcher.group(1));
    }

    private OptionalInt epoch(Section section) {
        if (epochs.isEmpty()) {
            section.refuse("at", "has no place: a circuit has no epochs");
            return OptionalInt.empty();
        }
        Integer epoch = section.optional("at", null, AT);
        if (epoch == null) {
            return OptionalInt.empty();
        }
        if (epoch > epochs.getAsInt()) {
            problems.note(
                    section.blame("at"),
                    "`" + section.path("at") + "` cannot be met: the run ends after epoch " + epochs.getAsInt());
        }
        return OptionalInt.of(epoch);
    }

    private Trend trend(Section section, String metric) {
        if (epochs.isEmpty()) {
            section.refuse("trend", "has no place: a circuit has no epochs");
        }
        Direction direction = section.optional("trend", Direction.FALLING, Kinds.word(Direction.class));
        double strength = section.optional(
                "strength", DEFAULT_STRENGTH, Kinds.number("a number above 0, at most 1", Interval.openClosed(0, 1)));
        double by = section.optional("by", 0.0, Kinds.number("a number, 0 or more", Interval.from(0)));
        return new Trend(metric, direction, strength, by);
    }

    private MeanBounds mean(Section section, String metric, OptionalInt epoch) {
        section.require("seeds", "a number of seeds, such as `5`, or a list of them");
        List<Long> seeds = seeds(section);
        Section mean = section.requiredSection("mean");
        Bounds bounds = bounds(mean, mean.isPresent() ? Optional.of(mean.blame("")) : Optional.empty());
        mean.close();
        for (String outside : List.of("at-most", "at-least", "between")) {
            section.refuse(outside, "stands in `" + section.path("mean") + "` where there are seeds");
        }
        double confidence = section.optional(
                "confidence",
                DEFAULT_CONFIDENCE,
                Kinds.number("a number from 0.5 up to but not including 1", Interval.closedOpen(0.5, 1)));
        Fails fails = section.optional("fails", Fails.UNLESS_SHOWN, Kinds.word(Fails.class));
        return new MeanBounds(metric, epoch, seeds, bounds, confidence, fails);
    }

    private List<Long> seeds(Section section) {
        if (!section.isList("seeds")) {
            int count = section.optional("seeds", 2, Kinds.integer(2, MOST_SEEDS));
            if (seed > Long.MAX_VALUE - (count - 1)) {
                problems.add(
                        section.blame("seeds"),
                        "`" + section.path("seeds") + "` goes on past the largest seed, " + Long.MAX_VALUE,
                        "a lesser `seed`, or a list of seeds",
                        "");
            }
            return LongStream.range(0, count).mapToObj(i -> seed + i).toList();
        }
        int before = problems.count();
        Set<Long> seeds = new LinkedHashSet<>();
        for (Map.Entry<Node, Long> element :
                section.values("seeds", Kinds.longInteger()).entrySet()) {
            if (!seeds.add(element.getValue())) {
                problems.add(element.getKey(), "seed " + element.getValue() + " is listed twice", "each seed once", "");
            }
        }
        if (problems.count() == before && (seeds.size() < 2 || seeds.size() > MOST_SEEDS)) {
            problems.add(
                    section.blame("seeds"),
                    "`" + section.path("seeds") + "` has length " + seeds.size(),
                    "2 seeds to " + MOST_SEEDS + ": from one alone nothing is known about others",
                    "");
        }
        return List.copyOf(seeds);
    }

    private Baseline baseline(Section section) {
        String file = section.required("baseline", "", FILE);
        Map<String, Boolean> names = new LinkedHashMap<>();
        section.values("metrics", metrics).forEach((node, name) -> {
            if (SPEEDS.contains(name)) {
                problems.add(
                        node,
                        "`" + name + "` is another on each machine: no baseline can hold it",
                        "other metrics",
                        "");
            }
            if (names.put(name, true) != null) {
                problems.add(node, Words.quote(name) + " is listed twice", "each metric once", "");
            }
        });
        Kind<Double> tolerance = Kinds.number("a number, 0 or more", Interval.from(0));
        double relative = section.optional("relative", 0.0, tolerance);
        double absolute = section.optional("absolute", 0.0, tolerance);
        boolean compared = section.optional("digests", false, Kinds.yesOrNo());
        return new Baseline(file, List.copyOf(names.keySet()), relative, absolute, compared);
    }

    /** @param blame what is to blame where there is no bound; empty where something else was blamed already */
    private Bounds bounds(Section section, Optional<Node> blame) {
        if (section.has("between")) {
            section.refuse("at-most", "cannot stand beside `between`, which has both bounds");
            section.refuse("at-least", "cannot stand beside `between`, which has both bounds");
            return between(section);
        }
        OptionalDouble atMost = bound(section, "at-most");
        OptionalDouble atLeast = bound(section, "at-least");
        section.accept("between");
        if (!section.has("at-most") && !section.has("at-least")) {
            blame.ifPresent(
                    node -> problems.add(node, "no bound is given", "`at-most`, `at-least`, both, or `between`", ""));
        } else if (atMost.isPresent() && atLeast.isPresent() && atLeast.getAsDouble() > atMost.getAsDouble()) {
            problems.add(section.blame("at-least"), "`at-least` is above `at-most`: nothing can meet both", "", "");
        }
        return new Bounds(atMost, atLeast);
    }

    private Bounds between(Section section) {
        int before = problems.count();
        List<Double> ends =
                List.copyOf(section.values("between", Kinds.anyNumber()).values());
        if (problems.count() == before && (ends.size() != 2 || ends.get(0) > ends.get(1))) {
            problems.add(
                    section.blame("between"),
                    "`" + section.path("between") + "` is no range: "
                            + ends.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]")),
                    "two numbers, the lower first",
                    ends.size() == 2 ? "[" + ends.get(1) + ", " + ends.get(0) + "]" : "");
        }
        return problems.count() > before
                ? new Bounds(OptionalDouble.empty(), OptionalDouble.empty())
                : new Bounds(OptionalDouble.of(ends.get(1)), OptionalDouble.of(ends.get(0)));
    }

    private static OptionalDouble bound(Section section, String key) {
        Double bound = section.optional(key, null, Kinds.anyNumber());
        return bound == null ? OptionalDouble.empty() : OptionalDouble.of(bound);
    }
}
