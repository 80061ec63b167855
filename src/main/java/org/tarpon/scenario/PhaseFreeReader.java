package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.tarpon.scenario.Scenario.Activation;
import org.tarpon.scenario.Scenario.Alternate;
import org.tarpon.scenario.Scenario.Data;
import org.tarpon.scenario.Scenario.Evaluate;
import org.tarpon.scenario.Scenario.Feedback;
import org.tarpon.scenario.Scenario.FeedbackLoss;
import org.tarpon.scenario.Scenario.Forward;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.LocalLoss;
import org.tarpon.scenario.Scenario.Message;
import org.tarpon.scenario.Scenario.Mode;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Noise;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.PhaseFree;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Recording;
import org.tarpon.scenario.Scenario.Rule;
import org.tarpon.scenario.Scenario.Sgd;
import org.tarpon.scenario.Scenario.Timing;
import org.tarpon.scenario.Scenario.WeightType;
import org.tarpon.scenario.Scenario.Weights;

/**
 * Reads what asynchronous timing needs: difference target propagation without phases, in a chain of stochastic binary
 * populations from a source to an output, with a second source, the label, beside the output.
 */
final class PhaseFreeReader {
    /** Filters much faster than updates would leave the range of a float between two changes of weights. */
    private static final int SHORTEST_FILTER = 20;

    private static final int MOST_UPDATES = 10_000;

    private static final Kind<Model> MODEL = Kinds.choice(ordered(Model.SOURCE, Model.STOCHASTIC_BINARY, Model::key));
    private static final Kind<Rule> RULE =
            Kinds.choice(Map.of(Rule.DIFFERENCE_TARGET_PROPAGATION.key(), Rule.DIFFERENCE_TARGET_PROPAGATION));
    private static final Pathway STAND_IN =
            new Pathway("", "", Weights.none(), NetworkReader.DEFAULT_DELAY, OptionalDouble.empty());

    private final Section root;
    private final Problems problems;
    private final Map<String, Section> places = new LinkedHashMap<>();
    private final List<Population> populations = new ArrayList<>();
    private final List<Section> upPlaces = new ArrayList<>();
    private final List<Section> downPlaces = new ArrayList<>();

