package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.tarpon.scenario.NetworkReader.Draft;
import org.tarpon.scenario.NetworkReader.Drawn;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Rule;
import org.tarpon.scenario.Scenario.WeightType;
import org.tarpon.scenario.Scenario.Weights;
import org.tarpon.scenario.Scenario.Wiring;

/**
 * Adds the feedback pathways that a rule implies, so that a resolved scenario shows its whole wiring, and refuses those
 * that the rule has no use for. Works on sound graphs only.
 *
 * <p>Backpropagation is tied throughout; feedback alignment has fixed random weights against every feedforward pathway out
 * of a hidden population, and direct feedback alignment from the output to every hidden population. The target rules learn
 * their feedback, except into the last hidden population: there the top target comes through the output's own weights
 * (S6) unless the file gives a learned pathway. Auto-encoders learn feedback against every feedforward pathway, down to
 * the source. Learned pathways must be given, or left to the rule as a whole ({@code
 * feedback: by-rule}). An extension's rule says which of these wirings it has, or none.
 */
final class Completion {
    private final Draft draft;
    private final Rule rule;
    private final Problems problems;

    Completion(Draft draft, Rule rule, Problems problems) {
        this.draft = draft;
        this.rule = rule;
        this.problems = problems;
    }

    /** The file's feedback pathways, then the implied ones in the order of the feedforward pathways. */
    List<Pathway> feedback() {
        Map<List<String>, Drawn> given = new HashMap<>();
        draft.feedback()
                .forEach(drawn -> given.put(
                        List.of(drawn.pathway().from(), drawn.pathway().to()), drawn));
        List<Pathway> feedback =
                new ArrayList<>(draft.feedback().stream().map(Drawn::pathway).toList());
        if (rule.wiring() == Wiring.NONE) {
            draft.feedback().forEach(this::blameNeedless);
        }
        Set<List<String>> served = new HashSet<>();
        for (Drawn drawn : draft.feedforward()) {
            String below = drawn.pathway().from();
            if (rule.wiring() == Wiring.NONE || !draft.isHidden(below) && rule != Rule.AUTO_ENCODER) {
                continue;
            }
            String above = rule.wiring().isDirect() ? output() : drawn.pathway().to();
            List<String> ends = List.of(above, below);
            if (!served.add(ends)) {
                continue;
            }
            // Only direct feedback may run against no pathway.
            Optional<Pathway> against = draft.feedforward().stream()
                    .map(Drawn::pathway)
                    .filter(up -> up.from().equals(below) && up.to().equals(above))
                    .findFirst();
            boolean top = draft.isOutput(above);
            boolean alignable = against.map(up -> up.connect().hasWeights()).orElse(true);
            Drawn down = given.get(ends);
            if (down != null) {
                check(down, top, alignable);
                continue;
            }
            Optional<Weights> implied = implied(top, alignable);
            if (implied.isPresent()) {
                boolean tied = implied.get().type() == WeightType.TIED;
                feedback.add(new Pathway(
                        above,
                        below,
                        against.filter(up -> !tied)
                                .map(up -> up.connect().against())
                                .orElse(Connect.allToAll()),
                        implied.get(),
                        against.orElse(drawn.pathway()).delayNanos(),
                        OptionalDouble.empty()));
            } else {
                Connect connect = drawn.pathway().connect();
                boolean weightless = !connect.hasWeights();
                problems.add(
                        draft.populations().get(below).key(),
                        "`" + below + "` has no feedback pathway into it, which rule `" + rule.key() + "` needs",
                        "a learned one from `" + above + "`"
                                + (weightless
                                        ? ", all-to-all because "
                                                + connect.type().key() + " has no weights to run"
                                                + " against; or a convolution with a stride in place of both"
                                        : ""),
                        "{from: " + above + ", to: " + below + ", weights: glorot-uniform}");
            }
        }
        return feedback;
    }

