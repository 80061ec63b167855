package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tarpon.data.KnownDataset;
import org.tarpon.scenario.Checkpointing;
import org.tarpon.scenario.Connect;
import org.tarpon.scenario.Scenario;

/**
 * Estimates runs that learn. Weights and what an optimiser remembers of them are counted; what each neuron needs in each lane
 * is a number of bytes for each rule, measured on the shipped scenarios ({@code EstimateTest} holds it to them).
 */
final class TrainingEstimate {
    /** With drawing, gathering and optimisers; set from two scenarios, which docs/reliability.md names. */
    private static final double DENSE_OPERATIONS_PER_SECOND = 1.5e10;

    /** Where rows are parts or synapses act one by one, of auto-encoders, and without phases. */
    private static final double OTHER_OPERATIONS_PER_SECOND = 3e9;

    /** Learning without phases uses a weight again and again while an image lasts (docs/continuous-time.md, costs). */
    private static final double USES_WITHOUT_PHASES = 30;

    private static final double FLOAT = Float.BYTES;
    private static final int EVALUATION_LANES = 8 * 16;

    /** An image's array has a header, and is referred to. */
    private static final int BYTES_BESIDE_IMAGE = 21;

    /** What a run holds beside, whatever its size. */
    private static final double PROGRAM = 2e6;

    private static final int BYTES_A_LINE = 36;
    private static final int BYTES_OF_METRICS = 2_000;

    private final Scenario scenario;
    private final Map<String, Scenario.Population> populations;

    TrainingEstimate(Scenario scenario) {
        this.scenario = scenario;
        this.populations = scenario.populations().stream()
                .collect(Collectors.toMap(Scenario.Population::name, Function.identity()));
    }

    Estimate estimate() {
        double learned = 0;
        double remembered = 0;
        double mirrored = 0;
        double forward = 0;
        for (Scenario.Pathway pathway : scenario.feedforward()) {
            double weights = weights(pathway);
            learned += weights;
            remembered += weights * memories(scenario.learning().forward().optimizer());
            forward += weights * uses(pathway);
        }
        double feedback = 0;
        for (Scenario.Pathway pathway : scenario.feedback()) {
            double weights = weights(pathway);
            feedback += weights * uses(pathway);
            if (pathway.tied() || scenario.learning().feedback().isEmpty()) {
                mirrored += weights;
            } else {
                learned += weights;
                remembered +=
                        weights * memories(scenario.learning().feedback().get().optimizer());
            }
        }
        double averaged = scenario.evaluate().averageEpochs() > 1 ? learned : 0;
        List<Estimate.Part> memory = new ArrayList<>();
        memory.add(new Estimate.Part("weights", FLOAT * (learned + mirrored + averaged)));
        memory.add(new Estimate.Part("optimisers", FLOAT * remembered));
        double lane = bytesOfLane();
        memory.add(new Estimate.Part("lanes", lane * lanes() + bytesOfGraph(forward)));
        memory.add(new Estimate.Part("data", bytesOfData()));
        memory.add(new Estimate.Part("program", PROGRAM));
        double checkpoint = FLOAT * (learned + remembered + averaged) + 1_000;
        double fixed = memory.stream().mapToDouble(Estimate.Part::bytes).sum()
                - lane * scenario.train().batch();
        double weights = FLOAT * (learned + mirrored + remembered + averaged);
        return new Estimate(
                memory,
                disk(checkpoint),
                operations(forward, feedback, learned + remembered),
                isDense() ? DENSE_OPERATIONS_PER_SECOND : OTHER_OPERATIONS_PER_SECOND,
                available -> room(available, fixed, lane, weights));
    }

    /** Whether whole rows are added, volley by volley. */
    private boolean isDense() {
        Scenario.Rule rule = scenario.learning().rule();
        return scenario.timing().mode() != Scenario.Mode.ASYNCHRONOUS
                && rule != Scenario.Rule.AUTO_ENCODER
                && rule != Scenario.Rule.MESSAGE_PASSING
                && scenario.feedforward().stream()
                        .allMatch(pathway -> pathway.connect().type() == Connect.Type.ALL_TO_ALL);
    }

    private String room(double available, double fixed, double lane, double weights) {
        if (fixed + lane < available) {
            return String.format(Locale.ROOT, "a batch of %.0f would fit", Math.floor((available - fixed) / lane));
        }
        double beside = Math.min(fixed - weights, 0.9 * available);
        return String.format(
                Locale.ROOT,
                "about %.2g weights with what their optimisers remember would fit, %.2g times as many as there are",
                (available - beside) / FLOAT * scale(weights),
                (available - beside) / weights);
    }

    /** The part of the bytes of weights that are weights themselves. */
    private double scale(double weights) {
        double own = 0;
        for (Scenario.Pathway pathway : scenario.feedforward()) {
            own += weights(pathway);
        }
        for (Scenario.Pathway pathway : scenario.feedback()) {
            own += weights(pathway);
        }
        return own * FLOAT / weights;
    }

    /** Weights and biases of their own, or a mirror's. */
    private double weights(Scenario.Pathway pathway) {
        if (pathway.tied()) {
            return weights(original(pathway));
        }
        if (!pathway.connect().hasWeights()) {
            return 0;
        }
        Connect connect = pathway.connect();
        Scenario.Population from = populations.get(pathway.from());
        Scenario.Population to = populations.get(pathway.to());
        if (connect.type() == Connect.Type.ALL_TO_ALL) {
            return (from.size() + 1.0) * to.size() * (to.gate().isPresent() ? 2 : 1);
        }
        double channels = scenario.shape(from).orElseThrow().channels();
        return (channels * connect.height() * connect.width() + 1)
                * scenario.shape(to).orElseThrow().channels();
    }

