package org.tarpon.plasticity;

import org.tarpon.network.ClassTree;
import org.tarpon.network.Form;
import org.tarpon.network.Volley;

/**
 * L = −log p[y] of softmax outputs (S2), p[y] being the product of the edges on the way to y. Branches off that way have no
 * part in the loss: they are taught nothing, and their target is what they are. On the way the target is the one-hot edge
 * (S6). As spikes, every branch fires one of its edges. Plain softmax is the tree of one branch.
 */
record LogLikelihood(ClassTree tree) implements OutputLayer {
    @Override
    public int classes(int n) {
        return tree.classes();
    }

    @Override
    public double loss(float[] p, int label) {
        double loss = 0;
        for (int edge : tree.edgesTo(label)) {
            // A probability rounded to 0 counts as the smallest float: a sure mistake stays finite, and NaN stays NaN.
            loss -= StrictMath.log(Math.max(p[edge], Float.MIN_VALUE));
        }
        return loss;
    }

    @Override
    public void teach(float[] p, int label, float[] teaching) {
        for (int branch = 0, depth = 0; branch < tree.branches(); branch++) {
            int taken = takenAt(branch, depth, label);
            depth += taken < 0 ? 0 : 1;
            for (int j = tree.first(branch); j < tree.first(branch + 1); j++) {
                teaching[j] = taken < 0 ? 0f : (j == taken ? 1f : 0f) - p[j];
            }
        }
    }

    /** The edge that the way to a class takes at a branch, or −1 if it does not pass there; depth branches were passed. */
    private int takenAt(int branch, int depth, int label) {
        int[] way = tree.branchesTo(label);
        return depth < way.length && way[depth] == branch ? tree.edgesTo(label)[depth] : -1;
    }

    @Override
    public boolean needsDerivative() {
        return false;
    }

    @Override
    public void addScores(float[] p, float[] scores) {
        for (int label = 0; label < scores.length; label++) {
            float product = 1f;
            for (int edge : tree.edgesTo(label)) {
                product *= p[edge];
            }
            scores[label] += product;
        }
    }

    @Override
    public void target(float[] p, int label, float step, float[] target) {
        for (int branch = 0, depth = 0; branch < tree.branches(); branch++) {
            int taken = takenAt(branch, depth, label);
            depth += taken < 0 ? 0 : 1;
            for (int j = tree.first(branch); j < tree.first(branch + 1); j++) {
                target[j] = taken < 0 ? p[j] : j == taken ? 1f : 0f;
            }
        }
    }

    @Override
    public void fire(float[] variate, float[] p, int lane, Volley spikes) {
        spikes.setCount(lane, 0);
        for (int branch = 0; branch < tree.branches(); branch++) {
            spikes.addSpike(lane, choose(variate, p, branch));
        }
    }

    @Override
    public boolean targetIsLabel() {
        return true;
    }

    @Override
    public void fireLabel(float[] variate, float[] p, int label, int lane, Volley message, int burst) {
        message.setCount(lane, 0);
        for (int branch = 0, depth = 0; branch < tree.branches(); branch++) {
            int taken = takenAt(branch, depth, label);
            depth += taken < 0 ? 0 : 1;
            if (message.form() == Form.SPIKE) {
                message.addSpike(lane, taken < 0 ? choose(variate, p, branch) : taken);
            } else if (taken >= 0) {
                addDifferences(variate, p, branch, taken, lane, message, burst);
            }
        }
    }

    /** Each of the points (r + m) / burst falls into the share of one edge, as a spike that should have been the taken edge's. */
    private void addDifferences(
            float[] variate, float[] p, int branch, int taken, int lane, Volley message, int burst) {
        int first = tree.first(branch);
        int last = tree.first(branch + 1) - 1;
        float sum = 0f;
        int before = 0;
        for (int j = first; j <= last; j++) {
            sum += p[j];
            int upTo = j == last ? burst : Volley.pointsBelow(sum, variate[first], burst);
            int spikes = (j == taken ? burst : 0) - (upTo - before);
            if (spikes != 0) {
                message.addDifference(lane, j, spikes);
            }
            before = upTo;
        }
    }

    /** The edge into whose share the variate of the branch's first neuron falls. */
    private int choose(float[] variate, float[] p, int branch) {
        int first = tree.first(branch);
        int last = tree.first(branch + 1) - 1;
        float sum = 0f;
        for (int j = first; j < last; j++) {
            sum += p[j];
            if (variate[first] < sum) {
                return j;
            }
        }
        return last;
    }
}
