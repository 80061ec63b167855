package org.tarpon.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.network.Direction;

class GraphSimulatorPropertyTest {
    private static final int GRAPHS = 100;

    record Case(long seed, RandomGraph random, LayeredReference reference) {
        @Override
        public String toString() {
            return "seed " + seed;
        }
    }

    /** The first graphs on which finite differences can be believed, by seed. */
    static Stream<Case> cases() {
        return LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(seed -> {
                    RandomGraph random = RandomGraph.draw(new Random(seed));
                    return new Case(seed, random, new LayeredReference(random));
                })
                .filter(c -> c.reference.isTame())
                .limit(GRAPHS);
    }

    private static double[] gradient(Case c, GraphSimulator simulator) {
        simulator.run(c.random.theta(), 0);
        double[] gradient = new double[c.random.theta().length];
        simulator.addGradient(gradient);
        return gradient;
    }

    /** S15 and S16 equal S14 to rounding. */
    @ParameterizedTest
    @MethodSource("cases")
    void gradient_equalsTheLayeredReference(Case c) {
        FunctionGraph graph = c.random.graph();
        GraphSimulator simulator = c.random.simulator(graph, RandomGraph.delays(graph, 1000, new Random(c.seed)));
        double[] gradient = gradient(c, simulator);
        double loss = c.reference.out[c.random.loss()];
        assertEquals(loss, simulator.value(graph.loss()), 1e-12 * (1 + Math.abs(loss)));
        for (int i = 0; i < gradient.length; i++) {
            assertEquals(c.reference.gradient[i], gradient[i], 1e-12 * c.reference.gradientScale[i], "parameter " + i);
        }
    }

    /**
     * The difference quotient D(h) errs by truncation and by the rounding of two losses. The truncation error of D(h/2) is
     * a third of D(h) − D(h/2) to leading order, so that difference bounds it with a factor of three to spare; the rounding
     * error is at most lossRounding/(h/2), and enters the comparison of D(h) with D(h/2) too.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void gradient_equalsCentralDifferences(Case c) {
        FunctionGraph graph = c.random.graph();
        GraphSimulator simulator = c.random.simulator(graph, Delays.uniform(1));
        double[] gradient = gradient(c, simulator);
        double h = 1e-4;
        double rounding = 4 * c.reference.lossRounding / h;
        for (int i = 0; i < gradient.length; i++) {
            double coarse = centralDifference(c, simulator, i, h);
            double fine = centralDifference(c, simulator, i, h / 2);
            double tolerance = Math.abs(coarse - fine) + rounding;
            assertTrue(
                    tolerance <= 1e-5 * (1 + c.reference.gradientScale[i]),
                    "the test would not see an error in parameter " + i);
            assertEquals(fine, gradient[i], tolerance, "parameter " + i);
        }
    }

    private static double centralDifference(Case c, GraphSimulator simulator, int parameter, double h) {
        double[] theta = c.random.theta().clone();
        double centre = theta[parameter];
        theta[parameter] = centre + h;
        double above = simulator.run(theta, 0);
        theta[parameter] = centre - h;
        double below = simulator.run(theta, 0);
        return (above - below) / (2 * h);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void delays_changeNoBit(Case c) {
        FunctionGraph graph = c.random.graph();
        GraphSimulator uniform = c.random.simulator(graph, Delays.uniform(1));
        double[] expected = gradient(c, uniform);
        Random random = new Random(c.seed);
        for (int largest : new int[] {2, 5, 1_000_000}) {
            GraphSimulator simulator = c.random.simulator(graph, RandomGraph.delays(graph, largest, random));
            // A second time as well: nothing may be left over from the first.
            assertArrayEquals(expected, gradient(c, simulator));
            assertArrayEquals(expected, gradient(c, simulator));
            for (int n = 0; n < graph.size(); n++) {
                assertEquals(uniform.value(n), simulator.value(n));
                assertEquals(uniform.error(n), simulator.error(n));
            }
        }
    }

    private record Message(long time, Direction direction, int edge, int from, int to, double value) {}

    /** Each edge that leads to the loss carries one message each way, and a node sends at the instant its last one is in. */
    @ParameterizedTest
    @MethodSource("cases")
    void recording_showsEachMessageOnce(Case c) {
        FunctionGraph graph = c.random.graph();
        Delays delays = RandomGraph.delays(graph, 20, new Random(c.seed));
        List<Message> sent = new ArrayList<>();
        GraphSimulator simulator = c.random.simulator(
                graph,
                delays,
                (time, direction, edge, from, to, value) ->
                        sent.add(new Message(time, direction, edge, from, to, value)));
        simulator.run(c.random.theta(), 7);

        boolean[] leads = leadsToLoss(c.random);
        Message[] up = new Message[graph.edges()];
        Message[] down = new Message[graph.edges()];
        long last = 7;
        for (Message message : sent) {
            Message[] place = message.direction == Direction.FEEDFORWARD ? up : down;
            assertEquals(null, place[message.edge], "a second message on an edge");
            place[message.edge] = message;
            assertTrue(message.time >= last, "listeners are told in the order of time");
            last = message.time;
        }
        int expected = 0;
        for (int edge = 0; edge < graph.edges(); edge++) {
            boolean travels = leads[graph.to(edge)];
            expected += travels ? 1 : 0;
            assertEquals(travels, up[edge] != null);
            assertEquals(travels, down[edge] != null);
        }
        assertEquals(expected, simulator.messages(Direction.FEEDFORWARD));
        assertEquals(expected, simulator.messages(Direction.FEEDBACK));
        assertEquals(2L * expected, simulator.messages());

        for (int edge = 0; edge < graph.edges(); edge++) {
            if (up[edge] != null) {
                assertValue(c, graph, delays, up, edge);
                assertDerivative(c, graph, delays, up, down, edge);
            }
        }
    }

