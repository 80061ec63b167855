package org.tarpon.scenario;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.tarpon.data.KnownDataset;
import org.tarpon.scenario.NetworkReader.Draft;
import org.tarpon.scenario.NetworkReader.Drawn;
import org.tarpon.scenario.Scenario.Model;

/** Checks that the grids at both ends of each pathway go with its connections. Works on sound graphs only. */
final class ShapeCheck {
    private final Draft draft;
    private final Optional<KnownDataset> set;
    private final Problems problems;

    ShapeCheck(Draft draft, Optional<KnownDataset> set, Problems problems) {
        this.draft = draft;
        this.set = set;
        this.problems = problems;
    }

    void check() {
        for (List<Drawn> direction : List.of(draft.feedforward(), draft.feedback())) {
            for (Drawn drawn : direction) {
                check(drawn, drawn.pathway().connect());
            }
        }
    }

    private void check(Drawn drawn, Connect connect) {
        String from = drawn.pathway().from();
        String to = drawn.pathway().to();
        switch (connect.type()) {
            case ALL_TO_ALL -> {}
            case ONE_TO_ONE -> checkSameSize(drawn);
            case LOCAL_CONTRAST_NORMALISATION -> {
                if (bothHaveShapes(drawn) && !shape(from).equals(shape(to))) {
                    blame(
                            drawn,
                            "`" + to + "` with the shape of `" + from + "`: "
                                    + shape(from).orElseThrow());
                }
            }
            case CONVOLUTION, MAX_POOLING, AVERAGE_POOLING -> {
                if (bothHaveShapes(drawn)) {
                    checkWindows(drawn, from, to);
                }
            }
            case TRANSPOSED_CONVOLUTION -> {
                if (bothHaveShapes(drawn)) {
                    checkWindows(drawn, to, from);
                }
            }
        }
    }

    private void checkSameSize(Drawn drawn) {
        int from = size(drawn.pathway().from());
        int to = size(drawn.pathway().to());
        if (from != to) {
            problems.addUnlessBlamed(
                    drawn.at().blame("connect"),
                    "pathway " + drawn.arrow() + " is one-to-one, but `"
                            + drawn.pathway().from() + "` has " + from + " neurons and `"
                            + drawn.pathway().to() + "` has " + to,
                    from + " neurons at both ends, or " + to,
                    "");
        }
    }

    /** Each neuron above looks at a window below. */
    private void checkWindows(Drawn drawn, String below, String above) {
        Connect connect = drawn.pathway().connect();
        Shape grid = shape(below).orElseThrow();
        Shape is = shape(above).orElseThrow();
        Optional<Shape> fits = connect.windowsOver(grid, connect.isPooling() ? grid.channels() : is.channels());
        if (fits.isEmpty()) {
            blame(drawn, "a kernel or window no larger than `" + below + "`, padding included");
        } else if (!fits.get().equals(is)) {
            blame(drawn, "`shape: " + fits.get() + "` for `" + above + "`");
        }
    }

    private void blame(Drawn drawn, String allowed) {
        String from = drawn.pathway().from();
        String to = drawn.pathway().to();
        problems.addUnlessBlamed(
                blamed(drawn),
                "pathway " + drawn.arrow() + ", "
                        + drawn.pathway().connect().type().key() + ", does not fit `" + from + "` of shape "
                        + shape(from).orElseThrow() + " and `" + to + "` of shape "
                        + shape(to).orElseThrow(),
                allowed,
                "");
    }

    /** Where the connections follow from others, the pathway itself. */
    private static Node blamed(Drawn drawn) {
        return drawn.at().blame(drawn.at().has("connect") ? "connect" : "to");
    }

    private boolean bothHaveShapes(Drawn drawn) {
        boolean both = true;
        for (String end : List.of(drawn.pathway().from(), drawn.pathway().to())) {
            if (shape(end).isEmpty()) {
                both = false;
                problems.addUnlessBlamed(
                        blamed(drawn),
                        "pathway " + drawn.arrow() + " is a "
                                + drawn.pathway().connect().type().key() + ", but `" + end + "` has no shape",
                        "`shape: [height, width, channels]` of `" + end + "` instead of its size",
                        "");
            }
        }
        return both;
    }

    private int size(String population) {
        return draft.populations().get(population).population().size();
    }

    private Optional<Shape> shape(String population) {
        Scenario.Population found = draft.populations().get(population).population();
        return found.shape()
                .or(() -> set.filter(known -> found.model() == Model.SOURCE).map(ShapeCheck::ofImages));
    }

    /** The grid of a data set's images. */
    static Shape ofImages(KnownDataset set) {
        return new Shape(set.rows(), set.columns(), set.channels());
    }
}
