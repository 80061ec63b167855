package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.tarpon.scenario.Scenario.DigestEquals;
import org.tarpon.scenario.Scenario.DigestOf;
import org.tarpon.scenario.Scenario.Expectation;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.MetricBounds;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Rule;

/** Reads {@code expect}, and knows the names of all metrics. */
final class ExpectReader {
    private static final String VALIDATION_ERROR = "validation_error";
    private static final List<String> PLAIN = List.of(
            "train_error", VALIDATION_ERROR, "test_error", "train_loss", "train_samples_per_second", "synaptic_events");
    /** What auto-encoders have in addition. */
    private static final List<String> GENERATIVE = List.of(
            "label_error",
            "reconstruction_error",
            "completion_error",
            "completion_label_error",
            "parzen_log_likelihood",
            "parzen_width");

    private static final String FIRING = "firing_fraction.";
    private static final String DIFFERENCE = "difference_spike_fraction.";
    private static final String RECONSTRUCTION = "reconstruction_loss.";
    private static final String ANGLE = "feedback_angle.";
    private static final String ALLOWED = String.join(", ", PLAIN) + ", " + FIRING + "<population>, " + DIFFERENCE
            + "<hidden population>, " + RECONSTRUCTION + "<from>-<to> of a learned feedback pathway, " + ANGLE
            + "<from>-<to> of a feedback pathway";

    private static final Kind<String> SHA_256 = Kinds.text(
            Pattern.compile("[0-9a-f]{64}"), "64 lower-case hexadecimal digits", hex -> hex.toLowerCase(Locale.ROOT));

    private final Problems problems;
    private final int validation;
    private final Set<String> known = new LinkedHashSet<>(PLAIN);
    private final boolean wired;
    private final String allowed;

    /** @param feedback the complete feedback pathways; empty where they could not be found out */
    ExpectReader(
            List<Population> populations,
            Optional<List<Pathway>> feedback,
            Learning learning,
            int validation,
            Problems problems) {
        this.problems = problems;
        this.validation = validation;
        this.wired = feedback.isPresent();
        List<String> special = learning.rule() == Rule.MESSAGE_PASSING
                ? List.of("messages")
                : learning.inference().isPresent() ? GENERATIVE : List.of();
        this.allowed = special.isEmpty() ? ALLOWED : String.join(", ", special) + ", " + ALLOWED;
        known.addAll(special);
        for (Population population : populations) {
            if (population.model() != null && population.model().spikes()) {
                known.add(FIRING + population.name());
            }
        }
        for (Pathway pathway : feedback.orElse(List.of())) {
            String ends = pathway.from() + "-" + pathway.to();
            known.add(ANGLE + ends);
            if (learning.feedback().isPresent() && !pathway.tied()) {
                known.add(RECONSTRUCTION + ends);
                known.add(DIFFERENCE + pathway.from());
            }
        }
    }

    /** For studies whose metrics have other names. */
    static List<Expectation> read(Section root, Kind<String> metrics, Kind<DigestOf> digests, Problems problems) {
        List<Expectation> expectations = new ArrayList<>();
        for (Section section : root.list("expect")) {
            expectations.add(section.has("digest") ? digest(section, digests) : bounds(section, metrics, problems));
            section.close();
        }
        return expectations;
    }

    List<Expectation> read(Section root) {
        Kind<String> metrics = new Kind<>(allowed, node -> metric(node.getValue()), Map.of("type", "string"));
        return read(root, metrics, Kinds.word(DigestOf.class), problems);
    }

    private static Expectation digest(Section section, Kind<DigestOf> digests) {
        return new DigestEquals(section.required("digest", null, digests), section.required("equals", "", SHA_256));
    }

    private static Expectation bounds(Section section, Kind<String> metrics, Problems problems) {
        String metric = section.required("metric", "", metrics);
        OptionalDouble atMost = bound(section, "at-most");
        OptionalDouble atLeast = bound(section, "at-least");
        if (!section.has("at-most")) {
            if (!section.has("at-least") && section.has("metric")) {
                problems.add(section.blame("metric"), "no bound is given", "`at-most`, `at-least` or both", "");
            }
        } else if (atMost.isPresent() && atLeast.isPresent() && atLeast.getAsDouble() > atMost.getAsDouble()) {
            problems.add(section.blame("at-least"), "`at-least` is above `at-most`: nothing can meet both", "", "");
        }
        return new MetricBounds(metric, atMost, atLeast);
    }

    private static OptionalDouble bound(Section section, String key) {
        Double bound = section.optional(key, null, Kinds.anyNumber());
        return bound == null ? OptionalDouble.empty() : OptionalDouble.of(bound);
    }

    private String metric(String name) throws Kind.Wrong {
        if (name.equals(VALIDATION_ERROR) && validation == 0) {
            throw new Kind.Wrong("is `" + name + "`, but `data.validation` is 0", "");
        }
        // Names with pathways cannot be held against a network that is itself in question.
        boolean undecided = !wired && (name.startsWith(ANGLE) || name.startsWith(RECONSTRUCTION));
        if (!known.contains(name) && !undecided) {
            throw new Kind.Wrong("is unknown: " + Words.quote(name), Words.nearest(name, known));
        }
        return name;
    }
}
