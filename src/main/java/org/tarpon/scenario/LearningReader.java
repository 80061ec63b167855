package org.tarpon.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tarpon.scenario.Scenario.Activation;
import org.tarpon.scenario.Scenario.Adam;
import org.tarpon.scenario.Scenario.Alternate;
import org.tarpon.scenario.Scenario.CentredRmsProp;
import org.tarpon.scenario.Scenario.Corruption;
import org.tarpon.scenario.Scenario.Feedback;
import org.tarpon.scenario.Scenario.FeedbackLoss;
import org.tarpon.scenario.Scenario.Forward;
import org.tarpon.scenario.Scenario.Inference;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.LocalLoss;
import org.tarpon.scenario.Scenario.Message;
import org.tarpon.scenario.Scenario.Noise;
import org.tarpon.scenario.Scenario.Optimizer;
import org.tarpon.scenario.Scenario.OptimizerType;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Rule;
import org.tarpon.scenario.Scenario.Sgd;

/**
 * Reads {@code learning}. The rule comes first, because it decides what the rest of the section must say. What it has no
 * use for is noted and left out: so a file can keep the settings of several rules, and a comparison changes only the rule.
 */
final class LearningReader {
    /** The parameters that only some optimisers have. */
    private static final Map<OptimizerType, List<String>> PARAMETERS = Map.of(
            OptimizerType.SGD, List.of("momentum"),
            OptimizerType.CENTRED_RMSPROP, List.of("decay", "momentum", "stabiliser"),
            OptimizerType.ADAM, List.of("beta1", "beta2", "epsilon"));

    private static final Kind<Double> BELOW_ONE =
            Kinds.floatNumber("a number from 0 to below 1", Interval.closedOpen(0, 1));
    private static final Kind<Double> FRACTION = Kinds.floatNumber("a number from 0 to 1", Interval.closed(0, 1));
    private static final Kind<Double> DECAY = Kinds.number("a number above 0, at most 1", Interval.openClosed(0, 1));

    private final Section section;
    private final Optional<Rule> rule;
    private final String key;
    private final Problems problems;

    LearningReader(Section root, Problems problems) {
        this.problems = problems;
        section = root.requiredSection("learning");
        rule = Optional.ofNullable(section.required("rule", null, Plugins.rule()));
        key = rule.map(Rule::key).orElse("");
    }

    /** Empty where it could not be read; then the rest is read without holding it against a rule. */
    Optional<Rule> rule() {
        return rule;
    }

    /**
     * @param feedback the complete feedback pathways; empty where they could not be found out
     * @param deterministic whether some hidden population is, so that messages are graded
     */
    Learning read(Optional<List<Pathway>> feedback, boolean deterministic) {
        boolean errors = rule.isPresent() && !rule.get().learnsFeedback();
        boolean autoEncoder = rule.filter(Rule.AUTO_ENCODER::equals).isPresent();
        Kind<Double> kind = Kinds.positiveFloat();
        double step = rule.isPresent() && !errors
                ? section.required("target-step", 1.0, kind)
                : section.optional("target-step", 1.0, kind);
        Message message = section.optional(
                "message", deterministic ? Message.PROBABILITY : Message.COUPLED_SPIKE, Kinds.word(Message.class));
        int burst = section.optional("burst", 1, Kinds.integer(1, 64));
        boolean differences = !errors && !autoEncoder && message == Message.COUPLED_SPIKE;
        if (rule.isPresent() && !differences) {
            section.noteUnused("burst", "difference spikes go with `message: coupled-spike` alone");
        }
        if (errors) {
            section.noteUnused("target-step", "rule `" + key + "` has no targets");
            section.noteUnused(
                    "message",
                    rule.get().sendsErrors()
                            ? "the messages of rule `" + key + "` are graded errors"
                            : "rule `" + key + "` has messages of its own");
        }
        if (autoEncoder) {
            section.noteUnused("message", "rule `" + key + "` sends what its neurons send, numbers or spikes");
        }
        Optional<Inference> inference =
                Optional.of(inference(section.section("inference"))).filter(any -> autoEncoder);
        Optional<Corruption> corruption =
                Optional.of(corruption(section.section("corruption"))).filter(any -> autoEncoder);
        if (rule.isPresent() && !autoEncoder) {
            section.noteUnused("inference", "rule `" + key + "` infers nothing");
            section.noteUnused("corruption", "rule `" + key + "` corrupts no input");
        }
        Forward forward = forward(section.requiredSection("forward"), errors);
        Optional<Feedback> learned = feedback(feedback, errors);
        if (rule.isEmpty()) {
            ExtensionReader.acceptAny(section, Plugins.rules());
        }
        Optional<Rule> complete = rule.map(this::withParameters);
        section.close();
        return new Learning(
                complete.orElse(null),
                errors ? OptionalDouble.empty() : OptionalDouble.of(step),
                Optional.of(message).filter(any -> !errors && !autoEncoder),
                differences ? burst : 1,
                forward,
                learned.filter(any -> !errors),
                inference,
                corruption);
    }

    private Rule withParameters(Rule known) {
        return known.extension().isEmpty()
                ? known
                : new Rule(
                        key,
                        known.wiring(),
                        Optional.of(ExtensionReader.parameters(section, Plugins.rules(), key, problems)));
    }

