package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.tarpon.data.KnownDataset;
import org.tarpon.neuron.Dynamics;
import org.tarpon.scenario.CircuitScenario.Pathway;
import org.tarpon.scenario.CircuitScenario.Population;
import org.tarpon.scenario.CircuitScenario.Recording;

/** Makes a resolved scenario of asynchronous neurons that do not learn of a tree of nodes. */
final class CircuitReader {
    private final NamedFiles files;
    private final Problems problems;
    private final Map<String, Population> populations = new LinkedHashMap<>();
    private final Map<String, Dynamics> dynamics = new LinkedHashMap<>();

    /** @param files where files that the scenario names are looked for */
    CircuitReader(NamedFiles files, Problems problems) {
        this.files = files;
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

    static Optional<Node> value(Node node, String key) {
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
        Optional<KnownDataset> data = data(root);
        populations(root.requiredSection("populations"), new CircuitPopulationReader(data, files, problems));
        List<Pathway> pathways = pathways(root);
        Checkpointing checkpoint = Checkpointing.read(
                root.section("checkpoint"),
                new Checkpointing(600, Checkpointing.Unit.WALL_SECONDS, 2),
                EnumSet.of(Checkpointing.Unit.SIMULATED_NANOS, Checkpointing.Unit.WALL_SECONDS));
        CircuitRecordReader recorder =
                new CircuitRecordReader(dynamics, populations, warmUp, warmUp + duration, problems);
        Recording recording = recorder.read(root.section("record"));
        List<Expectation> expect = recorder.expectations(root, seed, recording);
        boolean showsImages = populations.values().stream()
                .anyMatch(population -> population.stimulus().orElse(null) instanceof Stimulus.Images);
        if (!showsImages) {
            root.noteUnused("data", "no population shows images");
        }
        root.close();
        problems.throwIfAny();
        return new CircuitScenario(
                name,
                seed,
                warmUp,
                duration,
                data.filter(set -> showsImages),
                List.copyOf(populations.values()),
                pathways,
                checkpoint,
                recording,
                expect);
    }

    private static Optional<KnownDataset> data(Section root) {
        Section data = root.section("data");
        Map<String, KnownDataset> known = new LinkedHashMap<>();
        Arrays.stream(KnownDataset.values()).forEach(set -> known.put(set.key(), set));
        // One that cannot be read has a stand-in, so that nobody misses it.
        KnownDataset set = data.required("set", KnownDataset.MNIST, Kinds.choice(known));
        data.close();
        return data.isPresent() ? Optional.of(set) : Optional.empty();
    }

    private void populations(Section section, CircuitPopulationReader reader) {
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
            populations.put(name, reader.read(name, section.section(name), dynamics));
        }
        section.close();
    }

    private List<Pathway> pathways(Section root) {
        List<Pathway> pathways = new ArrayList<>();
        Map<String, Section> places = new LinkedHashMap<>();
        for (Section section : root.list("pathways")) {
            int before = problems.count();
            if (!section.isPresent()) {
                continue;
            }
            Pathway pathway = new CircuitPathwayReader(section, populations, files, problems).read();
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
            CircuitScenario.circuit(ends, pathways, Stimulus.NO_PICTURES);
        } catch (IllegalArgumentException e) {
            problems.add(blame, e.getMessage(), "", "");
        }
    }
}
