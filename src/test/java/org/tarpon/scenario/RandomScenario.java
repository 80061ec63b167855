package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.tarpon.data.KnownDataset;
import org.tarpon.format.SpikeFormat;
import org.tarpon.scenario.Expectation.Baseline;
import org.tarpon.scenario.Expectation.Bounds;
import org.tarpon.scenario.Expectation.DigestEquals;
import org.tarpon.scenario.Expectation.DigestOf;
import org.tarpon.scenario.Expectation.Direction;
import org.tarpon.scenario.Expectation.Fails;
import org.tarpon.scenario.Expectation.MeanBounds;
import org.tarpon.scenario.Expectation.MetricBounds;
import org.tarpon.scenario.Expectation.Trend;
import org.tarpon.scenario.Scenario.Activation;
import org.tarpon.scenario.Scenario.Adam;
import org.tarpon.scenario.Scenario.Alternate;
import org.tarpon.scenario.Scenario.Branch;
import org.tarpon.scenario.Scenario.CentredRmsProp;
import org.tarpon.scenario.Scenario.Corruption;
import org.tarpon.scenario.Scenario.Data;
import org.tarpon.scenario.Scenario.Encoder;
import org.tarpon.scenario.Scenario.EncoderType;
import org.tarpon.scenario.Scenario.Evaluate;
import org.tarpon.scenario.Scenario.Feedback;
import org.tarpon.scenario.Scenario.FeedbackLoss;
import org.tarpon.scenario.Scenario.Forward;
import org.tarpon.scenario.Scenario.Homeostasis;
import org.tarpon.scenario.Scenario.Inference;
import org.tarpon.scenario.Scenario.Leaf;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.LocalLoss;
import org.tarpon.scenario.Scenario.Message;
import org.tarpon.scenario.Scenario.Mode;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Noise;
import org.tarpon.scenario.Scenario.Optimizer;
import org.tarpon.scenario.Scenario.OptimizerType;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Recording;
import org.tarpon.scenario.Scenario.Rule;
import org.tarpon.scenario.Scenario.Sgd;
import org.tarpon.scenario.Scenario.Spikes;
import org.tarpon.scenario.Scenario.Timing;
import org.tarpon.scenario.Scenario.Train;
import org.tarpon.scenario.Scenario.Tree;
import org.tarpon.scenario.Scenario.WeightType;
import org.tarpon.scenario.Scenario.Weights;

/** Draws valid resolved scenarios: chains of 0 to 4 hidden populations with everything else at random. */
final class RandomScenario {
    private final Random random;

    RandomScenario(long seed) {
        random = new Random(seed);
    }