    private static Inference inference(Section section) {
        Inference inference = new Inference(
                section.optional("steps", 15, Kinds.integer(1, 1_000)),
                section.optional("rate", 0.1, Kinds.positiveFloat()),
                section.optional("pull", 0.001, Kinds.notNegativeFloat()),
                section.optional("leak", 0.0, Kinds.notNegativeFloat()),
                section.optional("samples", 10_000, Kinds.integer(1, 1_000_000)));
        section.close();
        return inference;
    }

    private static Corruption corruption(Section section) {
        Corruption corruption =
                new Corruption(section.optional("hide", 0.2, FRACTION), section.optional("occlude", 0.5, FRACTION));
        section.close();
        return corruption;
    }

    private Forward forward(Section section, boolean errors) {
        Optimizer optimizer = optimizer(section);
        LocalLoss loss = section.optional("loss", LocalLoss.SQUARED, Kinds.word(LocalLoss.class));
        if (errors) {
            section.noteUnused("loss", "rule `" + key + "` has no local losses");
        }
        section.close();
        return new Forward(optimizer, Optional.of(loss).filter(any -> !errors));
    }

    private Optional<Feedback> feedback(Optional<List<Pathway>> pathways, boolean errors) {
        Optional<Pathway> learned = pathways.flatMap(all -> rule.flatMap(known -> Completion.learned(known, all)));
        if (errors) {
            section.noteUnused("feedback", "rule `" + key + "` learns no feedback pathway");
        } else if (learned.isPresent()) {
            String arrow = "`" + learned.get().from() + " -> " + learned.get().to() + "`";
            section.require("feedback", "a section that says how feedback pathway " + arrow + " learns");
        } else if (pathways.isPresent()) {
            section.noteUnused("feedback", "no feedback pathway is learned, all are tied");
        }
        Section feedback = section.section("feedback");
        if (!feedback.isPresent()) {
            return Optional.empty();
        }
        Optimizer optimizer = optimizer(feedback);
        FeedbackLoss loss = feedback.optional("loss", FeedbackLoss.INVERSE, Kinds.word(FeedbackLoss.class));
        Activation activation = feedback.optional("activation", Activation.TANH, Kinds.word(Activation.class));
        Section noise = feedback.section("noise");
        double initial = noise.optional("initial", 0.5, Kinds.notNegativeFloat());
        double halveAfter = noise.optional("halve-after", 100.0, Kinds.epochs());
        noise.close();
        boolean surprise = loss == FeedbackLoss.SURPRISE;
        boolean shares = feedback.optional("share-forward", surprise, Kinds.yesOrNo());
        if (surprise) {
            feedback.noteUnused("activation", "nothing is decoded with loss `" + loss.key() + "`");
            feedback.noteUnused("noise", "loss `" + loss.key() + "` takes the noise that neurons have");
            activation = Activation.TANH;
            initial = 0.5;
            halveAfter = 100.0;
        }
        Alternate alternate = feedback.optional("alternate", Alternate.EPOCH, Kinds.word(Alternate.class));
        if (shares) {
            feedback.noteUnused("alternate", "with `share-forward`, both learn from one presentation");
            alternate = Alternate.BATCH;
        }
        feedback.close();
        return Optional.of(new Feedback(optimizer, loss, activation, new Noise(initial, halveAfter), alternate, shares))
                .filter(any -> pathways.isEmpty() || learned.isPresent());
    }

    private static Optimizer optimizer(Section section) {
        OptimizerType type = section.required("optimizer", null, Kinds.word(OptimizerType.class));
        double rate = section.required("rate", 1.0, Kinds.positiveFloat());
        double rateDecay = section.optional("rate-decay", 1.0, DECAY);
        double weightDecay = section.optional("weight-decay", 0.0, Kinds.notNegativeFloat());
        if (type == null) {
            // Nothing can be said of parameters whose optimiser is not known.
            for (OptimizerType any : OptimizerType.values()) {
                PARAMETERS.get(any).forEach(section::accept);
            }
            return new Sgd(rate, 0, rateDecay, weightDecay);
        }
        refuseOthers(section, type);
        return switch (type) {
            case SGD -> new Sgd(rate, section.optional("momentum", 0.0, BELOW_ONE), rateDecay, weightDecay);
            case CENTRED_RMSPROP ->
                new CentredRmsProp(
                        rate,
                        section.optional("decay", 0.95, BELOW_ONE),
                        section.optional("momentum", 0.9, BELOW_ONE),
                        section.optional("stabiliser", 0.001, Kinds.positiveFloat()),
                        rateDecay,
                        weightDecay);
            case ADAM ->
                new Adam(
                        rate,
                        section.optional("beta1", 0.9, BELOW_ONE),
                        section.optional("beta2", 0.999, BELOW_ONE),
                        section.optional("epsilon", 1e-8, Kinds.positiveFloat()),
                        rateDecay,
                        weightDecay);
        };
    }

    private static void refuseOthers(Section section, OptimizerType type) {
        List<String> own = PARAMETERS.get(type);
        for (OptimizerType other : OptimizerType.values()) {
            for (String parameter : PARAMETERS.get(other)) {
                if (!own.contains(parameter)) {
                    section.refuse(
                            parameter,
                            "is a parameter of optimizer `" + other.key() + "`, not of `" + type.key() + "`");
                }
            }
        }
    }
}
