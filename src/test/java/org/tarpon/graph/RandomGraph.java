package org.tarpon.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tarpon.network.Direction;

/**
 * A random graph with branches, joins, parameters shared between nodes and kinds of nodes, and nodes that lead nowhere, as
 * a plain list from which both the graph under test and its reference are made. The first {@value #ANY} parameters have
 * any sign, the others are positive and serve as exponents and time constants too.
 */
record RandomGraph(List<Node> nodes, double[] theta) {
    enum Kind {
        INPUT,
        AFFINE,
        TANH,
        SIGMOID,
        RELU,
        SOFTPLUS,
        PRODUCT,
        QUOTIENT,
        GAIN,
        POWER,
        LEAK,
        SOFTMAX_LOSS,
        SQUARED_LOSS,
        DIFFERENCE_LOSS
    }

    /** @param given value of an input, label of a loss */
    record Node(Kind kind, int[] inputs, int[] parameters, double given) {}

    private static final int ANY = 8;
    private static final int POSITIVE = 4;
    private static final int INPUTS = 4;
    private static final List<Kind> LOSSES = List.of(Kind.SOFTMAX_LOSS, Kind.SQUARED_LOSS, Kind.DIFFERENCE_LOSS);

    /** What a neuron's membrane keeps for a unit of time: x exp(−1/τ), τ being the parameter. A function of a user's own. */
    private static final NodeFunction LEAK = new NodeFunction() {
        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public double value(double[] x, double[] theta, double given) {
            return x[0] * StrictMath.exp(-1 / theta[0]);
        }

        @Override
        public void byInputs(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = StrictMath.exp(-1 / theta[0]);
        }

        @Override
        public void byParameters(double[] x, double[] theta, double given, double[] partials) {
            partials[0] = x[0] * StrictMath.exp(-1 / theta[0]) / (theta[0] * theta[0]);
        }
    };

    static RandomGraph draw(Random random) {
        double[] theta = new double[ANY + POSITIVE];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = i < ANY ? 0.8 * random.nextGaussian() : 0.5 + 1.5 * random.nextDouble();
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            nodes.add(new Node(Kind.INPUT, new int[0], new int[0], random.nextGaussian()));
        }
        int inner = 15 + random.nextInt(30);
        for (int i = 0; i < inner; i++) {
            nodes.add(inner(nodes, random));
        }
        nodes.add(loss(nodes, random));
        return new RandomGraph(nodes, theta);
    }

    private static Node inner(List<Node> nodes, Random random) {
        int[] positive = IntStream.range(0, nodes.size())
                .filter(n -> List.of(Kind.SIGMOID, Kind.SOFTPLUS, Kind.POWER).contains(nodes.get(n).kind))
                .toArray();
        Kind[] kinds = Kind.values();
        Kind kind = kinds[1 + random.nextInt(Kind.LEAK.ordinal())];
        if (positive.length == 0 && (kind == Kind.QUOTIENT || kind == Kind.POWER)) {
            kind = Kind.SOFTPLUS;
        }
        int[] any = recent(nodes, 9, kind == Kind.AFFINE ? 1 + random.nextInt(4) : 2, random);
        return switch (kind) {
            // Weights and bias are drawn with replacement, so a node may even read one parameter twice.
            case AFFINE -> new Node(kind, any, pick(ANY + POSITIVE, any.length + 1, random), 0);
            case PRODUCT -> new Node(kind, any, new int[0], 0);
            case QUOTIENT ->
                new Node(kind, new int[] {any[0], positive[random.nextInt(positive.length)]}, new int[0], 0);
            case GAIN -> new Node(kind, new int[] {any[0]}, pick(ANY + POSITIVE, 1, random), 0);
            case LEAK -> new Node(kind, new int[] {any[0]}, new int[] {ANY + random.nextInt(POSITIVE)}, 0);
            case POWER ->
                new Node(
                        kind,
                        new int[] {positive[random.nextInt(positive.length)]},
                        new int[] {ANY + random.nextInt(POSITIVE)},
                        0);
            default -> new Node(kind, new int[] {any[0]}, new int[0], 0);
        };
    }

    private static Node loss(List<Node> nodes, Random random) {
        Kind kind = LOSSES.get(random.nextInt(LOSSES.size()));
        int[] inputs = recent(nodes, 6, kind == Kind.DIFFERENCE_LOSS ? 2 : 3, random);
        return new Node(kind, inputs, new int[0], random.nextInt(inputs.length));
    }

    /** Among the last nodes, so that not too many lead nowhere. */
    private static int[] recent(List<Node> nodes, int window, int count, Random random) {
        int first = Math.max(0, nodes.size() - window);
        return random.ints(count, first, nodes.size()).toArray();
    }

    private static int[] pick(int bound, int count, Random random) {
        return random.ints(count, 0, bound).toArray();
    }

    int loss() {
        return nodes.size() - 1;
    }

    FunctionGraph graph() {
        FunctionGraph.Builder builder = FunctionGraph.builder(theta.length);
        for (Node node : nodes) {
            if (LOSSES.contains(node.kind)) {
                builder.loss("loss", function(node), node.inputs, node.parameters);
            } else {
                builder.node(node.kind.name(), function(node), node.inputs, node.parameters);
            }
        }
        return builder.build();
    }

    private static NodeFunction function(Node node) {
        return switch (node.kind) {
            case INPUT -> NodeFunctions.INPUT;
            case AFFINE -> NodeFunctions.affine(node.inputs.length, 1);
            case TANH -> Elementwise.TANH;
            case SIGMOID -> Elementwise.SIGMOID;
            case RELU -> Elementwise.RELU;
            case SOFTPLUS -> Elementwise.SOFTPLUS;
            case PRODUCT -> NodeFunctions.product(node.inputs.length);
            case QUOTIENT -> NodeFunctions.QUOTIENT;
            case GAIN -> NodeFunctions.GAIN;
            case POWER -> NodeFunctions.POWER;
            case LEAK -> LEAK;
            case SOFTMAX_LOSS -> Losses.softmaxNegativeLogLikelihood(node.inputs.length);
            case SQUARED_LOSS -> Losses.squaredError(node.inputs.length);
            case DIFFERENCE_LOSS -> Losses.SQUARED_DIFFERENCE;
        };
    }

    /** A message loop for this graph in which all inputs and the label have been given. */
    GraphSimulator simulator(FunctionGraph graph, Delays delays, MessageListener... listeners) {
        GraphSimulator simulator = new GraphSimulator(graph, delays, Arrays.asList(listeners));
        for (int n = 0; n < nodes.size(); n++) {
            simulator.give(n, nodes.get(n).given);
        }
        return simulator;
    }

    /** Random delays up to a largest one; a small bound makes many messages simultaneous. */
    static Delays delays(FunctionGraph graph, int largest, Random random) {
        int[] drawn = random.ints(2L * graph.edges(), 1, largest + 1).toArray();
        return (edge, direction) -> drawn[2 * edge + (direction == Direction.FEEDFORWARD ? 0 : 1)];
    }
}
