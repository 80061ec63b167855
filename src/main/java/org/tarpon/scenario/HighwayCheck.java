package org.tarpon.scenario;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tarpon.scenario.NetworkReader.Draft;
import org.tarpon.scenario.NetworkReader.Drawn;
import org.tarpon.scenario.NetworkReader.Placed;
import org.tarpon.scenario.Scenario.EncoderType;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Rule;

/** Checks what highway populations carry, neuron by neuron, from the population below (S17), and what can teach them. */
final class HighwayCheck {
    private final Draft draft;
    private final Optional<Rule> rule;
    private final Optional<EncoderType> encoder;
    private final Problems problems;

    HighwayCheck(Draft draft, Optional<Rule> rule, Optional<EncoderType> encoder, Problems problems) {
        this.draft = draft;
        this.rule = rule;
        this.encoder = encoder;
        this.problems = problems;
    }

    void check() {
        Map<String, String> carried = new HashMap<>();
        for (Drawn drawn : draft.feedforward()) {
            Population from = draft.populations().get(drawn.pathway().from()).population();
            Population to = draft.populations().get(drawn.pathway().to()).population();
            if (drawn.pathway().connect().type() != Connect.Type.ALL_TO_ALL) {
                checkConnect(drawn, to);
            }
            if (to.model().hasGates()) {
                checkCarried(drawn, from, to);
                String first = carried.putIfAbsent(to.name(), from.name());
                if (first != null) {
                    problems.add(
                            drawn.at().blame("to"),
                            "`" + to.name() + "` is a highway population and carries what `" + first
                                    + "` sends, so it cannot be fed by `" + from.name() + "` as well",
                            "one feedforward pathway into each highway population",
                            "");
                }
            }
        }
        for (Placed placed : draft.populations().values()) {
            if (placed.population().model().hasGates()) {
                rule.ifPresent(known -> checkRule(placed, known));
            }
        }
    }

    private void checkConnect(Drawn drawn, Population to) {
        boolean messages = rule.filter(Rule.MESSAGE_PASSING::equals).isPresent();
        if (to.model().hasGates() || messages) {
            problems.add(
                    drawn.at().blame("connect"),
                    "feedforward pathway " + drawn.arrow() + " is no all-to-all one, which "
                            + (messages ? "rule `" + rule.get().key() + "`" : "a highway population") + " needs",
                    "all-to-all",
                    "all-to-all");
        }
    }

    private void checkCarried(Drawn drawn, Population from, Population to) {
        if (from.size() != to.size()) {
            problems.add(
                    drawn.at().blame("to"),
                    "highway population `" + to.name() + "` has " + to.size() + " neurons, but `" + from.name()
                            + "`, whose output it carries neuron by neuron, has " + from.size(),
                    "the same size at both ends",
                    "");
        } else if (to.model() == Model.STOCHASTIC_HIGHWAY) {
            checkSpikes(drawn, from, to);
        }
    }

    /** What a stochastic highway carries is a spike, or none. */
    private void checkSpikes(Drawn drawn, Population from, Population to) {
        Optional<EncoderType> graded = encoder.filter(type -> from.model() == Model.SOURCE && !type.spikes());
        if (from.model().spikes() && graded.isEmpty()) {
            return;
        }
        problems.add(
                drawn.at().blame("from"),
                "`" + from.name() + "` sends " + from.model().sends()
                        + graded.map(type -> " with encoder `" + type.key() + "`")
                                .orElse("")
                        + ", but stochastic highway population `" + to.name() + "` carries spikes",
                graded.isPresent()
                        ? "encoder `" + EncoderType.BERNOULLI.key() + "`, or a population that spikes below it"
                        : "a population that spikes below it",
                "");
    }

    private void checkRule(Placed placed, Rule known) {
        boolean graded = placed.population().model() == Model.HIGHWAY;
        if (known == Rule.FEEDBACK_ALIGNMENT || known == Rule.MESSAGE_PASSING) {
            problems.add(
                    placed.at().blame("model"),
                    known == Rule.MESSAGE_PASSING
                            ? "rule `" + known.key() + "` has no function for the gates of highway populations"
                            : "rule `" + known.key() + "` has no feedback weights for the gates of highway populations",
                    Rule.BACKPROPAGATION.key() + ", " + Rule.DIRECT_FEEDBACK_ALIGNMENT.key()
                            + ", or a target rule with model `stochastic-highway`",
                    "");
        } else if (known == Rule.AUTO_ENCODER) {
            problems.add(
                    placed.at().blame("model"),
                    "rule `" + known.key() + "` infers no states of highway populations",
                    "tanh, sigmoid, relu, linear or stochastic-binary",
                    "");
        } else if (known.usesTargets() && graded) {
            problems.add(
                    placed.at().blame("model"),
                    "rule `" + known.key()
                            + "` has been worked out for gates that spike, and those of model `highway` do not",
                    "model `stochastic-highway`",
                    "stochastic-highway");
        }
    }
}
