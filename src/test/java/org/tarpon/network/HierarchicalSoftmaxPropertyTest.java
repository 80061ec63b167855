package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tarpon.network.ClassTree.Branch;
import org.tarpon.network.ClassTree.Leaf;
import org.tarpon.network.ClassTree.Node;

class HierarchicalSoftmaxPropertyTest {
    private static final int TRIALS = 200;

    /** Trees of 2 to 12 classes in any order: two to four neighbours become a branch until two to four are left. */
    private static ClassTree randomTree(Random random) {
        List<Node> nodes = new ArrayList<>();
        int classes = 2 + random.nextInt(11);
        for (int label = 0; label < classes; label++) {
            nodes.add(new Leaf(label));
        }
        Collections.shuffle(nodes, random);
        while (nodes.size() > 4) {
            int from = random.nextInt(nodes.size() - 3);
            List<Node> joined = nodes.subList(from, from + 2 + random.nextInt(3));
            Branch branch = new Branch(joined);
            joined.clear();
            nodes.add(from, branch);
        }
        return new ClassTree(new Branch(nodes));
    }

    private static float[] respond(NeuronModel model, float[] u) {
        float[] mean = new float[u.length];
        model.respond(u, mean, u.length);
        return mean;
    }

    private static float[] normals(Random random, int n) {
        float[] out = new float[n];
        for (int j = 0; j < n; j++) {
            out[j] = (float) (3 * random.nextGaussian());
        }
        return out;
    }

    @Test
    void layout_isOneNeuronAnEdge_siblingsTogether() {
        ClassTree tree = new ClassTree(new Branch(List.of(
                new Branch(List.of(new Leaf(2), new Leaf(0))),
                new Leaf(1),
                new Branch(List.of(new Leaf(4), new Branch(List.of(new Leaf(3), new Leaf(5))))))));
        assertEquals(6, tree.classes());
        assertEquals(9, tree.size());
        assertEquals(4, tree.branches());
        assertArrayEquals(new int[] {0, 3}, tree.edgesTo(2), "root, first branch");
        assertArrayEquals(new int[] {0, 4}, tree.edgesTo(0));
        assertArrayEquals(new int[] {1}, tree.edgesTo(1));
        assertArrayEquals(new int[] {2, 5}, tree.edgesTo(4));
        assertArrayEquals(new int[] {2, 6, 7}, tree.edgesTo(3));
        assertArrayEquals(new int[] {0, 2, 3}, tree.branchesTo(5));
        assertEquals(7, tree.first(3));
        assertEquals(9, tree.first(4));
    }

    /** Each p[edge] is rounded twice below 1; at most 12 of them, in products of at most 6: 2·6·12·2⁻²⁴ < 1e-5. */
    @Test
    void probabilitiesOfTheClasses_sumToOne() {
        Random random = new Random(1);
        for (int trial = 0; trial < TRIALS; trial++) {
            ClassTree tree = randomTree(random);
            float[] p = respond(new HierarchicalSoftmax(tree), normals(random, tree.size()));
            double sum = 0;
            for (int label = 0; label < tree.classes(); label++) {
                double product = 1;
                for (int edge : tree.edgesTo(label)) {
                    product *= p[edge];
                }
                sum += product;
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void flatTree_isPlainSoftmax_toTheBit() {
        Random random = new Random(2);
        for (int trial = 0; trial < TRIALS; trial++) {
            float[] u = normals(random, 1 + random.nextInt(12));
            NeuronModel flat = new HierarchicalSoftmax(ClassTree.flat(u.length));
            assertArrayEquals(respond(StandardModel.SOFTMAX, u), respond(flat, u));
        }
    }

    @Test
    void classesMustBeThereOnce() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClassTree(new Branch(List.of(new Leaf(0), new Leaf(1), new Leaf(1)))));
        assertThrows(
                IllegalArgumentException.class, () -> new ClassTree(new Branch(List.of(new Leaf(0), new Leaf(2)))));
    }
}