    PhaseFreeReader(Section root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    private static Map<String, Model> ordered(Model first, Model second, Function<Model, String> key) {
        Map<String, Model> choices = new LinkedHashMap<>();
        choices.put(key.apply(first), first);
        choices.put(key.apply(second), second);
        return choices;
    }

    Scenario read(String name, long seed, Data data) {
        Section timing = root.section("timing");
        Section evaluation = root.section("evaluate");
        int before = problems.count();
        readPopulations(root.requiredSection("populations"));
        Section pathways = root.requiredSection("pathways");
        List<Pathway> up = pathways(pathways, "feedforward", upPlaces);
        List<Pathway> down = pathways(pathways, "feedback", downPlaces);
        pathways.close();
        boolean readable = problems.count() == before;
        List<String> chain = readable ? chain(pathways, up, down, data) : List.of();
        Kind<Long> time = Kinds.time();
        timing.required("mode", Mode.ASYNCHRONOUS, Kinds.word(Mode.class));
        long update = timing.optional("update", 10_000_000L, time);
        long filter = timing.optional("filter", update, time);
        long sourceUpdate = timing.optional("source-update", Math.max(1, update / 4), time);
        long presentation = timing.optional("presentation", 29 * update, time);
        long onset = timing.optional("label-onset", 8 * update, time);
        long offset = timing.optional("label-offset", 24 * update, time);
        timing.close();
        checkTimes(timing, update, filter, presentation);
        ordered(timing, "label-onset", onset, "label-offset", offset);
        ordered(timing, "label-offset", offset, "presentation", presentation + 1);
        long answer = evaluation.optional("presentation", 60 * update, time);
        long from = evaluation.optional("count-from", 10 * update, time);
        evaluation.optional("passes", 1, Kinds.integer(1, Integer.MAX_VALUE));
        evaluation.noteUnused("passes", "an image is shown once, for `evaluate.presentation`");
        int every = evaluation.optional("every", 1, Kinds.wholeEpochs());
        evaluation.refuse("average", "is for volley timing: weights are not averaged without phases");
        evaluation.close();
        ordered(evaluation, "count-from", from, "presentation", answer);
        checkLength(evaluation, update, answer);
        checkEncoder(data);
        Learning learning = learning(
                root.requiredSection("learning"),
                Math.max(0, chain.size() - 2),
                (anneal, steps, norm) ->
                        new PhaseFree(update, filter, sourceUpdate, onset, offset, answer, from, anneal, steps, norm));
        Scenario.Train train = new Interpreter(problems).train(root.requiredSection("train"), data);
        Checkpointing checkpoint = Checkpointing.read(
                root.section("checkpoint"), Checkpointing.ofEpochs(1, 2), EnumSet.allOf(Checkpointing.Unit.class));
        Section record = root.section("record");
        record.close();
        List<Expectation> expect = new ExpectReader(
                        populations,
                        Optional.of(down).filter(all -> readable),
                        learning,
                        data.validation(),
                        train.epochs(),
                        problems)
                .read(root, seed);
        root.close();
        return new Scenario(
                name,
                seed,
                data,
                new Timing(Mode.ASYNCHRONOUS, presentation, 1),
                populations,
                up,
                down,
                learning,
                train,
                new Evaluate(1, every, 1),
                checkpoint,
                new Recording(Optional.empty()),
                expect);
    }

    private void checkTimes(Section timing, long update, long filter, long presentation) {
        checkLength(timing, update, presentation);
        if (filter < update / SHORTEST_FILTER) {
            problems.addUnlessBlamed(
                    timing.blame("filter"),
                    "`timing.filter` is " + ScenarioWriter.time(filter) + ", too short for updates every "
                            + ScenarioWriter.time(update),
                    "at least a twentieth of `timing.update`",
                    "");
        }
    }

    private void checkLength(Section section, long update, long presentation) {
        if (presentation / MOST_UPDATES >= update) {
            problems.addUnlessBlamed(
                    section.isPresent() ? section.blame("presentation") : root.blame("timing"),
                    "a presentation of " + ScenarioWriter.time(presentation) + " is very long for updates every "
                            + ScenarioWriter.time(update),
                    "less than " + MOST_UPDATES + " times `timing.update`",
                    "");
        }
    }

    private void checkEncoder(Data data) {
        Scenario.EncoderType type = data.encoder().type();
        if (type != null && type != Scenario.EncoderType.BERNOULLI) {
            problems.addUnlessBlamed(
                    root.section("data").blame("encoder"),
                    type == Scenario.EncoderType.EVENTS
                            ? "encoder `" + type.key() + "` shows events cycle by cycle, and here there are no cycles"
                            : "encoder `" + type.key()
                                    + "` sends real numbers, but asynchronous neurons exchange spikes alone",
                    Scenario.EncoderType.BERNOULLI.key(),
                    Scenario.EncoderType.BERNOULLI.key());
        }
    }

    /** Of two times the first must be less. */
    private void ordered(Section section, String first, long earlier, String second, long later) {
        if (section.isPresent() && earlier >= later) {
            problems.addUnlessBlamed(
                    section.blame(section.has(first) ? first : second),
                    "`" + section.path(first) + "` is " + ScenarioWriter.time(earlier) + ", not before `"
                            + section.path(second) + "`",
                    "a time below it",
                    "");
        }
    }

    private void readPopulations(Section section) {
        for (String name : List.copyOf(section.names(NetworkReader.NAME))) {
            Section at = section.section(name);
            if (!NetworkReader.NAME.matcher(name).matches()) {
                problems.add(
                        section.keyNode(name),
                        "a population cannot be called " + Words.quote(name),
                        "a letter, then letters, digits, `_` or `-`, at most 64 in all",
                        "");
            }
            int size = at.required("size", 1, Kinds.integer(1, 60_000));
            Model model = at.required("model", Model.STOCHASTIC_BINARY, MODEL);
            at.optional("repeat", 1, Stacks.TIMES);
            at.refuse(
                    PopulationReader.HOMEOSTASIS,
                    "counts the spikes of mini-batches, which asynchronous timing does not have");
            at.close();
            places.put(name, at);
            populations.add(new Population(name, size, model));
        }
    }

    private List<Pathway> pathways(Section section, String direction, List<Section> at) {
        section.require(direction, "a list of pathways");
        at.addAll(section.list(direction));
        return at.stream().map(this::pathway).toList();
    }

    private Pathway pathway(Section at) {
        int before = problems.count();
        Kind<String> population = Kinds.choice(names()).generally("the name of a population", Kinds.populationName());
        String from = at.required("from", "", population);
        String to = at.required("to", "", population);
        Section connect = at.typedSection("connect");
        connect.optional(
                "type",
                Connect.Type.ALL_TO_ALL,
                Kinds.choice(Map.of(Connect.Type.ALL_TO_ALL.key(), Connect.Type.ALL_TO_ALL)));
        connect.close();
        long delay = at.optional("delay", NetworkReader.DEFAULT_DELAY, Kinds.time());
        boolean weighted = at.has("weights");
        Weights weights = weighted ? NetworkReader.weights(at.typedSection("weights")) : Weights.none();
        at.accept("weights");
        Double rate = at.optional("rate", null, Kinds.notNegativeFloat());
        at.close();
        if (weights.type() == WeightType.TIED) {
            problems.addUnlessBlamed(
                    at.blame("weights"), "tied weights have no place without phases", "weights of its own", "");
        }
        OptionalDouble own = rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
        return problems.count() > before ? STAND_IN : new Pathway(from, to, weights, delay, own);
    }

    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        populations.forEach(population -> names.put(population.name(), population.name()));
        return names;
    }

