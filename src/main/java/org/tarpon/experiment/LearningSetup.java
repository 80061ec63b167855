package org.tarpon.experiment;

import java.util.List;
import java.util.Map;
import org.tarpon.extension.RuleProvider;
import org.tarpon.graph.MessagePassing;
import org.tarpon.graph.NetworkGraph;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Wiring;
import org.tarpon.neuron.Parameters;
import org.tarpon.plasticity.AutoEncoder;
import org.tarpon.plasticity.CreditAssignment;
import org.tarpon.plasticity.Decoder;
import org.tarpon.plasticity.ErrorPropagation;
import org.tarpon.plasticity.FeedbackLoss;
import org.tarpon.plasticity.LocalLearning;
import org.tarpon.plasticity.LocalLoss;
import org.tarpon.plasticity.Message;
import org.tarpon.plasticity.Optimizer;
import org.tarpon.plasticity.TargetPropagation;
import org.tarpon.scenario.Plugins;
import org.tarpon.scenario.Scenario;

/** Turns the {@code learning} section of a scenario into the wiring, rules and optimisers of a network. */
final class LearningSetup {
    private final Scenario scenario;
    private final TargetPropagation.Settings targets;
    private final AutoEncoder.Settings autoEncoder;
    private final Wiring wiring;
    private final NetworkGraph graph;
    private final RuleProvider extension;

    LearningSetup(Scenario scenario, Network network) {
        this.scenario = scenario;
        this.graph = scenario.learning().rule() == Scenario.Rule.MESSAGE_PASSING ? new NetworkGraph(network) : null;
        Form input = scenario.data().encoder().type().spikes() ? Form.SPIKE : Form.GRADED;
        this.extension = scenario.learning().rule().extension().isPresent()
                ? Plugins.rules().get(scenario.learning().rule().key())
                : null;
        this.autoEncoder = scenario.learning().inference().isPresent() ? autoEncoder(scenario.learning()) : null;
        if (autoEncoder != null) {
            this.targets = null;
            this.wiring = Wiring.tabulated(network, AutoEncoder.wiring(network, input));
        } else if (scenario.learning().rule().usesTargets()) {
            this.targets = settings(scenario.learning());
            this.wiring = Wiring.tabulated(network, TargetPropagation.wiring(network, targets, input));
        } else {
            this.targets = null;
            this.wiring = Wiring.tabulated(
                    network,
                    extension == null ? ErrorPropagation.wiring(input) : LocalLearning.wiring(input, extension));
        }
    }

    private static TargetPropagation.Settings settings(Scenario.Learning learning) {
        return new TargetPropagation.Settings(
                learning.rule() == Scenario.Rule.DIFFERENCE_TARGET_PROPAGATION,
                (float) learning.targetStep().orElseThrow(),
                Message.valueOf(learning.message().orElseThrow().name()),
                learning.burst(),
                LocalLoss.valueOf(learning.forward().loss().orElseThrow().name()),
                learning.feedback()
                        .map(feedback -> Decoder.valueOf(feedback.activation().name()))
                        .orElse(Decoder.TANH),
                learning.feedback()
                        .map(feedback -> FeedbackLoss.valueOf(feedback.loss().name()))
                        .orElse(FeedbackLoss.INVERSE),
                learning.feedback().map(Scenario.Feedback::sharesForward).orElse(false));
    }

    private static AutoEncoder.Settings autoEncoder(Scenario.Learning learning) {
        Scenario.Inference inference = learning.inference().orElseThrow();
        Scenario.Corruption corruption = learning.corruption().orElseThrow();
        return new AutoEncoder.Settings(
                inference.steps(),
                (float) inference.rate(),
                (float) inference.pull(),
                (float) inference.leak(),
                (float) learning.targetStep().orElseThrow(),
                (float) corruption.hide(),
                (float) corruption.occlude(),
                LocalLoss.valueOf(learning.forward().loss().orElseThrow().name()),
                Decoder.valueOf(learning.feedback().orElseThrow().activation().name()));
    }

    /** Whether populations exchange volleys for a while, and a presentation ends when they have come to rest. */
    boolean endsWhenQuiet() {
        return autoEncoder != null;
    }

    /** Whether the network can infer missing parts of its input. */
    boolean isGenerative() {
        return autoEncoder != null;
    }

    Wiring wiring() {
        return wiring;
    }

    /** A rule that acts for one block. */
    CreditAssignment ruleFor(LaneBlock block) {
        int cycles = scenario.timing().cycles();
        if (extension != null) {
            Map<String, Double> values = scenario.learning().rule().extension().orElseThrow();
            return new LocalLearning(block, wiring, cycles, extension, new Parameters(values));
        } else if (graph != null) {
            return new MessagePassing(block, wiring, cycles, graph, List.of());
        } else if (targets != null) {
            return new TargetPropagation(block, wiring, cycles, targets);
        }
        return autoEncoder != null
                ? new AutoEncoder(block, wiring, cycles, autoEncoder)
                : new ErrorPropagation(block, wiring, cycles);
    }

    /** Whether some feedback pathway learns. */
    boolean learnsFeedback() {
        return scenario.learning().feedback().isPresent();
    }

    /** Whether feedback pathways learn in presentations of their own. */
    boolean presentsForFeedback() {
        return learnsFeedback() && !scenario.learning().feedback().orElseThrow().sharesForward();
    }

    /** Whether what apical compartments decode is linear (objection 1). */
    boolean decodersLinear() {
        return targets != null && targets.decoder().isLinear()
                || autoEncoder != null && autoEncoder.decoder().isLinear();
    }

    /** Whether feedback and forward learning take turns by batch; by epoch otherwise. */
    boolean alternatesByBatch() {
        return scenario.learning().feedback().orElseThrow().alternate() == Scenario.Alternate.BATCH;
    }

    /** σ_e of S12. */
    float feedbackNoise(int epoch) {
        Scenario.Noise noise = scenario.learning().feedback().orElseThrow().noise();
        return (float) (noise.initial() / (1.0 + epoch / noise.halveAfterEpochs()));
    }

    Optimizer optimizer(Direction direction) {
        return optimizer(
                direction == Direction.FEEDFORWARD
                        ? scenario.learning().forward().optimizer()
                        : scenario.learning().feedback().orElseThrow().optimizer());
    }

    private static Optimizer optimizer(Scenario.Optimizer optimizer) {
        if (optimizer instanceof Scenario.Sgd o) {
            return new Optimizer.Sgd(o.rate(), o.momentum(), o.rateDecay(), o.weightDecay());
        } else if (optimizer instanceof Scenario.CentredRmsProp o) {
            return new Optimizer.CentredRmsProp(
                    o.rate(), o.decay(), o.momentum(), o.stabiliser(), o.rateDecay(), o.weightDecay());
        } else if (optimizer instanceof Scenario.Adam o) {
            return new Optimizer.Adam(o.rate(), o.beta1(), o.beta2(), o.epsilon(), o.rateDecay(), o.weightDecay());
        }
        throw new IllegalArgumentException("unknown optimiser " + optimizer);
    }

    /** A pathway's own learning rate if the scenario gives one, else its optimiser's. */
    double rate(Pathway pathway) {
        List<Scenario.Pathway> specs =
                pathway.direction() == Direction.FEEDFORWARD ? scenario.feedforward() : scenario.feedback();
        return specs.stream()
                .filter(p -> p.from().equals(pathway.from().name())
                        && p.to().equals(pathway.to().name()))
                .findFirst()
                .orElseThrow()
                .rate()
                .orElse(optimizer(pathway.direction()).rate());
    }
}
