package org.tarpon.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tarpon.circuit.ConnectionList;
import org.tarpon.circuit.Connectivity;
import org.tarpon.scenario.CircuitScenario.Connections;
import org.tarpon.scenario.CircuitScenario.Delay;
import org.tarpon.scenario.CircuitScenario.Distribution;
import org.tarpon.scenario.CircuitScenario.Pathway;
import org.tarpon.scenario.CircuitScenario.Population;
import org.tarpon.scenario.CircuitScenario.Shape;

/** Reads one pathway of a circuit by itself. */
final class CircuitPathwayReader {
    private static final long DEFAULT_DELAY = 1_000_000;
    private static final Kind<Double> SECONDS = seconds(Kinds.time());
    private static final Kind<Double> SECONDS_OR_ZERO = seconds(Kinds.timeOrZero());

    /** Names of the rules of connection. */
    private enum Rule implements Keyed {
        ALL_TO_ALL,
        ONE_TO_ONE,
        FIXED_IN_DEGREE,
        FIXED_OUT_DEGREE,
        BERNOULLI,
        LIST
    }

    private final Section section;
    private final Map<String, Population> populations;
    private final NamedFiles files;
    private final Problems problems;

    CircuitPathwayReader(Section section, Map<String, Population> populations, NamedFiles files, Problems problems) {
        this.section = section;
        this.populations = populations;
        this.files = files;
        this.problems = problems;
    }

    private static Kind<Double> seconds(Kind<Long> time) {
        return new Kind<>(
                time.allowed(),
                node -> time.parser().parse(node) / 1e9,
                time.form().schema());
    }

    /** A kind for names of populations. */
    static Kind<String> among(Map<String, Population> populations) {
        Kind.Parser<String> parser = node -> {
            if (!populations.containsKey(node.getValue())) {
                throw new Kind.Wrong(
                        "is no population: " + Words.quote(node.getValue()),
                        Words.nearest(node.getValue(), populations.keySet()));
            }
            return node.getValue();
        };
        return new Kind<>(Words.list(populations.keySet()), parser)
                .generally("the name of a population", Kinds.populationName());
    }

    Pathway read() {
        String from = section.required("from", "", among(populations));
        String to = section.required("to", "", among(populations));
        int compartment = section.optional("compartment", 0, Kinds.integer(0, 63));
        Connections connect = connections(section.typedSection("connect"));
        if (connect.file().isEmpty()) {
            section.require("weights", "a number, or a section with a `type`");
        }
        Distribution weights = new Distribution(Shape.CONSTANT, 1, 0);
        if (section.isSection("weights")) {
            weights = distribution(section.section("weights"), Kinds.anyFloat(), Kinds.positiveFloat(), false);
        } else {
            weights = new Distribution(Shape.CONSTANT, section.optional("weights", 1.0, Kinds.anyFloat()), 0);
        }
        Delay delay = section.isSection("delay")
                ? drawnDelay(section.section("delay"))
                : new Delay(Optional.empty(), section.optional("delay", DEFAULT_DELAY, Kinds.timeOrZero()));
        boolean procedural = section.optional("procedural", false, Kinds.yesOrNo());
        section.close();
        return new Pathway(from, to, compartment, connect, weights, delay, procedural);
    }

    private Connections connections(Section connect) {
        Rule fallback = connect.has("type") ? null : Rule.ALL_TO_ALL;
        if (connect.isPresent()) {
            connect.require("type", "all-to-all, one-to-one, fixed-in-degree, fixed-out-degree, bernoulli, list");
        }
        Rule rule = connect.optional("type", fallback, Kinds.word(Rule.class));
        Connectivity connectivity = new Connectivity.AllToAll();
        Optional<String> file = Optional.empty();
        if (rule == null) {
            connect.accept("degree");
            connect.accept("probability");
            connect.accept("file");
        } else {
            switch (rule) {
                case ALL_TO_ALL -> {}
                case ONE_TO_ONE -> connectivity = new Connectivity.OneToOne();
                case FIXED_IN_DEGREE -> connectivity = new Connectivity.FixedInDegree(degree(connect));
                case FIXED_OUT_DEGREE -> connectivity = new Connectivity.FixedOutDegree(degree(connect));
                case BERNOULLI ->
                    connectivity = new Connectivity.Bernoulli(connect.required(
                            "probability", 0.0, Kinds.number("a number from 0 to 1", Interval.closed(0, 1))));
                case LIST -> {
                    file = Optional.of(connect.required("file", "", Kinds.path("the path of a CSV file")));
                    connectivity = new Connectivity.AllToAll();
                    if (!file.get().isEmpty()) {
                        int before = problems.count();
                        Path found = files.find(file.get(), connect.path("file"), connect.blame("file"), problems);
                        file = Optional.of(found.toString());
                        connectivity = problems.count() == before ? list(connect, found) : connectivity;
                    }
                }
            }
        }
        boolean self = connect.optional("self", false, Kinds.yesOrNo());
        boolean multiple = connect.optional("multiple", false, Kinds.yesOrNo());
        connect.close();
        return new Connections(connectivity, new Connectivity.Rules(self, multiple), file);
    }

    private static int degree(Section connect) {
        return connect.required("degree", 0, Kinds.integer(0, Integer.MAX_VALUE));
    }

    private Connectivity list(Section connect, Path file) {
        try {
            return new Connectivity.Listed(ConnectionList.read(file));
        } catch (IllegalArgumentException e) {
            problems.add(connect.blame("file"), e.getMessage(), "", "");
        } catch (IOException e) {
            problems.add(
                    connect.blame("file"),
                    "`" + connect.path("file") + "` cannot be read: " + Words.quote(file.toString()) + " "
                            + e.getMessage(),
                    "a CSV file, by its path from the scenario's folder",
                    "");
        }
        return new Connectivity.AllToAll();
    }

    /** @param positive how a median is written */
    private Distribution distribution(Section at, Kind<Double> value, Kind<Double> positive, boolean time) {
        Shape shape = at.required("type", null, Kinds.word(Shape.class));
        if (shape == null) {
            List.of("value", "mean", "deviation", "median", "low", "high").forEach(at::accept);
            at.accept("minimum");
            return new Distribution(Shape.CONSTANT, 0, 0);
        }
        Kind<Double> deviation = time ? SECONDS_OR_ZERO : Kinds.notNegativeFloat();
        Distribution read =
                switch (shape) {
                    case CONSTANT -> new Distribution(shape, at.required("value", 1.0, value), 0);
                    case NORMAL ->
                        new Distribution(
                                shape, at.required("mean", 0.0, value), at.required("deviation", 0.0, deviation));
                    case LOGNORMAL ->
                        new Distribution(
                                shape,
                                at.required("median", 1.0, positive),
                                at.required("deviation", 0.0, Kinds.notNegativeFloat()));
                    case UNIFORM ->
                        new Distribution(shape, at.required("low", 0.0, value), at.required("high", 0.0, value));
                };
        if (shape == Shape.UNIFORM && read.first() > read.second() && at.has("low") && at.has("high")) {
            problems.addUnlessBlamed(at.blame("low"), "`" + at.path("low") + "` lies above `high`", "", "");
        }
        if (!time) {
            at.close();
        }
        return read;
    }

    private Delay drawnDelay(Section at) {
        Distribution drawn = distribution(at, SECONDS_OR_ZERO, SECONDS, true);
        long minimum = at.required("minimum", 1L, Kinds.time());
        at.close();
        return new Delay(Optional.of(drawn), minimum);
    }
}
