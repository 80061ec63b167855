package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.tarpon.data.KnownDataset;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.WeightType;
import org.tarpon.scenario.Scenario.Weights;

/** Reads the populations and pathways of a file, each by itself; {@link Wiring} judges what they make together. */
final class NetworkReader {
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Instead of a list of feedback pathways: those that the rule needs. */
    private static final String BY_RULE = "by-rule";

    private static final int LARGEST_POPULATION = 1_000_000;
    static final int MOST_POPULATIONS = 1_000;
    static final long DEFAULT_DELAY = 1_000_000;

    static final Kind<String> POPULATION =
            new Kind<>("the name of a population", ScalarNode::getValue, Kinds.populationName());

    /** A population and where it stands; its model is null where the file's could not be read. */
    record Placed(Population population, Section at, Node key) {}

    /** A pathway and where it stands; its ends are empty where the file's could not be read. */
    record Drawn(Pathway pathway, Section at) {
        String arrow() {
            return "`" + pathway.from() + " -> " + pathway.to() + "`";
        }
    }

    /**
     * What the file says of the network.
     *
     * @param feedbackByRule whether all feedback pathways are left to the rule
     * @param readable whether all of the populations and feedforward pathways could be read
     */
    record Draft(
            Map<String, Placed> populations,
            List<Drawn> feedforward,
            List<Drawn> feedback,
            boolean feedbackByRule,
            Optional<Node> section,
            boolean readable) {
        List<Population> plainPopulations() {
            return populations.values().stream().map(Placed::population).toList();
        }

        /** Of the population with the name; empty if there is none, or its model could not be read. */
        Optional<Model> model(String name) {
            return Optional.ofNullable(populations.get(name))
                    .map(placed -> placed.population().model());
        }

        /** Whether the population meets the label: its model can be an output's, and it feeds no other. */
        boolean isOutput(String name) {
            return model(name).filter(Model::canBeOutput).isPresent()
                    && (!model(name).orElseThrow().canBeHidden() || feedsNone(name));
        }

        /** Whether the population is neither the source nor the output. */
        boolean isHidden(String name) {
            return model(name).filter(Model::canBeHidden).isPresent() && !isOutput(name);
        }

        private boolean feedsNone(String name) {
            return feedforward.stream()
                    .noneMatch(drawn -> drawn.pathway().from().equals(name));
        }
    }

    private static final Kind<WeightType> WEIGHT_TYPE = Kinds.choice(Arrays.stream(WeightType.values())
            .filter(type -> type != WeightType.NONE)
            .collect(Collectors.toMap(WeightType::key, Function.identity(), (a, b) -> a, LinkedHashMap::new)));

    private final Problems problems;
    private final ConnectReader connects;
    private final Kind<Model> models = Plugins.model();

    NetworkReader(Problems problems) {
        this.problems = problems;
        this.connects = new ConnectReader(problems);
    }

    Draft read(Section root) {
        int before = problems.count();
        Section section = root.requiredSection("populations");
        Map<String, Placed> populations = populations(section);
        Section pathways = root.requiredSection("pathways");
        pathways.require("feedforward", "a list of pathways");
        List<Drawn> feedforward = pathways(pathways.list("feedforward"), false, List.of());
        boolean readable = section.isPresent() && problems.count() == before;
        boolean byRule = pathways.isWord("feedback", BY_RULE);
        List<Drawn> feedback = byRule ? List.of() : pathways(pathways.list("feedback"), true, feedforward);
        pathways.close();
        Optional<Node> blame = section.isPresent() ? Optional.of(root.blame("populations")) : Optional.empty();
        return new Draft(populations, feedforward, feedback, byRule, blame, readable);
    }

    private Map<String, Placed> populations(Section section) {
        Map<String, Placed> populations = new LinkedHashMap<>();
        for (String name : List.copyOf(section.names(NAME))) {
            Node key = section.keyNode(name);
            if (!NAME.matcher(name).matches()) {
                String what = "a population cannot be called " + Words.quote(name);
                problems.add(key, what, "a letter, then letters, digits, `_` or `-`, at most 64 in all", "");
            }
            Section at = section.section(name);
            populations.put(name, new Placed(new PopulationReader(at, models, connects, problems).read(name), at, key));
            if (populations.size() == MOST_POPULATIONS + 1) {
                problems.add(key, "too many populations", "at most " + MOST_POPULATIONS, "");
            }
        }
        return populations;
    }