    private String output() {
        return draft.plainPopulations().stream()
                .filter(population -> draft.isOutput(population.name()))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /**
     * The weights of a feedback pathway that the file need not give.
     *
     * @param alignable whether the pathway could have weights of its own; against connections without weights, errors go
     *     through the mirror
     */
    private Optional<Weights> implied(boolean top, boolean alignable) {
        return switch (rule.wiring()) {
            case TIED -> Optional.of(Weights.tied());
            case FIXED, FROM_OUTPUT -> Optional.of(alignable ? random() : Weights.tied());
            case BROADCAST -> Optional.of(new Weights(WeightType.CONSTANT, 0, 0, 0, 1));
            case LEARNED ->
                top && rule.usesTargets()
                        ? Optional.of(Weights.tied())
                        : Optional.of(random()).filter(any -> draft.feedbackByRule());
            case NONE -> Optional.empty();
        };
    }

    private static Weights random() {
        return new Weights(WeightType.GLOROT_UNIFORM, 1, 0, 0, 0);
    }

    private void check(Drawn down, boolean top, boolean alignable) {
        boolean tied = down.pathway().tied();
        switch (rule.wiring()) {
            case TIED -> {
                if (!tied) {
                    problems.add(
                            down.at().blame("weights"),
                            "feedback pathway " + down.arrow() + " has weights of its own, but rule `" + rule.key()
                                    + "` sends errors through the feedforward weights",
                            "tied",
                            "tied");
                }
            }
            case FIXED, FROM_OUTPUT, BROADCAST -> {
                checkFixed(down);
                if (tied && alignable) {
                    blameTied(down, "` has fixed random feedback");
                }
            }
            case LEARNED -> {
                if (tied && !(top && rule.usesTargets())) {
                    blameTied(down, "` learns its feedback" + (rule.usesTargets() ? ", except from the output" : ""));
                }
            }
            case NONE -> {}
        }
    }

    private void blameNeedless(Drawn drawn) {
        problems.add(
                drawn.at().blame("from"),
                "rule `" + rule.key() + "` has no use for feedback pathway " + drawn.arrow(),
                "no feedback pathways",
                "");
    }

    private void blameTied(Drawn down, String why) {
        problems.add(
                down.at().blame("weights"),
                "feedback pathway " + down.arrow() + " is tied, but rule `" + rule.key() + why,
                "weights of its own",
                "glorot-uniform");
    }

    private void checkFixed(Drawn down) {
        if (down.pathway().rate().isPresent()) {
            problems.add(
                    down.at().blame("rate"),
                    "feedback pathway " + down.arrow() + " has a rate, but rule `" + rule.key()
                            + "` does not change its feedback",
                    "no rate",
                    "");
        }
    }

    /** The time from the input volley to the last arrival on the way back down. */
    static long roundTripNanos(List<Pathway> feedforward, List<Pathway> feedback) {
        Graph graph = new Graph(feedforward);
        Map<String, Long> departures = graph.departures();
        long last =
                departures.values().stream().mapToLong(Long::longValue).max().orElse(0);
        // A population sends its target down once its own has come: the output's own has come when its input has.
        Map<String, Long> told = new HashMap<>();
        List<String> order = graph.order();
        for (int i = order.size() - 1; i >= 0; i--) {
            String here = order.get(i);
            long sent = told.getOrDefault(here, departures.get(here));
            for (Pathway down : feedback) {
                if (down.from().equals(here)) {
                    told.merge(down.to(), sent + down.delayNanos(), Math::max);
                    last = Math.max(last, sent + down.delayNanos());
                }
            }
        }
        return last;
    }

    /** The first feedback pathway that a rule learns. */
    static Optional<Pathway> learned(Rule rule, List<Pathway> feedback) {
        return feedback.stream()
                .filter(pathway -> rule.learnsFeedback() && !pathway.tied())
                .findFirst();
    }
}
