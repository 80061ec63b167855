package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.tarpon.analysis.Course;
import org.tarpon.analysis.SampleMean;
import org.tarpon.scenario.Expectation;
import org.tarpon.scenario.Expectation.Baseline;
import org.tarpon.scenario.Expectation.Bounds;
import org.tarpon.scenario.Expectation.DigestEquals;
import org.tarpon.scenario.Expectation.Direction;
import org.tarpon.scenario.Expectation.Fails;
import org.tarpon.scenario.Expectation.MeanBounds;
import org.tarpon.scenario.Expectation.MetricBounds;
import org.tarpon.scenario.Expectation.Trend;
import org.tarpon.scenario.Study;

/** Holds runs against what their scenario expects. */
public final class Expectations {
    private static final String NOT_MEASURED = "not measured in this run";
    private static final MathContext DIGITS = new MathContext(6);
    private static final int MOST_SHOWN = 10;

    /**
     * One expectation.
     *
     * @param what was expected, in words
     * @param met whether it came true
     * @param actual what came instead or as expected, in words
     */
    public record Verdict(String what, boolean met, String actual) {}

    private final Study study;
    private final Path folder;
    private final Map<Long, Measurement> runs;

    private Expectations(Study study, Path folder, Map<Long, Measurement> runs) {
        this.study = study;
        this.folder = folder;
        this.runs = runs;
    }

    /** The seeds that have to be run, each once, for all expectations together; at least one. */
    public static Set<Long> seeds(Study study) {
        Set<Long> seeds = new LinkedHashSet<>();
        if (study.expect().isEmpty()
                || study.expect().stream().anyMatch(expectation -> !(expectation instanceof MeanBounds))) {
            seeds.add(study.seed());
        }
        for (Expectation expectation : study.expect()) {
            if (expectation instanceof MeanBounds mean) {
                seeds.addAll(mean.seeds());
            }
        }
        return seeds;
    }

    /** A name of an expectation that stays the same when figures of earlier runs are renewed. */
    public static String name(Expectation expectation) {
        return expectation instanceof DigestEquals digest
                ? "digest of " + digest.digest().key()
                : inWords(expectation);
    }

    private static String inWords(Expectation expectation) {
        if (expectation instanceof MetricBounds within) {
            return measured(within.metric(), within.epoch()) + inWords(within.bounds());
        } else if (expectation instanceof Trend trend) {
            return trend.metric() + " " + trend.direction().key() + " with strength at least " + trend.strength()
                    + (trend.by() > 0 ? ", by at least " + trend.by() : "");
        } else if (expectation instanceof MeanBounds mean) {
            return "mean of " + measured(mean.metric(), mean.epoch()) + " over "
                    + mean.seeds().size() + " seeds" + inWords(mean.bounds())
                    + (mean.fails() == Fails.UNLESS_SHOWN ? ", shown" : ", not refuted") + " with confidence "
                    + mean.confidence();
        } else if (expectation instanceof DigestEquals digest) {
            return name(digest) + " " + digest.sha256();
        }
        Baseline baseline = (Baseline) expectation;
        String compared = (baseline.metrics().isEmpty() ? "metrics" : String.join(", ", baseline.metrics()))
                + (baseline.digests() ? " and digests" : "");
        return compared + " as in " + baseline.file();
    }

    private static String measured(String metric, OptionalInt epoch) {
        return epoch.isEmpty() ? metric : metric + " in epoch " + epoch.getAsInt();
    }

    private static String inWords(Bounds bounds) {
        StringBuilder words = new StringBuilder();
        bounds.atLeast().ifPresent(limit -> words.append(" at least ").append(limit));
        bounds.atMost().ifPresent(limit -> words.append(" at most ").append(limit));
        return words.toString();
    }

    /**
     * Judges all expectations, in their order.
     *
     * @param folder of the scenario, in which baselines are
     * @param runs of all {@link #seeds}
     * @throws IOException if a baseline is there and cannot be read
     */
    public static List<Verdict> judge(Study study, Path folder, Map<Long, Measurement> runs) throws IOException {
        Expectations expectations = new Expectations(study, folder, runs);
        List<Verdict> verdicts = new ArrayList<>();
        for (Expectation expectation : study.expect()) {
            verdicts.add(expectations.judge(expectation));
        }
        return verdicts;
    }

    private Verdict judge(Expectation expectation) throws IOException {
        if (expectation instanceof MetricBounds within) {
            return judge(within);
        } else if (expectation instanceof Trend trend) {
            return judge(trend);
        } else if (expectation instanceof MeanBounds mean) {
            return judge(mean);
        } else if (expectation instanceof DigestEquals digest) {
            String key = digest.digest().key();
            String actual = run().result().get("digests").get(key).asText();
            return new Verdict(inWords(digest), actual.equals(digest.sha256()), actual);
        }
        return judge((Baseline) expectation);
    }

