package org.tarpon.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.tarpon.data.KnownDataset;
import org.tarpon.format.NestLines;
import org.tarpon.format.SpikeFile;
import org.tarpon.format.SpikeFormat;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.SpikeTrains;
import org.tarpon.scenario.Stimulus.Part;

/** Reads what the sources of one population send: rates that are more than a number, and spikes. */
final class StimulusReader {
    /** State of a neuron, the place of its train, and what reading takes. */
    private static final double BYTES_PER_TRAIN = 64;

    private static final String FIRST_SENDER = "first-sender";

    /** Names of kinds of rates. */
    private enum Type implements Keyed {
        STEPS,
        SINUSOID,
        IMAGES
    }

    private final Section population;
    private final int size;
    private final NamedFiles files;
    private final Optional<KnownDataset> data;
    private final Problems problems;

    StimulusReader(Section population, int size, NamedFiles files, Optional<KnownDataset> data, Problems problems) {
        this.population = population;
        this.size = size;
        this.files = files;
        this.data = data;
        this.problems = problems;
    }

    /** @return something only if there is nothing to blame */
    Optional<Stimulus> rate(Section section) {
        int before = problems.count();
        Type type = section.required("type", null, Kinds.word(Type.class));
        if (type == null) {
            return Optional.empty();
        }
        Optional<Stimulus> read =
                switch (type) {
                    case STEPS -> steps(section);
                    case SINUSOID -> sinusoid(section);
                    case IMAGES -> images(section);
                };
        section.close();
        return problems.count() == before ? read : Optional.empty();
    }