    private static void assertValue(Case c, FunctionGraph graph, Delays delays, Message[] up, int edge) {
        int from = graph.from(edge);
        assertEquals(from, up[edge].from);
        assertEquals(graph.to(edge), up[edge].to);
        assertEquals(c.reference.out[from], up[edge].value, 1e-12 * (1 + Math.abs(c.reference.out[from])));
        long due = arrivals(graph, from, e -> up[e].time + delays.nanos(e, Direction.FEEDFORWARD));
        assertEquals(Math.max(7, due), up[edge].time);
    }

    /** S15 on the recorded messages themselves. */
    private static void assertDerivative(
            Case c, FunctionGraph graph, Delays delays, Message[] up, Message[] down, int edge) {
        int n = graph.to(edge);
        assertEquals(n, down[edge].from);
        assertEquals(graph.from(edge), down[edge].to);
        double sum = n == graph.loss() ? 1 : 0;
        long due = arrivals(graph, n, e -> up[e].time + delays.nanos(e, Direction.FEEDFORWARD));
        for (int e = 0; e < graph.edges(); e++) {
            if (graph.from(e) == n && down[e] != null) {
                sum += down[e].value;
                due = Math.max(due, down[e].time + delays.nanos(e, Direction.FEEDBACK));
            }
        }
        RandomGraph.Node node = c.random.nodes().get(n);
        double[] x = new double[node.inputs().length];
        double[] theta = new double[node.parameters().length];
        for (int i = 0; i < x.length; i++) {
            x[i] = up[graph.firstEdge(n) + i].value;
        }
        for (int i = 0; i < theta.length; i++) {
            theta[i] = c.random.theta()[node.parameters()[i]];
        }
        double[] partials = new double[x.length];
        graph.function(n).byInputs(x, theta, node.given(), partials);
        assertEquals(partials[edge - graph.firstEdge(n)] * sum, down[edge].value);
        assertEquals(due, down[edge].time);
    }

    private static long arrivals(FunctionGraph graph, int node, ToLongFunction<Integer> arrival) {
        long last = 0;
        for (int i = 0; i < graph.function(node).inputs(); i++) {
            last = Math.max(last, arrival.applyAsLong(graph.firstEdge(node) + i));
        }
        return last;
    }

    private static boolean[] leadsToLoss(RandomGraph random) {
        boolean[] leads = new boolean[random.nodes().size()];
        visit(random, random.loss(), leads);
        return leads;
    }

    private static void visit(RandomGraph random, int node, boolean[] seen) {
        seen[node] = true;
        for (int input : random.nodes().get(node).inputs()) {
            visit(random, input, seen);
        }
    }

    /** What the properties above are about does occur in the graphs they are tested on. */
    @Test
    void graphs_haveWhatTheyArePromised() {
        int sharing = 0;
        int repeating = 0;
        int dead = 0;
        List<RandomGraph.Kind> kinds = new ArrayList<>();
        for (Case c : cases().toList()) {
            boolean[] leads = leadsToLoss(c.random);
            int[] readers = new int[c.random.theta().length];
            for (int n = 0; n < leads.length; n++) {
                RandomGraph.Node node = c.random.nodes().get(n);
                dead += leads[n] ? 0 : 1;
                if (leads[n]) {
                    kinds.add(node.kind());
                    for (int parameter : node.parameters()) {
                        readers[parameter]++;
                    }
                    repeating += node.inputs().length == 2 && node.inputs()[0] == node.inputs()[1] ? 1 : 0;
                }
            }
            for (int count : readers) {
                sharing += count > 1 ? 1 : 0;
            }
        }
        assertTrue(sharing > GRAPHS && repeating > 5 && dead > GRAPHS, sharing + " " + repeating + " " + dead);
        for (RandomGraph.Kind kind : RandomGraph.Kind.values()) {
            assertTrue(kinds.stream().filter(kind::equals).count() >= 10, kind + " is too rare");
        }
    }
}