    /** The populations from the source to the output, if the pathways make such a chain; else says what is wrong. */
    private List<String> chain(Section pathways, List<Pathway> up, List<Pathway> down, Data data) {
        List<String> sources = populations.stream()
                .filter(population -> population.model() == Model.SOURCE)
                .map(Population::name)
                .toList();
        if (sources.size() != 2) {
            problems.add(
                    root.blame("populations"),
                    "populations of model `source`: " + (sources.isEmpty() ? "none" : String.join(", ", sources)),
                    "two: the first shows the images, the second the labels",
                    "");
            return List.of();
        }
        List<String> chain = new ArrayList<>(List.of(sources.get(0)));
        String label = sources.get(1);
        for (Optional<Pathway> next = from(up, sources.get(0));
                next.isPresent() && chain.size() <= populations.size();
                next = from(up, chain.get(chain.size() - 1))) {
            chain.add(next.get().to());
        }
        String output = chain.get(chain.size() - 1);
        boolean whole = chain.size() == populations.size() - 1
                && up.size() == chain.size()
                && chain.stream().distinct().count() == chain.size()
                && from(up, label).filter(p -> p.to().equals(output)).isPresent();
        if (!whole || chain.size() < 3) {
            problems.add(
                    pathways.blame("feedforward"),
                    "the feedforward pathways make no chain",
                    "one from each population to the next, from `" + sources.get(0)
                            + "` over at least one hidden population to the output, and one from `" + label
                            + "` to the output",
                    "");
            return List.of();
        }
        checkFeedback(pathways, chain, down);
        checkWeights(up, upPlaces, label);
        checkWeights(down, downPlaces, "");
        checkSizes(data, sources, output);
        return chain;
    }

    private static Optional<Pathway> from(List<Pathway> pathways, String name) {
        return pathways.stream().filter(pathway -> pathway.from().equals(name)).findFirst();
    }