    /** The feedforward pathway against which a tied one runs. */
    private Scenario.Pathway original(Scenario.Pathway tied) {
        return scenario.feedforward().stream()
                .filter(pathway ->
                        pathway.from().equals(tied.to()) && pathway.to().equals(tied.from()))
                .findFirst()
                .orElseThrow();
    }

    /** How often each weight is used for a volley of all neurons: once, or once for each window. */
    private double uses(Scenario.Pathway pathway) {
        if (pathway.tied()) {
            return uses(original(pathway));
        }
        return switch (pathway.connect().type()) {
            case CONVOLUTION -> pixels(pathway.to());
            case TRANSPOSED_CONVOLUTION -> pixels(pathway.from());
            default -> 1;
        };
    }

    private double pixels(String population) {
        return scenario.shape(populations.get(population))
                .map(shape -> (double) shape.height() * shape.width())
                .orElseThrow();
    }

    private static int memories(Scenario.Optimizer optimizer) {
        return switch (optimizer.type()) {
            case SGD -> 1;
            case CENTRED_RMSPROP -> 3;
            case ADAM -> 2;
        };
    }

    private double lanes() {
        return scenario.train().batch() + EVALUATION_LANES;
    }

    /** Bytes of all neurons in one lane. */
    private double bytesOfLane() {
        double bytes = 0;
        for (Scenario.Population population : scenario.populations()) {
            double each = population.model() == Scenario.Model.SOURCE ? bytesOfInput() : bytesOfNeuron(population);
            bytes += each * population.size();
        }
        return bytes;
    }

    private double bytesOfInput() {
        if (scenario.timing().mode() == Scenario.Mode.ASYNCHRONOUS) {
            return 40;
        }
        if (scenario.learning().rule() == Scenario.Rule.AUTO_ENCODER) {
            return 45;
        }
        int cycles = scenario.timing().cycles();
        // Its mean and variate, the volley, and what the pathways remember of it for learning.
        return scenario.data().encoder().type().spikes() ? 12 : 16 + 4 * cycles;
    }

    private double bytesOfNeuron(Scenario.Population population) {
        double gates = population.gate().isPresent() ? 46 : 0;
        // A teaching signal for each cycle beyond the first, and who fired.
        double later = 5.0 * (scenario.timing().cycles() - 1);
        if (scenario.timing().mode() == Scenario.Mode.ASYNCHRONOUS) {
            return 62;
        }
        Scenario.Rule rule = scenario.learning().rule();
        if (rule.usesTargets()) {
            return (population.model().spikes() ? 52 : 80) + gates + 2 * later;
        }
        return rule.learnsFeedback() ? 74 + 2 * later : 33 + gates + later;
    }

    /** Messages on the edges of a graph, of which each weight is one, in each block. */
    private double bytesOfGraph(double weights) {
        if (scenario.learning().rule() != Scenario.Rule.MESSAGE_PASSING) {
            return 0;
        }
        // As many as threads, of which there are as many as processors unless somebody says otherwise.
        int threads = Runtime.getRuntime().availableProcessors();
        double blocks = LaneBlocks.count(scenario.train().batch(), threads) + 8;
        return weights * (92 * blocks + 90);
    }

    private double bytesOfData() {
        KnownDataset set = scenario.data().set();
        double image = set.inputs() + BYTES_BESIDE_IMAGE;
        // ImageSamples.occupied: two bytes a pixel, where half of the groups are black.
        double copies = scenario.data().encoder().type() == Scenario.EncoderType.BERNOULLI ? 2 : 1;
        return ((double) set.trainingSamples() + set.testSamples()) * image * copies;
    }

    private List<Estimate.Part> disk(double checkpoint) {
        double epochs = scenario.train().epochs();
        Checkpointing checkpointing = scenario.checkpoint();
        // Only epochs are so long that fewer may be written than are kept.
        double written = checkpointing.unit() == Checkpointing.Unit.EPOCHS
                ? Math.ceil(epochs / checkpointing.every())
                : Double.POSITIVE_INFINITY;
        // A new one is written before the oldest goes.
        double held = Math.min(written, checkpointing.keep() + 1.0);
        double spikes = scenario.record()
                .spikes()
                .map(wanted -> (wanted.lastSample() - wanted.firstSample() + 1.0)
                        * scenario.timing().cycles()
                        * wanted.formats().size()
                        * wanted.populations().stream()
                                .mapToDouble(name -> populations.get(name).size())
                                .sum())
                .orElse(0.0);
        return List.of(
                new Estimate.Part("checkpoints", checkpoint * held),
                new Estimate.Part("metrics", BYTES_OF_METRICS * epochs),
                // Half of the neurons in each volley, up and down.
                new Estimate.Part("recorded spikes", spikes * BYTES_A_LINE));
    }

    private double operations(double forward, double feedback, double remembered) {
        double epochs = scenario.train().epochs();
        double shown = (double) scenario.data().training() * scenario.timing().cycles();
        double batches =
                Math.ceil((double) scenario.data().training() / scenario.train().batch());
        int kinds = scenario.learning().feedback().isPresent() ? 2 : 1;
        // Up, down, and gathered into gradients.
        double learning = kinds * shown * (2 * forward + feedback) + kinds * batches * remembered;
        double evaluations = Math.ceil(epochs / scenario.evaluate().everyEpochs());
        double evaluated =
                (double) (scenario.data().validation() + scenario.data().set().testSamples())
                        * scenario.evaluate().passes()
                        * scenario.timing().cycles();
        double uses = scenario.timing().mode() == Scenario.Mode.ASYNCHRONOUS ? USES_WITHOUT_PHASES : 1;
        return uses * (epochs * learning + evaluations * evaluated * forward);
    }
}
