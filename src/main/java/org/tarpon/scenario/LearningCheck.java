package org.tarpon.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tarpon.scenario.NetworkReader.Draft;
import org.tarpon.scenario.NetworkReader.Drawn;
import org.tarpon.scenario.NetworkReader.Placed;
import org.tarpon.scenario.Scenario.Feedback;
import org.tarpon.scenario.Scenario.FeedbackLoss;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.Message;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Rule;

/** Holds what is to be learned, and how, against the neurons that there are. */
final class LearningCheck {
    private final Draft draft;
    private final List<Pathway> feedback;
    private final Problems problems;

    /** @param feedback the complete feedback pathways, as far as known */
    LearningCheck(Draft draft, List<Pathway> feedback, Problems problems) {
        this.draft = draft;
        this.feedback = feedback;
        this.problems = problems;
    }

    /** Whether the neurons of some hidden population draw nothing. */
    boolean hasDeterministic() {
        return hidden(model -> !model.spikes()).isPresent();
    }

    void check(Learning learning, Section section) {
        checkSigns(learning);
        checkOutput(learning);
        checkHomeostasis(learning);
        checkMessage(learning, section);
        learning.feedback().ifPresent(learned -> checkFeedbackLoss(learning, learned, section.section("feedback")));
    }

    /** A name of a hidden population of such a model. */
    private Optional<String> hidden(Predicate<Model> those) {
        return draft.plainPopulations().stream()
                .filter(population -> draft.isHidden(population.name()) && those.test(population.model()))
                .map(Population::name)
                .findFirst();
    }

    /** A sign does not change with the potential, except at once: errors could not pass. States are more than signs. */
    private void checkSigns(Learning learning) {
        if (learning.rule() == null || learning.rule().usesTargets()) {
            return;
        }
        checkExtensions(learning.rule());
        if (learning.rule().extension().isPresent()) {
            return;
        }
        String rule = "rule `" + learning.rule().key() + "`";
        String why = learning.rule() == Rule.AUTO_ENCODER
                ? "sends signs, but " + rule + " infers states that are numbers or probabilities of spikes"
                : "sends signs, which have no derivative, but " + rule + " sends errors through it";
        hidden(Model.SIGN::equals)
                .ifPresent(name -> problems.addUnlessBlamed(
                        draft.populations().get(name).at().blame("model"),
                        "`" + name + "` " + why,
                        "a target rule, or another model, such as `tanh`",
                        "tanh"));
    }

    /** Errors pass through derivatives; states are inferred, and functions known, of Tarpon's own models alone. */
    private void checkExtensions(Rule rule) {
        boolean ownOnly = rule == Rule.MESSAGE_PASSING || rule == Rule.AUTO_ENCODER;
        hidden(model -> model.extension().isPresent() && (ownOnly || rule.sendsErrors() && !model.hasDerivative()))
                .ifPresent(name -> problems.addUnlessBlamed(
                        draft.populations().get(name).at().blame("model"),
                        "`" + name + "` is of an extension's model, "
                                + (ownOnly
                                        ? "which rule `" + rule.key() + "` cannot take"
                                        : "which has no derivative, but rule `" + rule.key()
                                                + "` sends errors through it"),
                        ownOnly ? "a model of Tarpon's own" : "a target rule, or another model, such as `tanh`",
                        ""));
    }

    /** The output is one function of all classes to messages, and one neuron a class to auto-encoders. */
    private void checkOutput(Learning learning) {
        if (learning.rule() != Rule.MESSAGE_PASSING && learning.rule() != Rule.AUTO_ENCODER) {
            return;
        }
        draft.plainPopulations().stream()
                .filter(population -> population.model() == Model.HIERARCHICAL_SOFTMAX)
                .forEach(population -> problems.addUnlessBlamed(
                        draft.populations().get(population.name()).at().blame("model"),
                        "rule `" + learning.rule().key() + "` "
                                + (learning.rule() == Rule.AUTO_ENCODER
                                        ? "sends the label as the one neuron of its class, and a hierarchical softmax has none"
                                        : "has no function for the loss of a hierarchical softmax"),
                        "softmax, sigmoid or linear",
                        "softmax"));
    }

    /** There must be biases to shift, and one spike or none to count in each cycle. */
    private void checkHomeostasis(Learning learning) {
        for (Placed placed : draft.populations().values()) {
            Population population = placed.population();
            if (population.homeostasis().isEmpty()) {
                continue;
            }
            if (learning.rule() == Rule.AUTO_ENCODER) {
                problems.addUnlessBlamed(
                        placed.at().keyNode(PopulationReader.HOMEOSTASIS),
                        "`" + population.name() + "` cannot keep to a rate: under rule `"
                                + learning.rule().key()
                                + "` its neurons fire in every round of an inference, and not once a cycle",
                        "another rule, or no `homeostasis`",
                        "");
            } else if (draft.feedforward().stream()
                    .map(Drawn::pathway)
                    .noneMatch(up ->
                            up.to().equals(population.name()) && up.connect().hasWeights())) {
                problems.addUnlessBlamed(
                        placed.at().keyNode(PopulationReader.HOMEOSTASIS),
                        "`" + population.name() + "` has no biases to shift: no pathway into it has weights",
                        "a pathway with weights into it, or no `homeostasis`",
                        "");
            }
        }
    }

