package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.tarpon.data.KnownDataset;
import org.tarpon.extension.Extensions;
import org.tarpon.extension.RecorderProvider;
import org.tarpon.format.SpikeFormat;
import org.tarpon.scenario.NetworkReader.Draft;
import org.tarpon.scenario.NetworkReader.Drawn;
import org.tarpon.scenario.Scenario.Data;
import org.tarpon.scenario.Scenario.Encoder;
import org.tarpon.scenario.Scenario.EncoderType;
import org.tarpon.scenario.Scenario.Evaluate;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.Mode;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Recorder;
import org.tarpon.scenario.Scenario.Recording;
import org.tarpon.scenario.Scenario.Rule;
import org.tarpon.scenario.Scenario.Spikes;
import org.tarpon.scenario.Scenario.Timing;
import org.tarpon.scenario.Scenario.Train;

/** Makes a resolved scenario of a tree of nodes, section by section. */
final class Interpreter {
    private static final int MANY = Integer.MAX_VALUE;

    /** Names of checkpoints have room for nine digits, and every presentation of a run has a number of 64 bits. */
    private static final int MOST_EPOCHS = 999_999_999;

    private static final int MOST_PASSES = 100_000;

    static final Kind<String> NAME = Kinds.text(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
            "at most 100 letters, digits, `.`, `_` and `-`, the first a letter or digit",
            name -> name.strip().replaceAll("[^A-Za-z0-9._-]+", "-"));
    private final Problems problems;

    Interpreter(Problems problems) {
        this.problems = problems;
    }

    /** The scenario; not to be used if there were problems, since stand-ins fill the gaps. */
    Scenario interpret(Node node) {
        Section root = new Section("", node, problems);
        root.required("tarpon", 1, Kinds.choice(Map.of("1", 1)));
        String name = root.required("name", "", NAME);
        long seed = root.optional("seed", 1L, Kinds.longInteger());
        Section dataSection = root.requiredSection("data");
        Optional<KnownDataset> set = Optional.ofNullable(dataSection.required("set", null, Kinds.dataSet()));
        Data data = data(dataSection, set);
        Section timingSection = root.section("timing");
        if (timingSection.isWord("mode", Mode.ASYNCHRONOUS.key())) {
            return new PhaseFreeReader(root, problems).read(name, seed, data);
        }
        Timing timing = timing(timingSection);
        if (data.encoder().type() == EncoderType.EVENTS && 8 % timing.cycles() != 0) {
            problems.addUnlessBlamed(
                    timingSection.blame("cycles"),
                    "events are kept in 8 shares of a recording, which " + timing.cycles()
                            + " cycles cannot show alike",
                    "1, 2, 4 or 8",
                    "");
        }

        LearningReader learningReader = new LearningReader(root, problems);
        int before = problems.count();
        NetworkReader reader = new NetworkReader(problems);
        Draft draft = reader.read(root);
        Optional<EncoderType> encoder = Optional.ofNullable(data.encoder().type());
        new WiringCheck(draft, learningReader.rule(), encoder, problems).check();
        boolean sound = problems.count() == before && draft.section().isPresent();
        if (sound) {
            new ShapeCheck(draft, set, problems).check();
        }
        set.ifPresent(known -> reader.checkSizes(draft, known));
        List<Pathway> feedforward =
                draft.feedforward().stream().map(Drawn::pathway).toList();

        Optional<List<Pathway>> feedback = Optional.empty();
        if (sound && learningReader.rule().isPresent()) {
            feedback = complete(draft, learningReader);
            feedback.ifPresent(complete -> checkCycle(
                    timing,
                    timingSection.isPresent() ? timingSection.blame("cycle") : root.blame("timing"),
                    Completion.roundTripNanos(feedforward, complete)));
        }
        learningReader.rule().ifPresent(rule -> checkSamples(rule, data, dataSection));
        LearningCheck learningCheck = new LearningCheck(draft, feedback.orElse(List.of()), problems);
        Learning learning = learningReader.read(feedback, learningCheck.hasDeterministic());
        learningCheck.check(learning, root.section("learning"));

        Train train = train(root.requiredSection("train"), data);
        Evaluate evaluate = evaluate(root.section("evaluate"));
        Checkpointing checkpoint = Checkpointing.read(
                root.section("checkpoint"),
                Checkpointing.ofEpochs(1, 2),
                EnumSet.complementOf(EnumSet.of(Checkpointing.Unit.SIMULATED_NANOS)));
        Recording recording = recording(root.section("record"), draft, set);
        List<Expectation> expect = new ExpectReader(
                        draft.plainPopulations(), feedback, learning, data.validation(), train.epochs(), problems)
                .read(root, seed);
        root.close();
        return new Scenario(
                name,
                seed,
                data,
                timing,
                draft.plainPopulations(),
                feedforward,
                feedback.orElse(List.of()),
                learning,
                train,
                evaluate,
                checkpoint,
                recording,
                expect);
    }