    Scenario scenario() {
        Rule rule = any(Rule.values());
        KnownDataset set = rule == Rule.AUTO_ENCODER ? KnownDataset.MNIST : any(KnownDataset.values());
        int validation = random.nextInt(1_000);
        // Auto-encoders need two.
        int training = 2 + random.nextInt(set.trainingSamples() - validation - 1);
        EncoderType encoder = set.events()
                ? EncoderType.EVENTS
                : any(EncoderType.BERNOULLI, EncoderType.ANALOG, EncoderType.GAUSSIAN);
        double noise = encoder == EncoderType.GAUSSIAN ? number() : 0;

        List<Population> populations = new ArrayList<>();
        List<Pathway> feedforward = new ArrayList<>();
        List<Pathway> feedback = new ArrayList<>();
        boolean autoEncoder = rule == Rule.AUTO_ENCODER;
        int hidden = (autoEncoder ? 1 : 0) + random.nextInt(4);
        populations.add(new Population("null", set.inputs(), Model.SOURCE));
        for (int i = 0; i < hidden; i++) {
            populations.add(new Population(
                    "h-" + i + "_",
                    1 + random.nextInt(500),
                    Model.STOCHASTIC_BINARY,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Homeostasis(0.001 + 0.99 * random.nextDouble(), number()))
                            .filter(any -> !autoEncoder && random.nextBoolean())));
        }
        Model output = autoEncoder || rule == Rule.MESSAGE_PASSING
                ? any(Model.SOFTMAX, Model.SIGMOID, Model.LINEAR)
                : any(Model.SOFTMAX, Model.HIERARCHICAL_SOFTMAX, Model.SIGMOID, Model.LINEAR);
        Optional<Branch> tree =
                output == Model.HIERARCHICAL_SOFTMAX ? Optional.of(tree(set.classes())) : Optional.empty();
        int size = tree.map(Branch::edges).orElse(set.classes());
        populations.add(
                new Population("Yes", size, output, Optional.empty(), Optional.empty(), tree, Optional.empty()));
        for (int i = 0; i <= hidden; i++) {
            String below = populations.get(i).name();
            String above = populations.get(i + 1).name();
            feedforward.add(pathway(below, above, weights(), true));
            if (i > 0 || autoEncoder) {
                // A linear output could only send probabilities down weights of its own.
                boolean tied = rule == Rule.BACKPROPAGATION
                        || rule == Rule.MESSAGE_PASSING
                        || rule.usesTargets() && i == hidden && (random.nextBoolean() || output == Model.LINEAR);
                String from = rule == Rule.DIRECT_FEEDBACK_ALIGNMENT ? "Yes" : above;
                feedback.add(pathway(from, below, tied ? Weights.tied() : weights(), rule.learnsFeedback()));
            }
        }
        return new Scenario(
                any("true", "1e3", "a.b-c_d", "0x1F"),
                random.nextLong(),
                new Data(set, training, validation, new Encoder(encoder, noise)),
                new Timing(
                        Mode.VOLLEY,
                        20_000_000_000L + random.nextInt(1_000_000_000),
                        set.events() ? any(1, 2, 4, 8) : 1 + random.nextInt(64)),
                populations,
                feedforward,
                feedback,
                learning(rule, Completion.learned(rule, feedback).isPresent()),
                new Train(1 + random.nextInt(1_000), 1 + random.nextInt(training)),
                new Evaluate(1 + random.nextInt(100), 1 + random.nextInt(3), 1 + random.nextInt(3)),
                checkpoint(),
                new Recording(Optional.of(new Spikes(
                                List.of("null"),
                                random.nextInt(10),
                                10 + random.nextInt(90),
                                Set.of(SpikeFormat.CSV, SpikeFormat.NEST)))
                        .filter(spikes -> random.nextBoolean())),
                expectations());
    }

    private Checkpointing checkpoint() {
        Checkpointing.Unit unit =
                any(Checkpointing.Unit.EPOCHS, Checkpointing.Unit.BATCHES, Checkpointing.Unit.WALL_SECONDS);
        return new Checkpointing(1 + random.nextInt(3), unit, 1 + random.nextInt(9));
    }

    private Learning learning(Rule rule, boolean learned) {
        boolean targets = rule.learnsFeedback();
        Optional<LocalLoss> loss = Optional.of(any(LocalLoss.values())).filter(any -> targets);
        Noise noise = new Noise(number(), number());
        Optional<Message> message = Optional.of(any(Message.values())).filter(any -> rule.usesTargets());
        boolean differences = message.filter(Message.COUPLED_SPIKE::equals).isPresent();
        return new Learning(
                rule,
                targets ? OptionalDouble.of(number()) : OptionalDouble.empty(),
                message,
                differences ? 1 + random.nextInt(64) : 1,
                new Forward(optimizer(), loss),
                Optional.of(new Feedback(
                                optimizer(),
                                FeedbackLoss.INVERSE,
                                any(Activation.values()),
                                noise,
                                any(Alternate.values())))
                        .filter(any -> learned),
                Optional.of(new Inference(1 + random.nextInt(50), number(), number(), number(), 1 + random.nextInt(99)))
                        .filter(any -> rule == Rule.AUTO_ENCODER),
                Optional.of(new Corruption(random.nextDouble(), random.nextDouble()))
                        .filter(any -> rule == Rule.AUTO_ENCODER));
    }

    private Optimizer optimizer() {
        double fraction = random.nextDouble();
        return switch (any(OptimizerType.values())) {
            case SGD -> new Sgd(number(), fraction, 1, number());
            case CENTRED_RMSPROP -> new CentredRmsProp(number(), fraction, fraction, number(), 1 - fraction, 0);
            case ADAM -> new Adam(number(), fraction, fraction, number(), 1, number());
        };
    }

    private Pathway pathway(String from, String to, Weights weights, boolean learned) {
        boolean own = learned && weights.type() != WeightType.TIED && random.nextBoolean();
        long delay = 1 + random.nextLong(2_000_000_000L);
        return new Pathway(from, to, weights, delay, own ? OptionalDouble.of(number()) : OptionalDouble.empty());
    }

    private Weights weights() {
        WeightType type = any(WeightType.GLOROT_UNIFORM, WeightType.ORTHOGONAL, WeightType.NORMAL, WeightType.CONSTANT);
        return switch (type) {
            case NORMAL -> new Weights(type, 0, -number(), number(), 0);
            case CONSTANT -> new Weights(type, 0, 0, 0, -number());
            default -> new Weights(type, number(), 0, 0, 0);
        };
    }

    private List<Expectation> expectations() {
        double bound = number();
        Bounds range = new Bounds(OptionalDouble.of(bound), OptionalDouble.of(-bound));
        Bounds above = new Bounds(OptionalDouble.empty(), OptionalDouble.of(bound));
        OptionalInt epoch = OptionalInt.of(1 + random.nextInt(9));
        return List.<Expectation>of(
                        new MetricBounds("test_error", OptionalInt.empty(), range),
                        new MetricBounds("firing_fraction.null", epoch, above),
                        new Trend("train_loss", any(Direction.values()), 1 - 0.9 * random.nextDouble(), bound),
                        new MeanBounds(
                                "test_error",
                                epoch,
                                List.of(random.nextLong(), 7L),
                                range,
                                0.5 + 0.49 * random.nextDouble(),
                                any(Fails.values())),
                        new DigestEquals(any(DigestOf.values()), "%064x".formatted(random.nextInt(1 << 30))),
                        new Baseline("a/b-c_d.1.json", List.of("test_error"), bound, 0, random.nextBoolean()),
                        new Baseline("a.json", List.of(), 0, bound, random.nextBoolean()))
                .subList(0, random.nextInt(8));
    }

    /** Above 0, over many orders of magnitude, with as many digits as a double has or few. */
    private double number() {
        double value = Math.pow(10, random.nextInt(13) - 6) * (1 + random.nextDouble());
        return random.nextBoolean() ? value : Double.parseDouble(String.format(Locale.ROOT, "%.2e", value));
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** The classes in order, some neighbours joined. */
    private Branch tree(int classes) {
        List<Tree> places = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            places.add(new Leaf(label));
        }
        for (int joins = random.nextInt(5); joins > 0; joins--) {
            int first = random.nextInt(places.size() - 1);
            places.set(first, new Branch(List.of(places.get(first), places.remove(first + 1))));
        }
        return new Branch(places);
    }
}