    /** Deterministic neurons have no probability of a spike, and linear outputs no spikes. */
    private void checkMessage(Learning learning, Section section) {
        if (learning.message().filter(message -> message != Message.PROBABILITY).isEmpty()) {
            return;
        }
        hidden(model -> !model.spikes())
                .ifPresent(name -> problems.addUnlessBlamed(
                        section.blame("message"),
                        "`" + name + "` is deterministic: its activity and targets are no probabilities of spikes",
                        "`message: probability`, or only stochastic-binary hidden populations",
                        "probability"));
        feedback.stream()
                .filter(down -> !down.tied()
                        && draft.isOutput(down.from())
                        && draft.model(down.from()).filter(Model.LINEAR::equals).isPresent())
                .forEach(down -> problems.addUnlessBlamed(
                        section.blame("message"),
                        "output `" + down.from()
                                + "` is linear and has no spikes to send on its learned feedback pathway",
                        "`message: probability`, or a softmax or sigmoid output",
                        "probability"));
    }

    /** There must be chance in every hidden neuron, and a target to nudge it to. */
    private void checkSurprise(Learning learning, Feedback learned, Section section) {
        String name = "`" + learned.loss().key() + "`";
        if (!learned.sharesForward()) {
            problems.addUnlessBlamed(
                    section.blame("share-forward"),
                    "feedback that learns by " + name + " learns from the presentations of forward learning",
                    "true",
                    "true");
        }
        if (learning.rule() != null && learning.rule() != Rule.DIFFERENCE_TARGET_PROPAGATION) {
            problems.addUnlessBlamed(
                    section.blame("loss"),
                    name + " nudges neurons by differences, which rule `"
                            + learning.rule().key() + "` does not use",
                    "inverse, or rule `" + Rule.DIFFERENCE_TARGET_PROPAGATION.key() + "`",
                    "inverse");
        }
        hidden(model -> model != Model.STOCHASTIC_BINARY)
                .ifPresent(certain -> problems.addUnlessBlamed(
                        section.blame("loss"),
                        name + " is about the chance in spikes, which `" + certain + "` does not have",
                        "inverse, or only stochastic-binary hidden populations",
                        "inverse"));
    }

    private void checkFeedbackLoss(Learning learning, Feedback learned, Section section) {
        FeedbackLoss loss = learned.loss();
        String name = "`" + loss.key() + "`";
        if (loss == FeedbackLoss.SURPRISE) {
            checkSurprise(learning, learned, section);
            return;
        }
        if (learned.sharesForward() && (loss != FeedbackLoss.INVERSE || learning.rule() == Rule.AUTO_ENCODER)) {
            problems.addUnlessBlamed(
                    section.blame("share-forward"),
                    loss != FeedbackLoss.INVERSE
                            ? "feedback that learns by " + name
                                    + " needs presentations in which one population at a time is" + " perturbed"
                            : "rule `" + learning.rule().key()
                                    + "` reconstructs corrupted inputs, which need presentations" + " of their own",
                    "false",
                    "false");
        }
        if (loss == FeedbackLoss.INVERSE) {
            return;
        }
        if (learning.rule() == Rule.TARGET_PROPAGATION) {
            problems.addUnlessBlamed(
                    section.blame("loss"),
                    name + " is about differences of decoded targets, which rule `"
                            + learning.rule().key() + "` does not use",
                    "inverse, or rule `" + Rule.DIFFERENCE_TARGET_PROPAGATION.key() + "`",
                    "inverse");
        }
        hidden(model -> !model.isGraded())
                .ifPresent(binary -> problems.addUnlessBlamed(
                        section.blame("loss"),
                        name + " compares the answers to nearly equal activities, but `" + binary
                                + "` sends binary messages",
                        "inverse, or hidden populations that send real numbers",
                        "inverse"));
        float noise = (float) learned.noise().initial();
        // In single precision, as it is computed: squares of small numbers are 0, and their inverses infinite.
        if (loss == FeedbackLoss.DIFFERENCE_RECONSTRUCTION && noise * noise < Float.MIN_NORMAL) {
            problems.addUnlessBlamed(
                    section.section("noise").blame("initial"),
                    name + " divides by the variance of the noise, which is " + (noise == 0 ? "0" : "too near 0"),
                    noise == 0 ? "a number above 0" : "1e-18 or more",
                    "");
        }
    }
}