    /** Sizes at both ends of the network are the data set's. */
    void checkSizes(Draft draft, KnownDataset set) {
        for (Placed placed : draft.populations().values()) {
            Population population = placed.population();
            if (population.model() == Model.SOURCE) {
                checkSize(placed, set.inputs(), "inputs", set);
            } else if (population.tree().isPresent()) {
                Node whole = placed.at().blame("tree");
                TreeReader reader = new TreeReader(placed.at().path("tree"), problems);
                reader.read(whole);
                reader.checkClasses(set.classes(), set.key(), whole);
            } else if (draft.isOutput(population.name()) && population.model() != Model.HIERARCHICAL_SOFTMAX) {
                checkSize(placed, set.classes(), "classes", set);
            }
        }
    }

    private void checkSize(Placed placed, int size, String things, KnownDataset set) {
        Population population = placed.population();
        String key = placed.at().has("shape") ? "shape" : "size";
        if (placed.at().has(key) && population.size() != size) {
            problems.addUnlessBlamed(
                    placed.at().blame(key),
                    "`" + population.name() + "` has " + population.size() + " neurons, but `" + set.key() + "` has "
                            + size + " " + things,
                    String.valueOf(size),
                    "");
        }
    }

    /** @param counterparts against which these may run, and whose connections they have unless they say otherwise */
    private List<Drawn> pathways(List<Section> sections, boolean down, List<Drawn> counterparts) {
        List<Drawn> pathways = new ArrayList<>();
        for (Section at : sections) {
            String from = at.required("from", "", POPULATION);
            String to = at.required("to", "", POPULATION);
            Connect fallback = counterparts.stream()
                    .map(Drawn::pathway)
                    .filter(up -> up.from().equals(to) && up.to().equals(from))
                    .findFirst()
                    .map(up -> up.connect().against())
                    .orElse(Connect.allToAll());
            Connect connect = connects.connect(at, fallback);
            if (down && !connect.hasWeights()) {
                problems.add(
                        at.blame("connect"),
                        "feedback pathway `" + from + " -> " + to + "` has "
                                + connect.type().key() + " connections, which have no weights",
                        "weights of its own, or `weights: tied` without `connect`",
                        "");
            }
            Weights weights = connect.hasWeights() ? ownOrTied(at) : none(at, connect);
            long delay = at.optional("delay", DEFAULT_DELAY, Kinds.time());
            if (weights.type() == WeightType.TIED) {
                at.refuse("connect", "has no place: tied feedback runs against its feedforward pathway");
                at.refuse("rate", "has no place: tied weights are learned by their feedforward pathway");
                connect = Connect.allToAll();
            }
            Double rate = at.optional("rate", null, Kinds.notNegativeFloat());
            at.close();
            OptionalDouble own = rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
            pathways.add(new Drawn(new Pathway(from, to, connect, weights, delay, own), at));
        }
        return pathways;
    }

    private static Weights ownOrTied(Section at) {
        at.require("weights", "a type of weights");
        return weights(at.typedSection("weights"));
    }

    private static Weights none(Section at, Connect connect) {
        for (String key : List.of("weights", "rate")) {
            at.refuse(key, "has no place: " + connect.type().key() + " connections have no weights");
            at.accept(key);
        }
        return Weights.none();
    }

    static Weights weights(Section section) {
        WeightType type = section.required("type", null, WEIGHT_TYPE);
        if (type == null) {
            // Nothing can be said of parameters whose type is not known.
            return new Weights(WeightType.CONSTANT, 0, 0, 0, 0);
        }
        double gain = 0;
        double mean = 0;
        double deviation = 0;
        double value = 0;
        switch (type) {
            case GLOROT_UNIFORM, HE_NORMAL, ORTHOGONAL -> gain = section.optional("gain", 1.0, Kinds.positiveFloat());
            case NORMAL -> {
                mean = section.optional("mean", 0.0, Kinds.anyFloat());
                deviation = section.required("deviation", 1.0, Kinds.positiveFloat());
            }
            case CONSTANT -> value = section.required("value", 0.0, Kinds.anyFloat());
            case TIED, NONE -> {}
        }
        section.close();
        return new Weights(type, gain, mean, deviation, value);
    }
}
