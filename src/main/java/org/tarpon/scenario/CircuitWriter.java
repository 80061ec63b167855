package org.tarpon.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tarpon.circuit.Connectivity;
import org.tarpon.format.NestLines;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.Unit;
import org.tarpon.scenario.CircuitScenario.Connections;
import org.tarpon.scenario.CircuitScenario.Covariance;
import org.tarpon.scenario.CircuitScenario.Distribution;
import org.tarpon.scenario.CircuitScenario.Pathway;
import org.tarpon.scenario.CircuitScenario.Population;
import org.tarpon.scenario.CircuitScenario.Recording;
import org.tarpon.scenario.CircuitScenario.Selection;
import org.tarpon.scenario.CircuitScenario.Shape;
import org.tarpon.scenario.ScenarioWriter.Keys;

/** Writes a circuit scenario with every key explicit. {@link ScenarioReader} reads back an equal one. */
public final class CircuitWriter {
    private CircuitWriter() {}

    /** The text of the file, with {@code \n} line ends. */
    public static String write(CircuitScenario scenario) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("tarpon: 1\n");
        yaml.append("name: ").append(scenario.name()).append('\n');
        yaml.append("seed: ").append(scenario.seed()).append('\n');
        Keys timing = new Keys()
                .add("mode", "asynchronous")
                .add("warm-up", lag(scenario.warmUpNanos()))
                .add("duration", lag(scenario.durationNanos()));
        yaml.append("timing: ").append(timing).append('\n');
        scenario.data().ifPresent(set -> yaml.append("data: {set: " + set.key() + "}\n"));
        yaml.append("populations:\n");
        for (Population population : scenario.populations()) {
            yaml.append("  " + population.name() + ": " + population(population) + "\n");
        }
        list(yaml, "pathways:", scenario.pathways().stream().map(CircuitWriter::pathway));
        yaml.append("checkpoint: ")
                .append(ScenarioWriter.checkpoint(scenario.checkpoint()))
                .append('\n');
        yaml.append("record:\n");
        Recording recording = scenario.recording();
        yaml.append("  spikes: "
                + recording.spikes().stream().map(CircuitWriter::selection).toList() + "\n");
        if (!recording.spikes().isEmpty()) {
            yaml.append("  " + SpikeFormats.KEY + ": " + SpikeFormats.text(recording.formats()) + "\n");
        }
        yaml.append("  counts: "
                + recording.counts().stream().map(CircuitWriter::selection).toList() + "\n");
        Keys rates = new Keys();
        recording.rates().forEach(rate -> rates.add(rate.name(), selection(rate.of())));
        yaml.append("  rates: " + rates + "\n");
        yaml.append("  from: " + lag(recording.fromNanos()) + "\n");
        yaml.append("  to: " + lag(recording.toNanos()) + "\n");
        yaml.append("  every: " + lag(recording.everyNanos()) + "\n");
        yaml.append("  activity: " + recording.activity() + "\n");
        yaml.append("  states: " + recording.states() + "\n");
        yaml.append("  covariances: "
                + recording.covariances().stream()
                        .map(CircuitWriter::covariance)
                        .toList() + "\n");
        list(yaml, "expect:", scenario.expect().stream().map(ScenarioWriter::expectation));
        return yaml.toString();
    }

    private static void list(StringBuilder yaml, String key, java.util.stream.Stream<Keys> elements) {
        List<Keys> all = elements.toList();
        yaml.append(key).append(all.isEmpty() ? " []\n" : "\n");
        all.forEach(element -> yaml.append("  - ").append(element).append('\n'));
    }

    /** A time of either sign, or 0, in the largest unit in which it is a whole number. */
    static String lag(long nanos) {
        if (nanos == 0) {
            return "0 ms";
        }
        return (nanos < 0 ? "-" : "") + ScenarioWriter.time(Math.abs(nanos));
    }

    private static Keys population(Population population) {
        Keys keys = new Keys().add("size", population.size()).add("model", population.model());
        population.stimulus().ifPresent(stimulus -> stimulus(keys, stimulus));
        Map<String, Unit> units = population.stimulus().isPresent()
                ? Map.of()
                : NeuronModels.load().parameters(population.model());
        population.parameters().forEach((name, value) -> {
            String written =
                    switch (units.get(name)) {
                        case TIME -> lag(nanos(value));
                        case RATE -> hertz(value);
                        case NUMBER -> value.toString();
                    };
            keys.add(name, written);
        });
        return keys;
    }

    /** A rate as a file gives it. */
    static String hertz(double rate) {
        return BigDecimal.valueOf(rate).toPlainString() + " Hz";
    }

    private static void stimulus(Keys keys, Stimulus stimulus) {
        if (stimulus instanceof Stimulus.Images images) {
            keys.add(
                    "rate",
                    new Keys()
                            .add("type", "images")
                            .add("part", images.part().key())
                            .add("samples", images.samples())
                            .add("presentation", lag(images.presentationNanos()))
                            .add("blank", lag(images.blankNanos()))
                            .add("maximum", hertz(images.maximum())));
        } else if (stimulus instanceof Stimulus.Varying varying) {
            keys.add("rate", profile(varying.profile()));
        } else if (stimulus instanceof Stimulus.Given given && given.file().isPresent()) {
            keys.add("file", quoted(given.file().get()));
            given.of().ifPresent(population -> keys.add("of", population));
            if (given.firstSender() != NestLines.FIRST_SENDER) {
                keys.add("first-sender", given.firstSender());
            }
        } else if (stimulus instanceof Stimulus.Given given) {
            Keys spikes = new Keys();
            for (int i = 0; i < given.trains().size(); i++) {
                long[] train = given.trains().train(i);
                if (train.length > 0) {
                    spikes.add(
                            String.valueOf(i),
                            Arrays.stream(train).mapToObj(CircuitWriter::lag).toList());
                }
            }
            keys.add("spikes", spikes);
        }
    }

    private static Keys profile(RateProfile profile) {
        if (profile instanceof RateProfile.Sinusoidal sinusoid) {
            return new Keys()
                    .add("type", "sinusoid")
                    .add("mean", hertz(sinusoid.mean()))
                    .add("amplitude", hertz(sinusoid.amplitude()))
                    .add("frequency", hertz(sinusoid.frequency()))
                    .add("phase", sinusoid.phase());
        }
        RateProfile.Piecewise pieces = (RateProfile.Piecewise) profile;
        List<Keys> steps = new ArrayList<>();
        for (int k = 0; k < pieces.times().length; k++) {
            steps.add(new Keys().add("from", lag(pieces.times()[k])).add("rate", hertz(pieces.rates()[k])));
        }
        return new Keys().add("type", "steps").add("steps", steps);
    }

    private static Keys selection(Selection selection) {
        return new Keys()
                .add("of", selection.of())
                .add("neurons", selection.neurons())
                .add("from", lag(selection.fromNanos()))
                .add("to", lag(selection.toNanos()));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static Keys pathway(Pathway pathway) {
        Keys keys = new Keys()
                .add("from", pathway.from())
                .add("to", pathway.to())
                .add("compartment", pathway.compartment())
                .add("connect", connect(pathway.connect()))
                .add("weights", distribution(pathway.weights(), false));
        pathway.delay()
                .drawn()
                .ifPresentOrElse(
                        drawn -> keys.add(
                                "delay",
                                distribution(drawn, true)
                                        .add("minimum", lag(pathway.delay().minimumNanos()))),
                        () -> keys.add("delay", lag(pathway.delay().minimumNanos())));
        return keys.add("procedural", pathway.procedural());
    }

    private static Keys connect(Connections connect) {
        Keys keys = new Keys();
        Connectivity rule = connect.rule();
        if (rule instanceof Connectivity.AllToAll) {
            keys.add("type", "all-to-all");
        } else if (rule instanceof Connectivity.OneToOne) {
            keys.add("type", "one-to-one");
        } else if (rule instanceof Connectivity.FixedInDegree fixed) {
            keys.add("type", "fixed-in-degree").add("degree", fixed.degree());
        } else if (rule instanceof Connectivity.FixedOutDegree fixed) {
            keys.add("type", "fixed-out-degree").add("degree", fixed.degree());
        } else if (rule instanceof Connectivity.Bernoulli bernoulli) {
            keys.add("type", "bernoulli").add("probability", bernoulli.probability());
        } else {
            keys.add("type", "list").add("file", quoted(connect.file().orElseThrow()));
        }
        return keys.add("self", connect.rules().self())
                .add("multiple", connect.rules().multiple());
    }

    private static Keys distribution(Distribution of, boolean time) {
        Keys keys = new Keys().add("type", of.shape().key());
        Object first = time ? lag(nanos(of.first())) : of.first();
        Object second = time && of.shape() != Shape.LOGNORMAL ? lag(nanos(of.second())) : of.second();
        return switch (of.shape()) {
            case CONSTANT -> keys.add("value", first);
            case NORMAL -> keys.add("mean", first).add("deviation", second);
            case LOGNORMAL -> keys.add("median", first).add("deviation", second);
            case UNIFORM -> keys.add("low", first).add("high", second);
        };
    }

    private static Keys covariance(Covariance covariance) {
        return new Keys()
                .add("of", covariance.of())
                .add("with", covariance.with())
                .add("average", covariance.average().key())
                .add(
                        "lags",
                        covariance.lagsNanos().stream()
                                .map(CircuitWriter::lag)
                                .collect(Collectors.joining(", ", "[", "]")));
    }
}
