package org.tarpon.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.tarpon.data.KnownDataset;
import org.tarpon.format.SpikeFormat;

/**
 * One study, resolved: every default and every implied pathway is explicit, every name refers to something, and the
 * wiring suits the rule. {@link ScenarioReader} makes such scenarios from files and {@link ScenarioWriter} writes them
 * back; the records themselves check nothing. Times are in nanoseconds.
 *
 * @param name letters, digits, {@code . _ -}; starts with a letter or digit
 * @param seed of all random draws; any {@code long}
 * @param populations in file order; exactly one source and one output
 * @param feedforward in file order; acyclic
 * @param feedback in file order, implied tied pathways last; each runs against one feedforward pathway, and each hidden
 *     population is the end of exactly one
 * @param expect what {@code check} holds the results against; may be empty
 */
public record Scenario(
        String name,
        long seed,
        Data data,
        Timing timing,
        List<Population> populations,
        List<Pathway> feedforward,
        List<Pathway> feedback,
        Learning learning,
        Train train,
        Evaluate evaluate,
        Checkpointing checkpoint,
        Recording record,
        List<Expectation> expect)
        implements Study {

    public Scenario {
        populations = List.copyOf(populations);
        feedforward = List.copyOf(feedforward);
        feedback = List.copyOf(feedback);
        expect = List.copyOf(expect);
    }

    /** The same run over another number of epochs. */
    public Scenario withEpochs(int epochs) {
        return with(seed, new Train(epochs, train.batch()));
    }

    @Override
    public Set<String> metrics() {
        return ExpectReader.metrics(populations, feedback, learning, data.validation());
    }

    @Override
    public Scenario withSeed(long other) {
        return with(other, train);
    }

    private Scenario with(long other, Train course) {
        return new Scenario(
                name,
                other,
                data,
                timing,
                populations,
                feedforward,
                feedback,
                learning,
                course,
                evaluate,
                checkpoint,
                record,
                expect);
    }

    /**
     * The samples and their encoding. The training part of the set is split by position: the first {@code training}
     * samples train, the last {@code validation} validate.
     *
     * @param training samples used, at least 1; with {@code validation} at most what the set has
     * @param validation samples, at least 0
     */
    public record Data(KnownDataset set, int training, int validation, Encoder encoder) {}

    /**
     * How a pixel x in [0, 1] becomes input activity (S3).
     *
     * @param spikes whether inputs are spikes, and not real numbers
     * @param extension all parameters of one that is not Tarpon's own
     */
    public record EncoderType(String key, boolean spikes, Optional<Map<String, Double>> extension) {
        public static final EncoderType BERNOULLI = new EncoderType("bernoulli", true, Optional.empty());
        public static final EncoderType ANALOG = new EncoderType("analog", false, Optional.empty());
        public static final EncoderType GAUSSIAN = new EncoderType("gaussian", false, Optional.empty());
        public static final EncoderType EVENTS = new EncoderType("events", true, Optional.empty());

        /** Tarpon's own. */
        public static EncoderType[] values() {
            return new EncoderType[] {BERNOULLI, ANALOG, GAUSSIAN, EVENTS};
        }
    }

    /** @param noise standard deviation of the gaussian encoder, at least 0; 0 for the others, which have none */
    public record Encoder(EncoderType type, double noise) {}

    /**
     * How time passes: in volley timing the input volley starts a cycle and every population answers once; in asynchronous
     * timing every neuron acts at its own random times.
     */
    public enum Mode implements Keyed {
        VOLLEY,
        ASYNCHRONOUS
    }

    /**
     * @param cycleNanos length of one cycle, at least the round trip through the network; in asynchronous timing the time
     *     for which an image is shown while learning
     * @param cycles cycles in one presentation, 1 to 64
     */
    public record Timing(Mode mode, long cycleNanos, int cycles) {}

    /** What is known of a neuron model. */
    public enum Trait {
        /** Sends spikes, drawn or encoded. */
        SPIKES,
        /** Sends signs. */
        SIGNS,
        /** May feed other populations. */
        HIDDEN,
        /** May meet the label. */
        OUTPUT,
        /** Has a transform, a gate, and a carried value (S17). */
        GATES,
        /** Errors pass through it. */
        DERIVATIVE
    }

    /**
     * What the neurons of a population do with their input (S1, S2, S14).
     *
     * @param extension all parameters of one that is not Tarpon's own
     */
    public record Model(String key, Set<Trait> traits, Optional<Map<String, Double>> extension) {
        public static final Model SOURCE = new Model("source", Trait.SPIKES);
        public static final Model STOCHASTIC_BINARY =
                new Model("stochastic-binary", Trait.SPIKES, Trait.HIDDEN, Trait.DERIVATIVE);
        public static final Model TANH = new Model("tanh", Trait.HIDDEN, Trait.DERIVATIVE);
        public static final Model SIGN = new Model("sign", Trait.SIGNS, Trait.HIDDEN);
        public static final Model RELU = new Model("relu", Trait.HIDDEN, Trait.DERIVATIVE);
        public static final Model SIGMOID = new Model("sigmoid", Trait.HIDDEN, Trait.OUTPUT, Trait.DERIVATIVE);
        public static final Model LINEAR = new Model("linear", Trait.HIDDEN, Trait.OUTPUT, Trait.DERIVATIVE);
        public static final Model SOFTMAX = new Model("softmax", Trait.OUTPUT);
        /** Softmax at every branch of a tree of classes. */
        public static final Model HIERARCHICAL_SOFTMAX = new Model("hierarchical-softmax", Trait.OUTPUT);

        public static final Model HIGHWAY = new Model("highway", Trait.HIDDEN, Trait.GATES, Trait.DERIVATIVE);
        public static final Model STOCHASTIC_HIGHWAY =
                new Model("stochastic-highway", Trait.SPIKES, Trait.HIDDEN, Trait.GATES, Trait.DERIVATIVE);

        private Model(String key, Trait... traits) {
            this(key, Set.of(traits), Optional.empty());
        }

        /** Tarpon's own. */
        public static Model[] values() {
            return new Model[] {
                SOURCE,
                STOCHASTIC_BINARY,
                TANH,
                SIGN,
                RELU,
                SIGMOID,
                LINEAR,
                SOFTMAX,
                HIERARCHICAL_SOFTMAX,
                HIGHWAY,
                STOCHASTIC_HIGHWAY
            };
        }

        /** Whether its neurons send spikes, drawn or encoded. */
        public boolean spikes() {
            return traits.contains(Trait.SPIKES);
        }

        /** Whether its neurons have a transform, a gate, and a carried value (S17). */
        public boolean hasGates() {
            return traits.contains(Trait.GATES);
        }

        /** Whether populations of this model may meet the label. */
        public boolean canBeOutput() {
            return traits.contains(Trait.OUTPUT);
        }

        /** Whether populations of this model send real numbers. */
        boolean isGraded() {
            return !spikes() && !traits.contains(Trait.SIGNS);
        }

        /** Whether errors can pass through its neurons. */
        boolean hasDerivative() {
            return traits.contains(Trait.DERIVATIVE);
        }

        /** What its neurons send, in words. */
        String sends() {
            return isGraded() || this == SOURCE ? "real numbers" : spikes() ? "spikes" : "signs";
        }

        /** Whether populations of this model may feed others. */
        public boolean canBeHidden() {
            return traits.contains(Trait.HIDDEN);
        }
    }

    /** f of a highway population (S17). */
    public enum Transform implements Keyed {
        RELU,
        TANH,
        SIGMOID
    }

    /**
     * What highway neurons have more than others (S17).
     *
     * @param transform of stochastic ones always {@link Transform#SIGMOID}, the probability of their candidate spikes
     * @param bias that their gates begin with
     */
    public record Gate(Transform transform, double bias) {}

    /** A place in a tree of classes. */
    public sealed interface Tree {
        /** Edges below this place. */
        int edges();
    }

    /** @param label the class, from 0 */
    public record Leaf(int label) implements Tree {
        @Override
        public int edges() {
            return 0;
        }
    }

    /** @param children at least two */
    public record Branch(List<Tree> children) implements Tree {
        public Branch {
            children = List.copyOf(children);
        }

        @Override
        public int edges() {
            return children.size() + children.stream().mapToInt(Tree::edges).sum();
        }
    }

    /**
     * @param size neurons, at least 1
     * @param shape their grid, of that size; empty where the file gives the size alone
     * @param gate present exactly where the model has gates
     * @param tree each class once; present exactly for a hierarchical softmax, whose neurons are its edges
     * @param homeostasis of stochastic binary neurons only
     */
    public record Population(
            String name,
            int size,
            Model model,
            Optional<Shape> shape,
            Optional<Gate> gate,
            Optional<Branch> tree,
            Optional<Homeostasis> homeostasis) {
        /** A population of a model that needs no more. */
        public Population(String name, int size, Model model) {
            this(name, size, model, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * How neurons keep to a rate of firing.
     *
     * @param rate spikes of a neuron a presentation and cycle, above 0 and below 1
     * @param strength change of a bias after a mini-batch in which the neuron fired by 1 a presentation too seldom, above 0
     */
    public record Homeostasis(double rate, double strength) {}

    /** The grid of a population; of the source without one that of the data set's images. */
    public Optional<Shape> shape(Population population) {
        return population.shape().or(() -> Optional.of(ShapeCheck.ofImages(data.set))
                .filter(images -> population.model() == Model.SOURCE));
    }

    /**
     * All connections from one population to another.
     *
     * @param connect who is connected to whom; of no meaning where tied, for then the feedforward pathway decides
     * @param weights of type {@link WeightType#NONE} where the connections have none
     * @param delayNanos from a spike to its arrival, at least 1
     * @param rate learning rate of this pathway instead of its optimiser's, at least 0; always empty when tied
     */
    public record Pathway(
            String from, String to, Connect connect, Weights weights, long delayNanos, OptionalDouble rate) {
        /** An all-to-all pathway. */
        public Pathway(String from, String to, Weights weights, long delayNanos, OptionalDouble rate) {
            this(from, to, Connect.allToAll(), weights, delayNanos, rate);
        }

        /** Whether this feedback pathway reads the weights of the feedforward pathway it runs against. */
        public boolean tied() {
            return weights.type() == WeightType.TIED;
        }
    }

    /** Where initial weights come from. */
    public enum WeightType implements Keyed {
        /** Uniform on ±gain·√(6/(in + out)). */
        GLOROT_UNIFORM,
        /** Normal with standard deviation gain·√(2/in). */
        HE_NORMAL,
        /** gain times a matrix with orthonormal rows or columns. */
        ORTHOGONAL,
        /** Normal with the given mean and standard deviation. */
        NORMAL,
        /** One value for all. */
        CONSTANT,
        /** None of its own: the feedforward pathway's, transposed. Feedback only. */
        TIED,
        /** The connections have none. Not written in a file. */
        NONE
    }

    /**
     * Initial weights. A parameter that the type does not have is 0.
     *
     * @param gain of {@code glorot-uniform}, {@code he-normal} and {@code orthogonal}, above 0
     * @param mean of {@code normal}
     * @param deviation of {@code normal}, above 0
     * @param value of {@code constant}
     */
    public record Weights(WeightType type, double gain, double mean, double deviation, double value) {
        public static Weights tied() {
            return new Weights(WeightType.TIED, 0, 0, 0, 0);
        }

        public static Weights none() {
            return new Weights(WeightType.NONE, 0, 0, 0, 0);
        }
    }

    /** The feedback wiring of a rule; {@link Completion} makes it complete. */
    public enum Wiring {
        /** No feedback. */
        NONE,
        /** Through the feedforward weights. */
        TIED,
        /** Fixed weights, layer by layer. */
        FIXED,
        /** Fixed weights, from the output to every hidden population. */
        FROM_OUTPUT,
        /** The same, with weights of 1. */
        BROADCAST,
        /** Weights that learn. */
        LEARNED;

        /** Whether all feedback starts at the output. */
        boolean isDirect() {
            return this == FROM_OUTPUT || this == BROADCAST;
        }
    }

    /**
     * The credit-assignment rule.
     *
     * @param extension all parameters of one that is not Tarpon's own
     */
    public record Rule(String key, Wiring wiring, Optional<Map<String, Double>> extension) {
        /** Straight-through, S14: errors through the feedforward weights. */
        public static final Rule BACKPROPAGATION = new Rule("backpropagation", Wiring.TIED);
        /** S15: the same errors, one message for each synapse. */
        public static final Rule MESSAGE_PASSING = new Rule("message-passing", Wiring.TIED);
        /** Errors through fixed random weights, layer by layer. */
        public static final Rule FEEDBACK_ALIGNMENT = new Rule("feedback-alignment", Wiring.FIXED);
        /** Errors through fixed random weights, from the output to every hidden population. */
        public static final Rule DIRECT_FEEDBACK_ALIGNMENT = new Rule("direct-feedback-alignment", Wiring.FROM_OUTPUT);
        /** S8. */
        public static final Rule TARGET_PROPAGATION = new Rule("target-propagation", Wiring.LEARNED);
        /** S9. */
        public static final Rule DIFFERENCE_TARGET_PROPAGATION =
                new Rule("difference-target-propagation", Wiring.LEARNED);
        /** S18 to S22. */
        public static final Rule AUTO_ENCODER = new Rule("auto-encoder", Wiring.LEARNED);

        private Rule(String key, Wiring wiring) {
            this(key, wiring, Optional.empty());
        }

        /** Tarpon's own. */
        public static Rule[] values() {
            return new Rule[] {
                BACKPROPAGATION,
                MESSAGE_PASSING,
                FEEDBACK_ALIGNMENT,
                DIRECT_FEEDBACK_ALIGNMENT,
                TARGET_PROPAGATION,
                DIFFERENCE_TARGET_PROPAGATION,
                AUTO_ENCODER
            };
        }

        /** Whether targets, not errors, travel back, on feedback pathways that learn. */
        public boolean usesTargets() {
            return learnsFeedback() && this != AUTO_ENCODER;
        }

        /** Whether the feedback pathways learn. */
        public boolean learnsFeedback() {
            return wiring == Wiring.LEARNED;
        }

        /** Whether what it sends down are errors that pass through the neurons. */
        boolean sendsErrors() {
            return !learnsFeedback() && extension.isEmpty();
        }
    }

    /** What crosses the feedback pathway (S13). */
    public enum Message implements Keyed {
        PROBABILITY,
        SPIKE,
        COUPLED_SPIKE
    }

    /**
     * @param targetStep η̂ of S5 and S6, above 0; present exactly when the rule learns its feedback
     * @param message present exactly when the rule uses targets (the others have messages of their own)
     * @param burst difference spikes that one difference consists of, 1 to 64; 1 unless messages are coupled spikes
     * @param feedback present exactly when some feedback pathway is learned: the rule does so and it is not tied
     * @param inference present exactly for {@link Rule#AUTO_ENCODER}
     * @param corruption present exactly for {@link Rule#AUTO_ENCODER}
     * @param phaseFree present exactly in asynchronous timing
     */
    public record Learning(
            Rule rule,
            OptionalDouble targetStep,
            Optional<Message> message,
            int burst,
            Forward forward,
            Optional<Feedback> feedback,
            Optional<Inference> inference,
            Optional<Corruption> corruption,
            Optional<PhaseFree> phaseFree) {
        /** Learning in volley timing. */
        public Learning(
                Rule rule,
                OptionalDouble targetStep,
                Optional<Message> message,
                int burst,
                Forward forward,
                Optional<Feedback> feedback,
                Optional<Inference> inference,
                Optional<Corruption> corruption) {
            this(rule, targetStep, message, burst, forward, feedback, inference, corruption, Optional.empty());
        }
    }

    /**
     * What learning without phases needs: the neurons' times, and the clock of the input.
     *
     * @param updateNanos τ, mean time between two updates of a neuron
     * @param filterNanos time constant of synaptic input
     * @param sourceUpdateNanos mean time between two updates of a source neuron
     * @param labelOnsetNanos when the label begins to fire, from the onset of the image
     * @param labelOffsetNanos when it ends; after the onset, at most the time for which an image is shown
     * @param answerNanos for how long a test image is shown
     * @param answerFromNanos from when on spikes of the output count for the answer, less than {@code answerNanos}
     * @param anneal a, at least 0: rates fall as (1 − t)^a, t being the part of the run that is over
     * @param targetSteps κ of each hidden population from below, above 0
     * @param keepNorm whether each neuron's feedback weights keep their initial norm
     */
    public record PhaseFree(
            long updateNanos,
            long filterNanos,
            long sourceUpdateNanos,
            long labelOnsetNanos,
            long labelOffsetNanos,
            long answerNanos,
            long answerFromNanos,
            double anneal,
            List<Double> targetSteps,
            boolean keepNorm) {
        public PhaseFree {
            targetSteps = List.copyOf(targetSteps);
        }
    }

    /**
     * Iterative inference (S20).
     *
     * @param steps N, at least 1
     * @param rate δ, above 0
     * @param pull α, at least 0
     * @param leak λ, at least 0: how much of f(below) itself flows into the state, 0 in the paper
     * @param samples images to generate at the end (S22), at least 1
     */
    public record Inference(int steps, double rate, double pull, double leak, int samples) {}

    /**
     * What denoising auto-encoders are shown (S18).
     *
     * @param hide fraction of inputs set to 0
     * @param occlude fraction of samples without their first or second half
     */
    public record Corruption(double hide, double occlude) {}

    /** The loss that a layer lowers to approach its target (S10, S11). */
    public enum LocalLoss implements Keyed {
        SQUARED,
        CROSS_ENTROPY
    }

    /** @param loss present exactly when the rule learns its feedback */
    public record Forward(Optimizer optimizer, Optional<LocalLoss> loss) {}

    /** The function of a feedback pathway (S7). */
    public enum Activation implements Keyed {
        TANH,
        SIGMOID,
        LINEAR
    }

    /** How often feedback learning takes turns with forward learning: a pass each, or a batch each. */
    public enum Alternate implements Keyed {
        EPOCH,
        BATCH
    }

    /** What a learned feedback pathway lowers: S12, DRL, L-DRL. */
    public enum FeedbackLoss implements Keyed {
        INVERSE,
        DIFFERENCE_RECONSTRUCTION,
        LOCAL_DIFFERENCE_RECONSTRUCTION,
        SURPRISE
    }

    /**
     * Learning of the untied feedback pathways.
     *
     * @param sharesForward whether it takes the activity of forward learning's presentations instead of having its own; then
     *     {@code alternate} is {@link Alternate#BATCH}
     */
    public record Feedback(
            Optimizer optimizer,
            FeedbackLoss loss,
            Activation activation,
            Noise noise,
            Alternate alternate,
            boolean sharesForward) {
        public Feedback(
                Optimizer optimizer, FeedbackLoss loss, Activation activation, Noise noise, Alternate alternate) {
            this(optimizer, loss, activation, noise, alternate, false);
        }
    }

    /**
     * σ_e = initial / (1 + e / halveAfterEpochs) in epoch e (S12).
     *
     * @param initial at least 0
     * @param halveAfterEpochs above 0
     */
    public record Noise(double initial, double halveAfterEpochs) {}

    /** Names of the optimisers. */
    public enum OptimizerType implements Keyed {
        SGD,
        CENTRED_RMSPROP,
        ADAM
    }

    /** How gradients become weight changes. The rate of epoch e (from 0) is rate · rateDecay^e. */
    public sealed interface Optimizer {
        OptimizerType type();

        /** η, above 0. */
        double rate();

        /** Factor on the rate after each epoch, in (0, 1]. */
        double rateDecay();

        /** At least 0. */
        double weightDecay();
    }

    /** @param momentum in [0, 1) */
    public record Sgd(double rate, double momentum, double rateDecay, double weightDecay) implements Optimizer {
        @Override
        public OptimizerType type() {
            return OptimizerType.SGD;
        }
    }

    /**
     * Lee et al.'s optimiser (docs/model.md): a ← decay·a + (1 − decay)·g, b likewise with g²,
     * inc ← momentum·inc − η g/√(b − a² + stabiliser).
     *
     * @param decay in [0, 1)
     * @param momentum in [0, 1)
     * @param stabiliser above 0
     */
    public record CentredRmsProp(
            double rate, double decay, double momentum, double stabiliser, double rateDecay, double weightDecay)
            implements Optimizer {
        @Override
        public OptimizerType type() {
            return OptimizerType.CENTRED_RMSPROP;
        }
    }

    /**
     * Kingma and Ba (2015).
     *
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @param epsilon above 0
     */
    public record Adam(double rate, double beta1, double beta2, double epsilon, double rateDecay, double weightDecay)
            implements Optimizer {
        @Override
        public OptimizerType type() {
            return OptimizerType.ADAM;
        }
    }

    /** @param batch samples in a mini-batch, 1 to the training samples */
    public record Train(int epochs, int batch) {}

    /**
     * @param passes K of S4, at least 1
     * @param averageEpochs N of S34, over which weights are averaged for evaluation: 1 for the weights themselves
     */
    public record Evaluate(int passes, int everyEpochs, int averageEpochs) {}

    /** @param recorders extensions, in file order; no two of one name */
    public record Recording(Optional<Spikes> spikes, List<Recorder> recorders) {
        public Recording {
            recorders = List.copyOf(recorders);
        }

        public Recording(Optional<Spikes> spikes) {
            this(spikes, List.of());
        }
    }

    /**
     * An extension that records test samples after each evaluated epoch.
     *
     * @param parameters all of them
     * @param firstSample of the test part, from 0
     * @param lastSample inclusive
     */
    public record Recorder(String type, Map<String, Double> parameters, int firstSample, int lastSample) {}

    /**
     * Spikes to record while test samples are shown.
     *
     * @param firstSample of the test part, from 0
     * @param lastSample inclusive
     * @param formats of the files, at least one
     */
    public record Spikes(List<String> populations, int firstSample, int lastSample, Set<SpikeFormat> formats) {
        public Spikes {
            populations = List.copyOf(populations);
            formats = Set.copyOf(formats);
        }
    }
}