    private Optional<List<Pathway>> complete(Draft draft, LearningReader learning) {
        int before = problems.count();
        List<Pathway> feedback = new Completion(draft, learning.rule().orElseThrow(), problems).feedback();
        return Optional.of(feedback).filter(complete -> problems.count() == before);
    }

    private Data data(Section section, Optional<KnownDataset> set) {
        int all = set.map(KnownDataset::trainingSamples).orElse(MANY);
        int validation = section.optional("validation", 0, Kinds.integer(0, all - 1));
        int training = section.optional("training", all - validation, Kinds.integer(1, all));
        if (set.isPresent() && (long) training + validation > all) {
            problems.addUnlessBlamed(
                    section.blame("training"),
                    training + " training and " + validation + " validation samples are more than the " + all + " of `"
                            + set.get().key() + "`",
                    "at most " + (all - validation) + " for training",
                    String.valueOf(all - validation));
        }
        Section encoder = section.typedSection("encoder");
        boolean events = set.filter(KnownDataset::events).isPresent();
        EncoderType fallback = encoder.has("type") ? null : events ? EncoderType.EVENTS : EncoderType.BERNOULLI;
        EncoderType type = encoder.optional("type", fallback, Plugins.encoder());
        double noise = 0;
        if (type == EncoderType.GAUSSIAN) {
            noise = encoder.optional("noise", 0.3, Kinds.notNegativeFloat());
        } else if (type == null) {
            encoder.accept("noise");
            ExtensionReader.acceptAny(encoder, Plugins.encoders());
        } else {
            encoder.refuse("noise", "is a parameter of encoder `gaussian`, not of `" + type.key() + "`");
        }
        if (type != null && type.extension().isPresent()) {
            Map<String, Double> parameters =
                    ExtensionReader.parameters(encoder, Plugins.encoders(), type.key(), problems);
            type = new EncoderType(type.key(), type.spikes(), Optional.of(parameters));
        }
        if (type != null && set.isPresent() && events != (type == EncoderType.EVENTS)) {
            problems.addUnlessBlamed(
                    encoder.blame("type"),
                    "encoder `" + type.key() + "` does not go with `"
                            + set.get().key() + "`, whose samples are " + (events ? "events" : "images"),
                    events ? EncoderType.EVENTS.key() : "bernoulli, analog, gaussian",
                    events ? EncoderType.EVENTS.key() : EncoderType.BERNOULLI.key());
        }
        encoder.close();
        section.close();
        return new Data(set.orElse(null), training, validation, new Encoder(type, noise));
    }

    private void checkSamples(Rule rule, Data data, Section section) {
        if (rule == Rule.AUTO_ENCODER && data.set() != null && data.set().events()) {
            problems.addUnlessBlamed(
                    section.blame("set"),
                    "rule `" + rule.key() + "` infers and completes images, and the samples of `"
                            + data.set().key() + "` are events",
                    "a data set of images",
                    "");
        }
        if (rule == Rule.AUTO_ENCODER && data.training() < 2) {
            problems.addUnlessBlamed(
                    section.blame("training"),
                    "rule `" + rule.key() + "` generates from the covariance of what it infers, which one training"
                            + " sample does not have",
                    "2 or more",
                    "");
        }
    }

