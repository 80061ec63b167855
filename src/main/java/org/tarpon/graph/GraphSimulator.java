package org.tarpon.graph;

import java.util.Arrays;
import java.util.List;
import org.tarpon.engine.EventQueue;
import org.tarpon.network.Direction;

/**
 * Backpropagation as events: the message loop of one graph (S15, S16).
 *
 * <p>Forward, a node computes its value z as soon as the messages on all its edges are in, and sends it on. The loss then
 * begins the way back: a node waits for the messages of all nodes that it is an input of, and sends
 *
 * <pre>δ_{n←n′} = ∂_n g_{n′} · Σ_{n″} δ_{n′←n″}</pre>
 *
 * <p>to each of its inputs n. Each message is an event with a delay of its own. What has arrived is kept edge by edge and
 * summed in the order of the edges once all of it is in, so no delay can change a bit of a result.
 *
 * <p>Only nodes that lead to the loss take part; on each of their edges exactly one message travels in either direction.
 * Inputs get their δ like any other node. One thread at a time; nothing is allocated once the queue has grown,
 * unless functions do ({@code StrictMath.pow} does on Java 17).
 */
public final class GraphSimulator {
    private static final Direction[] DIRECTIONS = {Direction.FEEDFORWARD, Direction.FEEDBACK};
    private static final int FORWARD = 0;
    private static final int BACKWARD = 1;

    private final FunctionGraph graph;
    private final long[][] delays; // [direction][edge]
    private final List<MessageListener> listeners;
    private final EventQueue queue = new EventQueue();
    private final long[] messages = new long[DIRECTIONS.length];
    private long now;

    /** The edges out of a node that lead to the loss, ascending: outgoing[firstOutgoing[n]] to outgoing[firstOutgoing[n + 1] − 1]. */
    private final int[] firstOutgoing;

    private final int[] outgoing;

    private final int[][] awaited; // [direction][node]: messages still to come
    private final double[] given;
    private final double[][] theta; // [node][its parameters]: as of the last run
    private final double[][] received; // [node][input]: values that have arrived
    private final double[] derivative; // [edge]: δ that has been sent back on it
    private final double[] value; // [node]
    private final double[] error; // [node]: ∂L/∂z, the sum of the δ that have arrived
    private final double[] partials;

    /**
     * @param listeners are told of every message
     * @throws IllegalArgumentException if a delay is not positive
     */
    public GraphSimulator(FunctionGraph graph, Delays delays, List<MessageListener> listeners) {
        this.graph = graph;
        this.listeners = List.copyOf(listeners);
        this.delays = new long[DIRECTIONS.length][graph.edges()];
        for (int direction = 0; direction < DIRECTIONS.length; direction++) {
            for (int edge = 0; edge < graph.edges(); edge++) {
                this.delays[direction][edge] =
                        positive(delays.nanos(edge, DIRECTIONS[direction]), edge, DIRECTIONS[direction]);
            }
        }
        int nodes = graph.size();
        this.firstOutgoing = new int[nodes + 1];
        this.outgoing = outgoing(graph, firstOutgoing);
        this.awaited = new int[DIRECTIONS.length][nodes];
        this.given = new double[nodes];
        Arrays.fill(given, Double.NaN);
        this.theta = new double[nodes][];
        this.received = new double[nodes][];
        this.derivative = new double[graph.edges()];
        this.value = new double[nodes];
        this.error = new double[nodes];
        int most = 0;
        for (int n = 0; n < nodes; n++) {
            received[n] = new double[graph.function(n).inputs()];
            theta[n] = new double[graph.parameters(n).length];
            most = Math.max(most, Math.max(received[n].length, theta[n].length));
        }
        this.partials = new double[most];
    }

    private long positive(long delay, int edge, Direction direction) {
        if (delay <= 0) {
            throw new IllegalArgumentException("the " + direction + " delay of the edge from node " + graph.from(edge)
                    + " \"" + graph.name(graph.from(edge)) + "\" to node " + graph.to(edge) + " \""
                    + graph.name(graph.to(edge)) + "\" is " + delay + " ns; it must be positive");
        }
        return delay;
    }

    private static int[] outgoing(FunctionGraph graph, int[] first) {
        for (int edge = 0; edge < graph.edges(); edge++) {
            first[graph.from(edge) + 1] += graph.leadsToLoss(graph.to(edge)) ? 1 : 0;
        }
        for (int n = 0; n < graph.size(); n++) {
            first[n + 1] += first[n];
        }
        int[] next = first.clone();
        int[] outgoing = new int[first[graph.size()]];
        for (int edge = 0; edge < graph.edges(); edge++) {
            if (graph.leadsToLoss(graph.to(edge))) {
                outgoing[next[graph.from(edge)]++] = edge;
            }
        }
        return outgoing;
    }

    /** Sets the number d that a node is given; it stays until another is set. NaN before the first. */
    public void give(int node, double value) {
        given[node] = value;
    }

