package org.tarpon.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An acyclic graph of scalar differentiable functions with one loss, and nothing that changes. Nodes are numbered in
 * topological order, from 0: each has a {@link NodeFunction}, its inputs among the nodes before it (one may occur several
 * times), and the indices of its parameters in one vector θ, which several nodes may share.
 *
 * <p>Edges are numbered from 0 in the order of (receiving node, place among its inputs). Nodes that do not lead to the loss
 * are allowed, and take part in nothing.
 */
public final class FunctionGraph {
    private record Node(String name, NodeFunction function, int[] inputs, int[] parameters) {}

    private final List<Node> nodes;
    private final int parameterCount;
    private final int loss;
    private final int[] firstEdge;
    private final int[] from;
    private final int[] to;
    private final boolean[] leadsToLoss;

    private FunctionGraph(List<Node> nodes, int parameterCount, int loss) {
        this.nodes = List.copyOf(nodes);
        this.parameterCount = parameterCount;
        this.loss = loss;
        this.firstEdge = new int[nodes.size() + 1];
        for (int n = 0; n < nodes.size(); n++) {
            firstEdge[n + 1] = firstEdge[n] + nodes.get(n).inputs.length;
        }
        this.from = new int[firstEdge[nodes.size()]];
        this.to = new int[from.length];
        for (int n = 0; n < nodes.size(); n++) {
            int[] inputs = nodes.get(n).inputs;
            System.arraycopy(inputs, 0, from, firstEdge[n], inputs.length);
            Arrays.fill(to, firstEdge[n], firstEdge[n + 1], n);
        }
        this.leadsToLoss = new boolean[nodes.size()];
        leadsToLoss[loss] = true;
        for (int edge = from.length - 1; edge >= 0; edge--) {
            leadsToLoss[from[edge]] |= leadsToLoss[to[edge]];
        }
    }

    /**
     * Begins a graph.
     *
     * @param parameterCount length of θ
     */
    public static Builder builder(int parameterCount) {
        return new Builder(parameterCount);
    }

    /** Number of nodes. */
    public int size() {
        return nodes.size();
    }

    /** Number of edges. */
    public int edges() {
        return from.length;
    }

    /** Length of θ. */
    public int parameterCount() {
        return parameterCount;
    }

    /** The node whose value is the loss. */
    public int loss() {
        return loss;
    }

    public String name(int node) {
        return nodes.get(node).name;
    }

    public NodeFunction function(int node) {
        return nodes.get(node).function;
    }

    /** The indices of a node's parameters in θ; live, not a copy. */
    int[] parameters(int node) {
        return nodes.get(node).parameters;
    }

    /** The edge on which a node gets its first input; the others follow it. */
    public int firstEdge(int node) {
        return firstEdge[node];
    }

    /** The node whose value travels on an edge. */
    public int from(int edge) {
        return from[edge];
    }

    /** The node of which that value is an input. */
    public int to(int edge) {
        return to[edge];
    }

    /** Whether a path leads from a node to the loss; true of the loss itself. */
    public boolean leadsToLoss(int node) {
        return leadsToLoss[node];
    }

    /** Takes nodes in topological order; each method returns the number of the node it adds. */
    public static final class Builder {
        private static final int[] NONE = {};
        private final int parameterCount;
        private final List<Node> nodes = new ArrayList<>();
        private int loss = -1;

        private Builder(int parameterCount) {
            if (parameterCount < 0) {
                throw new IllegalArgumentException("a graph has 0 or more parameters, not " + parameterCount);
            }
            this.parameterCount = parameterCount;
        }

        /** Adds a node whose value is given for each run. */
        public int input(String name) {
            return node(name, NodeFunctions.INPUT, NONE);
        }

        /**
         * Adds a node.
         *
         * @param name for messages
         * @param inputs nodes added before
         * @param parameters indices into θ
         * @throws IllegalArgumentException if there are not as many inputs or parameters as the function takes, if an
         *     input is the loss or no node added before, or an index is not one of θ
         */
        public int node(String name, NodeFunction function, int[] inputs, int... parameters) {
            int number = nodes.size();
            if (inputs.length != function.inputs()) {
                throw bad(number, name, "has " + inputs.length + " inputs; its function takes " + function.inputs());
            }
            if (parameters.length != function.parameters()) {
                throw bad(
                        number,
                        name,
                        "has " + parameters.length + " parameters; its function reads " + function.parameters());
            }
            for (int input : inputs) {
                if (input < 0 || input >= number) {
                    throw bad(
                            number,
                            name,
                            "has node " + input + " as an input, which is not among the nodes before it; add nodes in"
                                    + " topological order, a graph has no cycles");
                }
                if (input == loss) {
                    throw bad(number, name, "has the loss as an input; nothing may follow the loss");
                }
            }
            for (int parameter : parameters) {
                if (parameter < 0 || parameter >= parameterCount) {
                    throw bad(
                            number,
                            name,
                            "reads parameter " + parameter + " of a graph that has " + parameterCount
                                    + ", numbered from 0");
                }
            }
            nodes.add(new Node(name, function, inputs.clone(), parameters.clone()));
            return number;
        }

        /**
         * Adds the one node whose value is the loss.
         *
         * @throws IllegalArgumentException as {@link #node}, or if there is a loss already
         */
        public int loss(String name, NodeFunction function, int[] inputs, int... parameters) {
            if (loss >= 0) {
                throw bad(nodes.size(), name, "would be a second loss besides " + label(loss, nodes.get(loss).name));
            }
            loss = node(name, function, inputs, parameters);
            return loss;
        }

        /** @throws IllegalArgumentException if there is no loss */
        public FunctionGraph build() {
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException("a graph without nodes has no loss");
            }
            int last = nodes.size() - 1;
            if (loss < 0) {
                throw bad(last, nodes.get(last).name, "is the last, and there is no loss; add one node by loss(…)");
            }
            return new FunctionGraph(nodes, parameterCount, loss);
        }

        private static String label(int number, String name) {
            return "node " + number + " \"" + name + "\"";
        }

        private static IllegalArgumentException bad(int number, String name, String what) {
            return new IllegalArgumentException(label(number, name) + " " + what);
        }
    }
}