    private static Timing timing(Section section) {
        Mode mode = section.optional("mode", Mode.VOLLEY, Kinds.word(Mode.class));
        long cycle = section.optional("cycle", 25_000_000L, Kinds.time());
        int cycles = section.optional("cycles", 1, Kinds.integer(1, 64));
        section.close();
        return new Timing(mode, cycle, cycles);
    }

    private void checkCycle(Timing timing, Node blame, long roundTrip) {
        if (timing.cycleNanos() < roundTrip) {
            String needed = ScenarioWriter.time(roundTrip);
            problems.addUnlessBlamed(
                    blame,
                    "the cycle of " + ScenarioWriter.time(timing.cycleNanos()) + " is shorter than the round trip of "
                            + needed + " up and down the network",
                    needed + " or more",
                    needed);
        }
    }

    Train train(Section section, Data data) {
        int epochs = section.required("epochs", 1, Kinds.integer(1, MOST_EPOCHS));
        int batch = section.required("batch", 1, Kinds.integer(1, MANY));
        section.close();
        if (batch > data.training()) {
            problems.addUnlessBlamed(
                    section.blame("batch"),
                    "a batch of " + batch + " is more than the " + data.training() + " training samples",
                    "a whole number from 1 to " + data.training(),
                    "");
        }
        return new Train(epochs, batch);
    }

    private static Evaluate evaluate(Section section) {
        int passes = section.optional("passes", 20, Kinds.integer(1, MOST_PASSES));
        int every = section.optional("every", 1, Kinds.wholeEpochs());
        int average = section.optional("average", 1, Kinds.wholeEpochs());
        section.close();
        return new Evaluate(passes, every, average);
    }

    private Recording recording(Section section, Draft draft, Optional<KnownDataset> set) {
        Section spikes = section.section("spikes");
        List<Recorder> recorders = recorders(section, set);
        Set<SpikeFormat> formats = SpikeFormats.read(section, spikes.isPresent(), problems);
        section.close();
        if (!spikes.isPresent()) {
            return new Recording(Optional.empty(), recorders);
        }
        spikes.require("populations", "a list of populations");
        List<String> names = new ArrayList<>();
        spikes.values("populations", NetworkReader.POPULATION).forEach((node, name) -> {
            checkSpiking(node, name, draft);
            if (names.contains(name)) {
                problems.add(node, Words.quote(name) + " is listed twice", "each population once", "");
            }
            names.add(name);
        });
        int[] samples = samples(spikes, set);
        spikes.close();
        return new Recording(Optional.of(new Spikes(names, samples[0], samples[1], formats)), recorders);
    }

    private static int[] samples(Section section, Optional<KnownDataset> set) {
        int available = set.map(KnownDataset::testSamples).orElse(MANY);
        return section.required("samples", new int[] {0, 0}, Kinds.samples(available));
    }

    private List<Recorder> recorders(Section record, Optional<KnownDataset> set) {
        List<Recorder> recorders = new ArrayList<>();
        for (Section section : record.list("recorders")) {
            Extensions<RecorderProvider> known = Plugins.recorders();
            String type = section.required("type", null, Plugins.recorder());
            int[] samples = samples(section, set);
            Map<String, Double> parameters = Map.of();
            if (type == null) {
                ExtensionReader.acceptAny(section, known);
            } else {
                parameters = ExtensionReader.parameters(section, known, type, problems);
            }
            section.close();
            if (recorders.stream().anyMatch(other -> other.type().equals(type))) {
                problems.add(section.blame("type"), "a second recorder " + Words.quote(type), "one of each", "");
            }
            recorders.add(new Recorder(type, parameters, samples[0], samples[1]));
        }
        return recorders;
    }

    private void checkSpiking(Node node, String name, Draft draft) {
        List<String> spiking = draft.populations().keySet().stream()
                .filter(known ->
                        draft.model(known).filter(model -> !model.spikes()).isEmpty())
                .toList();
        if (!draft.populations().containsKey(name)) {
            problems.add(
                    node,
                    "no population is called " + Words.quote(name),
                    Words.list(spiking),
                    Words.nearest(name, spiking));
        } else if (!spiking.contains(name)) {
            problems.add(
                    node,
                    "`" + name + "` sends " + draft.model(name).orElseThrow().sends() + " and does not spike",
                    Words.list(spiking),
                    "");
        }
    }
}
