package org.tarpon.scenario;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tarpon.scenario.Expectation.DigestOf;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Rule;

/** Reads {@code expect} of a scenario that learns, and knows the names of its metrics. */
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
    private static final List<String> OF_NETWORK = List.of(FIRING, DIFFERENCE, RECONSTRUCTION, ANGLE);
    private static final String ALLOWED = String.join(", ", PLAIN) + ", " + FIRING + "<population>, " + DIFFERENCE
            + "<hidden population>, " + RECONSTRUCTION + "<from>-<to> of a learned feedback pathway, " + ANGLE
            + "<from>-<to> of a feedback pathway";

    private final Problems problems;
    private final int validation;
    private final int epochs;
    private final Set<String> known;
    private final boolean wired;
    private final String allowed;

    /** @param feedback the complete feedback pathways; empty where they could not be found out */
    ExpectReader(
            List<Population> populations,
            Optional<List<Pathway>> feedback,
            Learning learning,
            int validation,
            int epochs,
            Problems problems) {
        this.problems = problems;
        this.validation = validation;
        this.epochs = epochs;
        this.wired = feedback.isPresent();
        List<String> special = special(learning);
        this.allowed = special.isEmpty() ? ALLOWED : String.join(", ", special) + ", " + ALLOWED;
        this.known = metrics(populations, feedback.orElse(List.of()), learning, validation);
    }

    private static List<String> special(Learning learning) {
        return learning.rule() == Rule.MESSAGE_PASSING
                ? List.of("messages")
                : learning.inference().isPresent() ? GENERATIVE : List.of();
    }

    /** The names of all that a scenario that learns measures. */
    static Set<String> metrics(
            List<Population> populations, List<Pathway> feedback, Learning learning, int validation) {
        Set<String> known = new LinkedHashSet<>(PLAIN);
        if (validation == 0) {
            known.remove(VALIDATION_ERROR);
        }
        known.addAll(special(learning));
        for (Population population : populations) {
            if (population.model() != null && population.model().spikes()) {
                known.add(FIRING + population.name());
            }
        }
        for (Pathway pathway : feedback) {
            String ends = pathway.from() + "-" + pathway.to();
            known.add(ANGLE + ends);
            if (learning.feedback().isPresent() && !pathway.tied()) {
                known.add(RECONSTRUCTION + ends);
                known.add(DIFFERENCE + pathway.from());
            }
        }
        return known;
    }

    List<Expectation> read(Section root, long seed) {
        Kind<String> metrics = new Kind<>(allowed, node -> metric(node.getValue()), Map.of("type", "string"));
        return new ExpectationReader(metrics, Kinds.word(DigestOf.class), seed, OptionalInt.of(epochs), problems)
                .read(root);
    }

    private String metric(String name) throws Kind.Wrong {
        if (name.equals(VALIDATION_ERROR) && validation == 0) {
            throw new Kind.Wrong("is `" + name + "`, but `data.validation` is 0", "");
        }
        // Names of populations and pathways cannot be held against a network that is itself in question.
        boolean undecided = !wired && OF_NETWORK.stream().anyMatch(name::startsWith);
        if (!known.contains(name) && !undecided) {
            throw new Kind.Wrong("is unknown: " + Words.quote(name), Words.nearest(name, known));
        }
        return name;
    }
}