    private void checkFeedback(Section pathways, List<String> chain, List<Pathway> down) {
        boolean whole = down.size() == chain.size() - 2;
        for (int i = 1; i < chain.size() - 1; i++) {
            String below = chain.get(i);
            String above = chain.get(i + 1);
            whole &= down.stream().anyMatch(p -> p.from().equals(above) && p.to().equals(below));
        }
        if (!whole) {
            problems.add(
                    pathways.blame("feedback"),
                    "the feedback pathways do not run against the feedforward ones",
                    "one into each hidden population, from the population that it feeds",
                    "");
        }
    }

    /** Exactly the label's weights are not the file's: each of its neurons excites those of its class and inhibits the others. */
    private void checkWeights(List<Pathway> pathways, List<Section> at, String label) {
        for (int i = 0; i < pathways.size(); i++) {
            if (pathways.get(i).from().equals(label)) {
                at.get(i).refuse("weights", "has no place: the weights of the label are fixed");
                at.get(i).refuse("rate", "has no place: the weights of the label are fixed");
            } else {
                at.get(i).require("weights", "a type of weights");
            }
        }
    }

    private void checkSizes(Data data, List<String> sources, String output) {
        if (data.set() == null) {
            return;
        }
        int inputs = data.set().inputs();
        int classes = data.set().classes();
        checkSize(sources.get(0), size -> size == inputs, inputs + " inputs", String.valueOf(inputs), data);
        checkSize(sources.get(1), size -> size == classes, classes + " classes", String.valueOf(classes), data);
        checkSize(output, size -> size % classes == 0, classes + " classes", "a multiple of " + classes, data);
    }

    private void checkSize(String name, IntPredicate fits, String things, String allowed, Data data) {
        int found = populations.stream()
                .filter(population -> population.name().equals(name))
                .findFirst()
                .orElseThrow()
                .size();
        if (!fits.test(found)) {
            problems.addUnlessBlamed(
                    places.get(name).blame("size"),
                    "`" + name + "` has " + found + " neurons, but `"
                            + data.set().key() + "` has " + things,
                    allowed,
                    "");
        }
    }

    /** Makes the record of what the other sections said. */
    @FunctionalInterface
    private interface Completed {
        PhaseFree with(double anneal, List<Double> targetSteps, boolean keepNorm);
    }

    private Learning learning(Section section, int hidden, Completed completed) {
        Rule rule = section.required("rule", Rule.DIFFERENCE_TARGET_PROPAGATION, RULE);
        int before = problems.count();
        section.require("target-steps", "a list of numbers above 0, one for each hidden population from below");
        List<Double> steps = List.copyOf(
                section.values("target-steps", Kinds.positiveFloat()).values());
        if (problems.count() == before && hidden > 0 && steps.size() != hidden) {
            problems.addUnlessBlamed(
                    section.blame("target-steps"),
                    "`learning.target-steps` has length " + steps.size() + ", but hidden populations: " + hidden,
                    "one for each, from below",
                    "");
        }
        double anneal = section.optional("anneal", 0.0, Kinds.notNegativeFloat());
        Section forward = section.requiredSection("forward");
        double rate = forward.required("rate", 1.0, Kinds.notNegativeFloat());
        forward.close();
        Section feedback = section.requiredSection("feedback");
        double feedbackRate = feedback.required("rate", 1.0, Kinds.notNegativeFloat());
        double decay = feedback.optional("weight-decay", 0.0, Kinds.notNegativeFloat());
        boolean norm = feedback.optional("keep-norm", false, Kinds.yesOrNo());
        feedback.close();
        section.close();
        return new Learning(
                rule,
                OptionalDouble.empty(),
                Optional.of(Message.COUPLED_SPIKE),
                1,
                new Forward(new Sgd(rate, 0, 1, 0), Optional.of(LocalLoss.CROSS_ENTROPY)),
                Optional.of(new Feedback(
                        new Sgd(feedbackRate, 0, 1, decay),
                        FeedbackLoss.INVERSE,
                        Activation.SIGMOID,
                        new Noise(0, 1),
                        Alternate.BATCH)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(completed.with(anneal, steps, norm)));
    }
}
