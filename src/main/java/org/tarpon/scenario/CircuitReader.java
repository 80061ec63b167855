package org.tarpon.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Parameters;
import org.tarpon.scenario.CircuitScenario.Pathway;
import org.tarpon.scenario.CircuitScenario.Population;
import org.tarpon.scenario.CircuitScenario.Recording;
import org.tarpon.scenario.Scenario.Expectation;

/** Makes a resolved scenario of asynchronous neurons that do not learn of a tree of nodes. */
final class CircuitReader {
    private static final int LARGEST_POPULATION = 10_000_000;

    private final Path folder;
    private final Problems problems;
    private final NeuronModels models = NeuronModels.load();
    private final Map<String, Population> populations = new LinkedHashMap<>();
    private final Map<String, Dynamics> dynamics = new LinkedHashMap<>();

    /** @param folder where files that the scenario names are looked for */
    CircuitReader(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** Whether a tree has {@code timing.mode: asynchronous} and no {@code learning}. */
    static boolean isCircuit(Node root) {
        Optional<Node> mode = value(root, "timing").flatMap(timing -> value(timing, "mode"));
        return mode.filter(node -> node instanceof ScalarNode word
                                && word.getValue().equals("asynchronous"))
                        .isPresent()
                && value(root, "learning").isEmpty();
    }

    private static Optional<Node> value(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(entry -> entry.getKeyNode() instanceof ScalarNode name
                            && name.getValue().equals(key))
                    .map(NodeTuple::getValueNode)
                    .findFirst();
        }
        return Optional.empty();
    }

    /** @throws InvalidScenarioException with all problems, if there are any */
    CircuitScenario read(Node node) throws InvalidScenarioException {
        Section root = new Section("", node, problems);
        root.required("tarpon", 1, Kinds.choice(Map.of("1", 1)));
        String name = root.required("name", "", Interpreter.NAME);
        long seed = root.optional("seed", 1L, Kinds.longInteger());
        Section timing = root.section("timing");
        timing.accept("mode");
        long warmUp = timing.optional("warm-up", 0L, Kinds.timeOrZero());
        long duration = timing.required("duration", 1_000_000L, Kinds.time());
        timing.close();
        populations(root.requiredSection("populations"));
        List<Pathway> pathways = pathways(root);
        Checkpointing checkpoint = Checkpointing.read(
                root.section("checkpoint"),
                new Checkpointing(600, Checkpointing.Unit.WALL_SECONDS, 2),
                EnumSet.of(Checkpointing.Unit.SIMULATED_NANOS, Checkpointing.Unit.WALL_SECONDS));
        CircuitRecordReader recorder = new CircuitRecordReader(dynamics, populations, duration, problems);
        Recording recording = recorder.read(root.section("record"));
        List<Expectation> expect = recorder.expectations(root, recording);
        root.close();
        problems.throwIfAny();
        return new CircuitScenario(
                name,
                seed,
                warmUp,
                duration,
                List.copyOf(populations.values()),
                pathways,
                checkpoint,
                recording,
                expect);
    }

    private void populations(Section section) {
        if (section.isPresent() && section.keys().isEmpty()) {
            problems.add(section.blame(""), "there are no populations", "at least one", "");
        }
        for (String name : List.copyOf(section.keys())) {
            Node key = section.keyNode(name);
            if (!NetworkReader.NAME.matcher(name).matches()) {
                String what = "a population cannot be called " + Words.quote(name);
                problems.add(key, what, "a letter, then letters, digits, `_` or `-`, at most 64 in all", "");
            }
            if (populations.size() == NetworkReader.MOST_POPULATIONS) {
                problems.add(key, "too many populations", "at most " + NetworkReader.MOST_POPULATIONS, "");
                return;
            }
            population(name, section.section(name));
        }
        section.close();
    }

    private void population(String name, Section section) {
        int size = section.required("size", 1, Kinds.integer(1, LARGEST_POPULATION));
        Map<String, String> known = new LinkedHashMap<>();
        models.names().forEach(model -> known.put(model, model));
        String model = section.required("model", null, Kinds.choice(known));
        // A stand-in keeps pathways and records from being blamed for what is wrong here.
        populations.put(name, new Population(name, size, "", Map.of()));
        if (model == null) {
            return;
        }
        int before = problems.count();
        Map<String, Double> values = new LinkedHashMap<>();
        models.parameters(model).forEach((parameter, unit) -> {
            Double value =
                    switch (unit) {
                        case TIME -> {
                            Long nanos = section.optional(parameter, null, Kinds.timeOrZero());
                            yield nanos == null ? null : nanos / 1e9;
                        }
                        case RATE -> section.optional(parameter, null, Kinds.rate());
                        case NUMBER -> section.optional(parameter, null, Kinds.anyNumber());
                    };
            if (value != null) {
                values.put(parameter, value);
            }
        });
        section.close();
        if (problems.count() > before) {
            return;
        }
        try {
            Parameters parameters = new Parameters(values);
            dynamics.put(name, models.create(model, parameters));
            populations.put(name, new Population(name, size, model, parameters.values()));
        } catch (IllegalArgumentException e) {
            // Messages about a parameter begin with its name.
            String first = e.getMessage().split(" ", 2)[0];
            problems.add(section.blame(first), "`populations." + name + "`: " + e.getMessage(), "", "");
        }
    }

    private List<Pathway> pathways(Section root) {
        List<Pathway> pathways = new ArrayList<>();
        Map<String, Section> places = new LinkedHashMap<>();
        for (Section section : root.list("pathways")) {
            int before = problems.count();
            if (!section.isPresent()) {
                continue;
            }
            Pathway pathway = new CircuitPathwayReader(section, populations, folder, problems).read();
            String place = pathway.from() + " -> " + pathway.to() + " " + pathway.compartment();
            if (places.putIfAbsent(place, section) != null && problems.count() == before) {
                problems.add(
                        section.blame("from"),
                        "`" + section.path("from") + "`: another pathway leads from `" + pathway.from()
                                + "` to the same place in `" + pathway.to() + "`",
                        "one pathway between two places",
                        "");
            }
            if (problems.count() == before) {
                pathways.add(pathway);
                check(pathway, section);
            }
        }
        if (dynamics.size() == populations.size() && !populations.isEmpty() && problems.count() == 0) {
            // Beyond what single pathways show: names, and the memory for all together.
            tryToBuild(List.copyOf(populations.values()), pathways, root.blame("populations"));
        }
        return pathways;
    }

    /** Tries a pathway with its ends alone, so that what is wrong with it stands where it does in the file. */
    private void check(Pathway pathway, Section section) {
        if (dynamics.containsKey(pathway.from()) && dynamics.containsKey(pathway.to())) {
            List<Population> ends = pathway.from().equals(pathway.to())
                    ? List.of(populations.get(pathway.from()))
                    : List.of(populations.get(pathway.from()), populations.get(pathway.to()));
            tryToBuild(ends, List.of(pathway), section.blame(""));
        }
    }

    private void tryToBuild(List<Population> ends, List<Pathway> pathways, Node blame) {
        try {
            CircuitScenario.circuit(ends, pathways);
        } catch (IllegalArgumentException e) {
            problems.add(blame, e.getMessage(), "", "");
        }
    }
}