    private Measurement run() {
        return runs.get(study.seed());
    }

    private static Optional<JsonNode> find(Measurement run, String metric, OptionalInt epoch) {
        return epoch.isEmpty() ? run.atEnd(metric) : run.in(epoch.getAsInt(), metric);
    }

    private Verdict judge(MetricBounds within) {
        Optional<JsonNode> value = find(run(), within.metric(), within.epoch());
        if (value.isEmpty()) {
            return new Verdict(inWords(within), false, NOT_MEASURED);
        }
        Bounds bounds = within.bounds();
        double actual = value.get().asDouble();
        boolean met = actual >= bounds.atLeast().orElse(Double.NEGATIVE_INFINITY)
                && actual <= bounds.atMost().orElse(Double.POSITIVE_INFINITY);
        return new Verdict(inWords(within), met, value.get().asText());
    }

    private Verdict judge(Trend trend) {
        double[] values = run().course(trend.metric());
        if (values.length < Course.SHORTEST) {
            String actual = values.length == 0
                    ? NOT_MEASURED
                    : "measured in too few epochs for a trend: " + values.length + " of at least " + Course.SHORTEST;
            return new Verdict(inWords(trend), false, actual);
        }
        Course course = Course.of(values);
        int sign = trend.direction() == Direction.RISING ? 1 : -1;
        boolean met =
                sign * course.tau() >= trend.strength() && sign * (course.after() - course.before()) >= trend.by();
        String actual = "strength " + figure(sign * course.tau() + 0.0) + " over " + course.count() + " epochs, from "
                + figure(course.before()) + " to " + figure(course.after());
        return new Verdict(inWords(trend), met, actual);
    }

    private Verdict judge(MeanBounds mean) {
        List<Double> values = new ArrayList<>();
        for (long seed : mean.seeds()) {
            Optional<JsonNode> value = find(runs.get(seed), mean.metric(), mean.epoch());
            if (value.isEmpty()) {
                return new Verdict(inWords(mean), false, "not measured in the run of seed " + seed);
            }
            values.add(value.get().asDouble());
        }
        SampleMean sample =
                SampleMean.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        double margin = sample.margin(oneSided(mean));
        double least = sample.mean() - margin;
        double most = sample.mean() + margin;
        double atMost = mean.bounds().atMost().orElse(Double.POSITIVE_INFINITY);
        double atLeast = mean.bounds().atLeast().orElse(Double.NEGATIVE_INFINITY);
        boolean met =
                switch (mean.fails()) {
                    case UNLESS_SHOWN -> most <= atMost && least >= atLeast;
                    case IF_REFUTED -> least <= atMost && most >= atLeast;
                };
        String actual = "mean " + figure(sample.mean()) + " of "
                + shown(values.stream().map(Expectations::figure).toList(), ", ") + "; true mean at least "
                + figure(least) + ", at most " + figure(most)
                + ", each with confidence " + figure(oneSided(mean));
        return new Verdict(inWords(mean), met, actual);
    }

    /**
     * The confidence of each bound of the interval, so that errors are no more frequent than 1 − confidence. To show that a mean
     * is within two bounds each must be shown by itself (two one-sided tests: the intersection of rejections has the level of each);
     * to refute it either is enough, so each has half of the errors.
     */
    private static double oneSided(MeanBounds mean) {
        boolean halved = mean.fails() == Fails.IF_REFUTED
                && mean.bounds().atMost().isPresent()
                && mean.bounds().atLeast().isPresent();
        return halved ? 1 - (1 - mean.confidence()) / 2 : mean.confidence();
    }

    private Verdict judge(Baseline baseline) throws IOException {
        try {
            BaselineFile stored = BaselineFile.read(folder, baseline.file());
            List<String> differences = stored.differences(baseline, BaselineFile.of(run().result()));
            return new Verdict(
                    inWords(baseline),
                    differences.isEmpty(),
                    differences.isEmpty() ? "as there" : shown(differences, "; "));
        } catch (BaselineFile.UnusableException e) {
            return new Verdict(inWords(baseline), false, e.getMessage() + "; write it with check --update");
        }
    }

    private static String shown(List<String> all, String between) {
        return all.stream().limit(MOST_SHOWN).collect(Collectors.joining(between))
                + (all.size() > MOST_SHOWN ? between + "… (" + all.size() + " in all)" : "");
    }

    private static String figure(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