    /**
     * Lets all messages of one presentation travel, forward and back.
     *
     * @param parameters θ; read now, not kept
     * @param start when the inputs send, nanoseconds
     * @return the loss
     * @throws IllegalArgumentException if θ is not as long as the graph says
     */
    public double run(double[] parameters, long start) {
        if (parameters.length != graph.parameterCount()) {
            throw new IllegalArgumentException(
                    "the graph has " + graph.parameterCount() + " parameters, not " + parameters.length);
        }
        now = start;
        prepare(parameters);
        for (int n = 0; n < graph.size(); n++) {
            if (graph.leadsToLoss(n) && received[n].length == 0) {
                answer(n);
            }
        }
        while (!queue.isEmpty()) {
            now = queue.time();
            int edge = edge(queue.address());
            int direction = direction(queue.address());
            queue.remove();
            if (direction == FORWARD) {
                valueArrives(edge);
            } else {
                derivativeArrives(edge);
            }
        }
        return value[graph.loss()];
    }

    private void prepare(double[] parameters) {
        while (!queue.isEmpty()) {
            queue.remove(); // what a run has left in which a function threw
        }
        for (int n = 0; n < graph.size(); n++) {
            awaited[FORWARD][n] = received[n].length;
            awaited[BACKWARD][n] = firstOutgoing[n + 1] - firstOutgoing[n];
            int[] indices = graph.parameters(n);
            for (int i = 0; i < indices.length; i++) {
                theta[n][i] = parameters[indices[i]];
            }
        }
    }

    private void valueArrives(int edge) {
        int n = graph.to(edge);
        received[n][edge - graph.firstEdge(n)] = value[graph.from(edge)];
        if (--awaited[FORWARD][n] == 0) {
            answer(n);
        }
    }

    /** All inputs are in. */
    private void answer(int n) {
        value[n] = graph.function(n).value(received[n], theta[n], given[n]);
        if (n == graph.loss()) {
            error[n] = 1; // δ^{T+1}
            sendBack(n);
            return;
        }
        for (int i = firstOutgoing[n]; i < firstOutgoing[n + 1]; i++) {
            send(outgoing[i], FORWARD, n, graph.to(outgoing[i]), value[n]);
        }
    }

    private void derivativeArrives(int edge) {
        int n = graph.from(edge);
        if (--awaited[BACKWARD][n] > 0) {
            return;
        }
        double sum = 0;
        for (int i = firstOutgoing[n]; i < firstOutgoing[n + 1]; i++) {
            sum += derivative[outgoing[i]];
        }
        error[n] = sum;
        sendBack(n);
    }

    private void sendBack(int n) {
        graph.function(n).byInputs(received[n], theta[n], given[n], partials);
        for (int i = 0; i < received[n].length; i++) {
            int edge = graph.firstEdge(n) + i;
            derivative[edge] = partials[i] * error[n];
            send(edge, BACKWARD, n, graph.from(edge), derivative[edge]);
        }
    }

    /** What a message carries is kept by its sender until it arrives: value[from], or derivative[edge]. */
    private void send(int edge, int direction, int from, int to, double carried) {
        messages[direction]++;
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).sent(now, DIRECTIONS[direction], edge, from, to, carried);
        }
        queue.add(now + delays[direction][edge], address(edge, direction), null);
    }

    /** Simultaneous messages arrive values first, then by edge; no two share an address. */
    private static long address(int edge, int direction) {
        return (long) direction << Integer.SIZE | edge;
    }

    private static int edge(long address) {
        return (int) address;
    }

    private static int direction(long address) {
        return (int) (address >>> Integer.SIZE);
    }

    /** z of a node that leads to the loss, as of the last run. */
    public double value(int node) {
        return value[node];
    }

    /** ∂L/∂z of a node that leads to the loss, as of the last run: Σ δ. */
    public double error(int node) {
        return error[node];
    }

    /**
     * Adds ∂L/∂θ of the last run to a sum, node by node in their order (S16). A parameter that no node reads gets nothing.
     *
     * @param gradient [parameters of the graph], changed in place
     */
    public void addGradient(double[] gradient) {
        for (int n = 0; n < graph.size(); n++) {
            int[] indices = graph.parameters(n);
            if (indices.length == 0 || !graph.leadsToLoss(n)) {
                continue;
            }
            graph.function(n).byParameters(received[n], theta[n], given[n], partials);
            for (int i = 0; i < indices.length; i++) {
                gradient[indices[i]] += partials[i] * error[n];
            }
        }
    }

    /** Time of the last event, nanoseconds. */
    public long now() {
        return now;
    }

    /** Messages sent in a direction, over all runs. */
    public long messages(Direction direction) {
        return messages[direction == Direction.FEEDFORWARD ? FORWARD : BACKWARD];
    }

    /** Messages sent, over all runs. */
    public long messages() {
        return messages[FORWARD] + messages[BACKWARD];
    }
}
