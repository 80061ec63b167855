package org.tarpon.scenario;

import java.util.Optional;
import org.tarpon.scenario.Scenario.Branch;
import org.tarpon.scenario.Scenario.Gate;
import org.tarpon.scenario.Scenario.Homeostasis;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Transform;

/** Reads one population: its size in one of three ways, its model, and what only some models have. */
final class PopulationReader {
    private static final int LARGEST = 1_000_000;

    static final String HOMEOSTASIS = "homeostasis";
    private static final Kind<Double> RATE =
            Kinds.floatNumber("spikes of a neuron a presentation, above 0 and below 1", Interval.open(0, 1));

    private final Section at;
    private final Kind<Model> models;
    private final ConnectReader connects;
    private final Problems problems;

    PopulationReader(Section at, Kind<Model> models, ConnectReader connects, Problems problems) {
        this.at = at;
        this.models = models;
        this.connects = connects;
        this.problems = problems;
    }

    Population read(String name) {
        Model model = at.required("model", null, models);
        if (model == Model.HIERARCHICAL_SOFTMAX) {
            at.refuse("shape", "has no place: the tree gives the number of neurons");
        }
        Optional<Shape> shape = shape();
        Optional<Branch> tree = tree(model);
        Optional<Gate> gate = gate(model);
        Optional<Homeostasis> homeostasis = homeostasis(model);
        int size = size(model, shape, tree);
        if (model == null) {
            ExtensionReader.acceptAny(at, Plugins.neurons());
        } else if (model.extension().isPresent()) {
            model = new Model(
                    model.key(),
                    model.traits(),
                    Optional.of(ExtensionReader.parameters(at, Plugins.neurons(), model.key(), problems)));
        }
        // Stacks are written out before they come here.
        at.optional("repeat", 1, Stacks.TIMES);
        at.close();
        return new Population(name, size, model, shape, gate, tree, homeostasis);
    }

    private Optional<Shape> shape() {
        at.accept("shape");
        if (!at.has("shape")) {
            return Optional.empty();
        }
        at.refuse("size", "has no place: `shape` gives the number of neurons");
        at.accept("size");
        return connects.shape(at, LARGEST);
    }

    private int size(Model model, Optional<Shape> shape, Optional<Branch> tree) {
        if (at.has("shape")) {
            return shape.map(Shape::size).orElse(1);
        }
        return model == Model.HIERARCHICAL_SOFTMAX ? edges(tree) : at.required("size", 1, Kinds.integer(1, LARGEST));
    }

    private Optional<Branch> tree(Model model) {
        at.accept("tree", TreeReader.ALLOWED, TreeReader.SCHEMA);
        if (model == Model.HIERARCHICAL_SOFTMAX) {
            at.require("tree", "lists of classes and of further lists, such as `[[0, 1], [2, 3, 4]]`");
            return at.has("tree") ? new TreeReader(at.path("tree"), problems).read(at.blame("tree")) : Optional.empty();
        }
        if (model != null) {
            at.refuse("tree", "is for the model `hierarchical-softmax`, not for `" + model.key() + "`");
        }
        return Optional.empty();
    }

    private Optional<Homeostasis> homeostasis(Model model) {
        if (model != null && model != Model.STOCHASTIC_BINARY) {
            at.refuse(
                    HOMEOSTASIS,
                    "shifts the biases of neurons that fire or do not, of model `stochastic-binary`, not of `"
                            + model.key() + "`");
        }
        Section section = at.section(HOMEOSTASIS);
        if (!section.isPresent()) {
            return Optional.empty();
        }
        double rate = section.required("rate", 0.5, RATE);
        double strength = section.optional("strength", 1.0, Kinds.positiveFloat());
        section.close();
        return Optional.of(new Homeostasis(rate, strength));
    }

    /** The neurons of a hierarchical softmax: one for each edge, whether the file says so or not. */
    private int edges(Optional<Branch> tree) {
        int edges = tree.map(Branch::edges).orElse(1);
        int size = at.optional("size", edges, Kinds.integer(1, LARGEST));
        if (tree.isPresent() && size != edges) {
            problems.addUnlessBlamed(
                    at.blame("size"),
                    "the tree has " + edges + " edges, one for each neuron, and not " + size,
                    edges + ", or no size",
                    String.valueOf(edges));
        }
        return edges;
    }

    private Optional<Gate> gate(Model model) {
        if (model == null) {
            at.accept("transform");
            at.accept("gate-bias");
            return Optional.empty();
        }
        if (model != Model.HIGHWAY) {
            at.refuse("transform", "is a parameter of model `highway`, not of `" + model.key() + "`");
        }
        if (!model.hasGates()) {
            at.refuse(
                    "gate-bias",
                    "is a parameter of models `highway` and `stochastic-highway`, not of `" + model.key() + "`");
            return Optional.empty();
        }
        Transform transform = model == Model.HIGHWAY
                ? at.optional("transform", Transform.RELU, Kinds.word(Transform.class))
                : Transform.SIGMOID;
        return Optional.of(new Gate(transform, at.optional("gate-bias", -2.0, Kinds.anyFloat())));
    }
}