    private Optional<Stimulus> steps(Section section) {
        int before = problems.count();
        section.require("steps", "a list of sections with `from` and `rate`");
        List<Long> times = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (Section step : section.list("steps")) {
            long from = step.required("from", 0L, Kinds.timeOrZero());
            rates.add(step.required("rate", 0.0, Kinds.rate()));
            step.close();
            if (!times.isEmpty() && from <= times.get(times.size() - 1) && step.has("from")) {
                problems.addUnlessBlamed(
                        step.blame("from"),
                        "`" + step.path("from") + "` does not come after the step before, which is from "
                                + CircuitWriter.lag(times.get(times.size() - 1)),
                        "steps in the order of time",
                        "");
            }
            times.add(from);
        }
        if (times.isEmpty()) {
            if (section.isList("steps")) {
                problems.add(section.blame("steps"), "there are no steps", "at least one", "");
            }
            return Optional.empty();
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        return Optional.of(new Stimulus.Varying(new RateProfile.Piecewise(
                times.stream().mapToLong(Long::longValue).toArray(),
                rates.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private Optional<Stimulus> sinusoid(Section section) {
        int before = problems.count();
        double mean = section.required("mean", 0.0, Kinds.rate());
        double amplitude = section.required("amplitude", 0.0, Kinds.rate());
        double frequency = section.required("frequency", 0.0, Kinds.rate());
        double phase = section.optional("phase", 0.0, Kinds.anyNumber());
        if (problems.count() > before) {
            return Optional.empty();
        }
        if (amplitude > mean) {
            problems.add(
                    section.blame("amplitude"),
                    "`" + section.path("amplitude") + "` exceeds `mean`, so that the rate would become negative",
                    "at most " + CircuitWriter.hertz(mean),
                    CircuitWriter.hertz(mean));
            return Optional.empty();
        }
        return Optional.of(new Stimulus.Varying(new RateProfile.Sinusoidal(mean, amplitude, frequency, phase)));
    }

    private Optional<Stimulus> images(Section section) {
        Part part = section.optional("part", Part.TEST, Kinds.word(Part.class));
        if (data.isEmpty()) {
            problems.add(
                    section.blame("type"),
                    "`" + section.path("type") + "` is `images`, but there is no `data.set` to take them from",
                    "a data set, such as `data: {set: fashion-mnist-mini}`",
                    "");
        }
        data.filter(KnownDataset::events)
                .ifPresent(set -> problems.add(
                        section.blame("type"),
                        "`" + section.path("type") + "` is `images`, but the samples of " + set.key() + " are events",
                        "a data set of images, such as fashion-mnist-mini",
                        ""));
        int available = data.map(set -> part == Part.TRAINING ? set.trainingSamples() : set.testSamples())
                .orElse(Integer.MAX_VALUE);
        section.require("samples", "numbers of samples, such as `7`, `0..9` or a list of both");
        List<Range> samples =
                List.copyOf(section.oneOrMore("samples", Kinds.range(available)).values());
        if (section.isList("samples") && samples.isEmpty()) {
            problems.addUnlessBlamed(section.blame("samples"), "there are no samples", "at least one", "");
        }
        long presentation = section.required("presentation", 1L, Kinds.time());
        long blank = section.optional("blank", 0L, Kinds.timeOrZero());
        double maximum = section.required("maximum", 0.0, Kinds.rate());
        data.filter(set -> set.inputs() != size)
                .ifPresent(set -> problems.add(
                        population.blame("size"),
                        "`" + population.path("size") + "` is " + size + ", but images of " + set.key() + " have "
                                + set.inputs() + " pixels",
                        "a neuron for each pixel",
                        String.valueOf(set.inputs())));
        return Optional.of(new Stimulus.Images(part, samples, presentation, blank, maximum));
    }

    /** Spikes at given times, of the scenario or of a file. */
    Optional<Stimulus> given() {
        if (BYTES_PER_TRAIN * size > 0.9 * Runtime.getRuntime().maxMemory()) {
            problems.add(
                    population.blame("size"),
                    "`" + population.path("size") + "`: " + size + " spike trains do not fit into the "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MB that Java may use",
                    "fewer, or a larger -Xmx",
                    "");
            List.of("file", "of", FIRST_SENDER, "spikes").forEach(population::accept);
            return Optional.empty();
        }
        if (population.has("file")) {
            population.refuse("spikes", "does not go with `file`, which gives the spikes");
            return file();
        }
        population.refuse("of", "goes with `file`, which is not there");
        population.refuse(FIRST_SENDER, "goes with `file`, which is not there");
        population.require("spikes", "times by neuron, such as `{0: [1.5 ms, 3 ms]}`, or `file`");
        population.accept("file");
        population.accept("of");
        population.accept(FIRST_SENDER);
        Section spikes = population.section("spikes");
        long[][] trains = new long[size][];
        Arrays.fill(trains, new long[0]);
        for (String neuron : spikes.keys()) {
            Map<Node, Long> times = spikes.values(neuron, Kinds.timeOrZero());
            if (!neuron.matches("0|[1-9][0-9]{0,7}") || Integer.parseInt(neuron) >= size) {
                problems.add(
                        spikes.keyNode(neuron),
                        "`" + population.path("spikes") + "` names a neuron that does not exist: "
                                + Words.quote(neuron),
                        "numbers from 0 to " + (size - 1),
                        "");
                continue;
            }
            long before = -1;
            for (Map.Entry<Node, Long> time : times.entrySet()) {
                if (time.getValue() <= before) {
                    problems.add(
                            time.getKey(),
                            "`" + spikes.path(neuron) + "` does not ascend: " + CircuitWriter.lag(time.getValue())
                                    + " follows " + CircuitWriter.lag(before),
                            "each time once, in their order",
                            "");
                    return Optional.empty();
                }
                before = time.getValue();
            }
            trains[Integer.parseInt(neuron)] =
                    times.values().stream().mapToLong(Long::longValue).toArray();
        }
        return Optional.of(new Stimulus.Given(
                new SpikeTrains(trains), Optional.empty(), Optional.empty(), NestLines.FIRST_SENDER));
    }

    private Optional<Stimulus> file() {
        String name =
                population.required("file", "", new Kind<>("the path of a file of spikes", node -> node.getValue()));
        String of = population.optional("of", "", Interpreter.NAME);
        int firstSender =
                population.optional(FIRST_SENDER, NestLines.FIRST_SENDER, Kinds.integer(0, Integer.MAX_VALUE));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            int before = problems.count();
            Path file = files.find(name, population.path("file"), population.blame("file"), problems);
            if (problems.count() > before) {
                return Optional.empty();
            }
            SpikeTrains trains = SpikeTrains.read(file, new SpikeFile.Wanted(of, size, firstSender));
            if (population.has(FIRST_SENDER) && SpikeFile.format(file) != SpikeFormat.NEST) {
                population.refuse(FIRST_SENDER, "goes with a file of NEST, whose nodes have any numbers");
                return Optional.empty();
            }
            return Optional.of(new Stimulus.Given(
                    trains,
                    Optional.of(file.toString()),
                    Optional.of(of).filter(chosen -> !chosen.isEmpty()),
                    firstSender));
        } catch (IllegalArgumentException e) {
            problems.add(population.blame("file"), e.getMessage(), "", "");
        } catch (IOException e) {
            problems.add(
                    population.blame("file"),
                    "`" + population.path("file") + "` cannot be read: " + Words.quote(name),
                    "a file of spikes (CSV, NEST ASCII or SONATA), by its path from the scenario's folder",
                    "");
        }
        return Optional.empty();
    }
}
