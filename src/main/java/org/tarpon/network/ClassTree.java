package org.tarpon.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree whose leaves are the classes of a hierarchical softmax (Morin and Bengio 2005), laid out in neurons: one for each
 * edge, the edges out of one branch next to each other. A class is chosen by choosing one edge at every branch from the
 * root to its leaf.
 */
public final class ClassTree {
    /** A place in the tree. */
    public sealed interface Node {}

    /** @param label the class, from 0 */
    public record Leaf(int label) implements Node {}

    /** @param children at least one, in the order of their neurons */
    public record Branch(List<Node> children) implements Node {
        public Branch {
            children = List.copyOf(children);
        }
    }

    private final int[] begins;
    private final int[][] branches;
    private final int[][] edges;

    /**
     * @param root whose leaves are the classes 0 … c − 1, each once
     * @throws IllegalArgumentException if they are not
     */
    public ClassTree(Branch root) {
        List<Integer> groups = new ArrayList<>(List.of(0));
        List<int[]> found = new ArrayList<>();
        lay(root, groups, new int[0], found);
        begins = groups.stream().mapToInt(Integer::intValue).toArray();
        branches = new int[found.size()][];
        edges = new int[found.size()][];
        for (int[] way : found) {
            int label = way[0];
            if (label < 0 || label >= found.size() || edges[label] != null) {
                throw new IllegalArgumentException("class " + label + " is not there exactly once");
            }
            int depth = (way.length - 1) / 2;
            branches[label] = new int[depth];
            edges[label] = new int[depth];
            for (int i = 0; i < depth; i++) {
                branches[label][i] = way[1 + 2 * i];
                edges[label][i] = way[2 + 2 * i];
            }
        }
    }

    /** Plain softmax: one branch, whose neurons are the classes. */
    public static ClassTree flat(int classes) {
        List<Node> leaves = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            leaves.add(new Leaf(label));
        }
        return new ClassTree(new Branch(leaves));
    }

    /** Branches are numbered as they are met, a branch before those below it. */
    private static void lay(Branch branch, List<Integer> groups, int[] way, List<int[]> found) {
        int number = groups.size() - 1;
        int first = groups.get(number);
        groups.add(first + branch.children().size());
        for (int i = 0; i < branch.children().size(); i++) {
            int[] further = new int[way.length + 2];
            System.arraycopy(way, 0, further, 0, way.length);
            further[way.length] = number;
            further[way.length + 1] = first + i;
            if (branch.children().get(i) instanceof Branch below) {
                lay(below, groups, further, found);
            } else if (branch.children().get(i) instanceof Leaf leaf) {
                int[] named = new int[further.length + 1];
                named[0] = leaf.label();
                System.arraycopy(further, 0, named, 1, further.length);
                found.add(named);
            }
        }
    }

    public int classes() {
        return edges.length;
    }

    /** Edges, that is neurons. */
    public int size() {
        return begins[begins.length - 1];
    }

    public int branches() {
        return begins.length - 1;
    }

    /** The first neuron of a branch; the one after its last is the first of the next branch. */
    public int first(int branch) {
        return begins[branch];
    }

    /** The branches on the way to a class, from the root; not to be changed. Ascending. */
    public int[] branchesTo(int label) {
        return branches[label];
    }

    /** The edge taken at each of {@link #branchesTo}; not to be changed. */
    public int[] edgesTo(int label) {
        return edges[label];
    }
}
