package org.tarpon.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.tarpon.scenario.Connect.Type;

/** Reads {@code connect} of a pathway and {@code shape} of a population. */
final class ConnectReader {
    private static final int LARGEST_WINDOW = 99;
    private static final int LARGEST_SIDE = 1_000;
    private static final List<String> PARAMETERS = List.of("kernel", "window", "stride", "padding");
    private static final Connect STAND_IN = Connect.allToAll();

    private static final Kind<Integer> ODD = new Kind<>(
            "an odd whole number from 1 to " + LARGEST_WINDOW,
            node -> {
                int value = Kinds.integer(1, LARGEST_WINDOW).parser().parse(node);
                if (value % 2 == 0) {
                    throw new Kind.Wrong("is even: " + Words.quote(node.getValue()), String.valueOf(value + 1));
                }
                return value;
            },
            Map.of("type", "integer", "minimum", 1, "maximum", LARGEST_WINDOW, "not", Map.of("multipleOf", 2)));

    private final Problems problems;

    ConnectReader(Problems problems) {
        this.problems = problems;
    }

    /** The connections of a pathway, or the fallback if it does not say. */
    Connect connect(Section pathway, Connect fallback) {
        Section section = pathway.typedSection("connect");
        if (!section.isPresent()) {
            return fallback;
        }
        Type type = section.required("type", null, Kinds.word(Type.class));
        if (type == null) {
            // Nothing can be said of parameters whose type is not known.
            PARAMETERS.forEach(section::accept);
            section.close();
            return STAND_IN;
        }
        Connect connect =
                switch (type) {
                    case ALL_TO_ALL, ONE_TO_ONE -> new Connect(type, 0, 0, 0, 0);
                    case CONVOLUTION, TRANSPOSED_CONVOLUTION -> convolution(section, type);
                    case MAX_POOLING, AVERAGE_POOLING -> pooling(section, type);
                    case LOCAL_CONTRAST_NORMALISATION -> {
                        int window = section.required("window", 1, ODD);
                        yield new Connect(type, window, window, 0, 0);
                    }
                };
        section.close();
        return connect;
    }

    private Connect convolution(Section section, Type type) {
        int[] kernel = sides(section, "kernel");
        int stride = section.optional("stride", 1, Kinds.integer(1, LARGEST_WINDOW));
        int padding = section.optional("padding", 0, Kinds.integer(0, Math.min(kernel[0], kernel[1]) - 1));
        return new Connect(type, kernel[0], kernel[1], stride, padding);
    }

    private Connect pooling(Section section, Type type) {
        int[] window = sides(section, "window");
        int stride = section.required("stride", 1, Kinds.integer(1, LARGEST_WINDOW));
        return new Connect(type, window[0], window[1], stride, 0);
    }

    /** Height and width, or one number for both. */
    private int[] sides(Section section, String key) {
        Kind<Integer> side = Kinds.integer(1, LARGEST_WINDOW);
        if (!section.isList(key)) {
            int both = section.required(key, 1, side);
            return new int[] {both, both};
        }
        return numbers(section, key, side, 2, "one number, or height and width such as `[5, 5]`")
                .orElse(new int[] {1, 1});
    }

    /** The shape of a population; empty if it has none that can be read. */
    Optional<Shape> shape(Section population, int largest) {
        String allowed = "`[height, width, channels]`";
        Optional<Shape> shape = numbers(population, "shape", Kinds.integer(1, LARGEST_SIDE), 3, allowed)
                .map(sides -> new Shape(sides[0], sides[1], sides[2]));
        if (shape.isPresent() && shape.get().size() > largest) {
            problems.add(
                    population.blame("shape"),
                    "`" + population.path("shape") + "` has " + shape.get().size() + " neurons",
                    "at most " + largest,
                    "");
            return Optional.empty();
        }
        return shape;
    }

    private Optional<int[]> numbers(Section section, String key, Kind<Integer> kind, int count, String allowed) {
        int before = problems.count();
        Map<Node, Integer> values = section.values(key, kind);
        if (problems.count() == before && values.size() != count) {
            problems.add(
                    section.blame(key), "`" + section.path(key) + "` has " + values.size() + " numbers", allowed, "");
        }
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(Arrays.stream(values.values().toArray(Integer[]::new))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }
}
