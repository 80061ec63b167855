package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tarpon.network.ClassTree;
import org.tarpon.network.ClassTree.Branch;
import org.tarpon.network.ClassTree.Leaf;
import org.tarpon.network.Form;
import org.tarpon.network.HierarchicalSoftmax;
import org.tarpon.network.Volley;

/** The tree [[2, 0], 1, [4, [3, 5]]]: neurons 0–2 at the root, 3 and 4, 5 and 6, 7 and 8. */
class LogLikelihoodPropertyTest {
    private static final ClassTree TREE = new ClassTree(new Branch(List.of(
            new Branch(List.of(new Leaf(2), new Leaf(0))),
            new Leaf(1),
            new Branch(List.of(new Leaf(4), new Branch(List.of(new Leaf(3), new Leaf(5))))))));

    /** The edges to each class and, for each edge, the first and the last of its siblings: written down once more. */
    private static final int[][] WAYS = {{0, 4}, {1}, {0, 3}, {2, 6, 7}, {2, 5}, {2, 6, 8}};

    private static final int[][] SIBLINGS = {{0, 2}, {0, 2}, {0, 2}, {3, 4}, {3, 4}, {5, 6}, {5, 6}, {7, 8}, {7, 8}};

    private static final LogLikelihood OUTPUT = new LogLikelihood(TREE);

    private static double exactLoss(double[] u, int label) {
        double loss = 0;
        for (int edge : WAYS[label]) {
            double sum = 0;
            for (int j = SIBLINGS[edge][0]; j <= SIBLINGS[edge][1]; j++) {
                sum += StrictMath.exp(u[j]);
            }
            loss += StrictMath.log(sum) - u[edge];
        }
        return loss;
    }

    private static float[] normals(Random random) {
        float[] out = new float[9];
        for (int j = 0; j < 9; j++) {
            out[j] = (float) (1.5 * random.nextGaussian());
        }
        return out;
    }

    private static float[] respond(float[] u) {
        float[] p = new float[9];
        new HierarchicalSoftmax(TREE).respond(u, p, 9);
        return p;
    }

    /** Central differences with step 1e-5 are off by less than 1e-9, the float formulas by a few roundings below 20. */
    @Test
    void teaching_isMinusTheGradientOfTheLoss() {
        Random random = new Random(1);
        for (int trial = 0; trial < 300; trial++) {
            float[] u = normals(random);
            float[] p = respond(u);
            int label = random.nextInt(6);
            double[] exact = new double[9];
            Arrays.setAll(exact, j -> u[j]);
            assertEquals(exactLoss(exact, label), OUTPUT.loss(p, label), 1e-5);
            float[] teaching = new float[9];
            Arrays.fill(teaching, Float.NaN);
            OUTPUT.teach(p, label, teaching);
            for (int j = 0; j < 9; j++) {
                double[] up = exact.clone();
                double[] down = exact.clone();
                up[j] += 1e-5;
                down[j] -= 1e-5;
                double slope = (exactLoss(up, label) - exactLoss(down, label)) / 2e-5;
                assertEquals(-slope, teaching[j], 1e-5);
            }
        }
    }

    @Test
    void scores_areTheProductsAlongTheWays() {
        float[] p = respond(normals(new Random(2)));
        float[] scores = {1, 0, 0, 0, 0, 0};
        OUTPUT.addScores(p, scores);
        assertEquals(1f + p[0] * p[4], scores[0]);
        assertEquals(p[1], scores[1]);
        assertEquals(p[2] * p[6] * p[8], scores[5]);
        assertEquals(6, OUTPUT.classes(9));
    }

    @Test
    void target_isTheWay_andElsewhereWhatThereIs() {
        float[] p = respond(normals(new Random(3)));
        float[] target = new float[9];
        OUTPUT.target(p, 4, 0.1f, target);
        assertArrayEquals(new float[] {0, 0, 1, p[3], p[4], 1, 0, p[7], p[8]}, target);
    }

    @Test
    void everyBranchFiresOneEdge_andDiffersFromTheLabelOnItsWayOnly() {
        float[] p = {0.5f, 0.25f, 0.25f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
        float[] variate = {0.6f, 0, 0, 0.7f, 0, 0.7f, 0, 0.2f, 0}; // edges 1, 4, 6, 7
        Volley spikes = new Volley(Form.SPIKE, 9, 1);
        OUTPUT.fire(variate, p, 0, spikes);
        assertArrayEquals(new int[] {1, 4, 6, 7}, fired(spikes));
        Volley wanted = new Volley(Form.SPIKE, 9, 1);
        OUTPUT.fireLabel(variate, p, 4, 0, wanted, 3); // edges 2 and 5 on the way
        assertArrayEquals(new int[] {2, 4, 5, 7}, fired(wanted));
        Volley differences = new Volley(Form.DIFFERENCE_SPIKE, 9, 1);
        OUTPUT.fireLabel(variate, p, 4, 0, differences, 1);
        assertArrayEquals(new int[] {1, 2, 5, 6}, fired(differences));
        assertArrayEquals(new float[] {-1, 1, 1, -1}, Arrays.copyOf(differences.values(0), 4));
    }

    /** Edges 0 to 2 own the points below 0.5, 0.75 and 1, edges 5 and 6 those below 0.5 and 1; S33. */
    @Test
    void bursts_areTheLabelLessThePointsInTheShareOfEachEdge() {
        float[] p = {0.5f, 0.25f, 0.25f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
        float[] variate = {0.5f, 0, 0, 0, 0, 0.25f, 0, 0, 0
        }; // points 0.1, 0.3, 0.5, 0.7, 0.9 and 0.05, 0.25, 0.45, 0.65, 0.85
        Volley differences = new Volley(Form.DIFFERENCE_SPIKE, 9, 1);
        OUTPUT.fireLabel(variate, p, 4, 0, differences, 5); // edges 2 and 5 on the way
        assertArrayEquals(new int[] {0, 1, 2, 5, 6}, fired(differences));
        assertArrayEquals(new float[] {-2, -2, 4, 2, -2}, Arrays.copyOf(differences.values(0), 5));
        assertEquals(12, differences.total(1));
    }

    private static int[] fired(Volley volley) {
        return Arrays.copyOf(volley.indices(0), volley.count(0));
    }
}
