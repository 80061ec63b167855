package org.tarpon.circuit;

import java.util.Arrays;
import org.tarpon.math.Exponentials;
import org.tarpon.random.RandomStream;

/**
 * Draws the synapses of one neuron of a pathway: whom it is connected with, and weights and delays. A draw is addressed by
 * the seed, the pathway and the neuron, so that drawing again gives the same, in the same order, on any thread. One
 * instance belongs to one thread.
 */
final class RowDraw {
    private final Tract tract;
    private final double quantum;
    private final RandomStream partners;
    private final RandomStream weightDraws;
    private final RandomStream delayDraws;
    private final long[] words = new long[4];
    private int[] chosen;
    private float[] weights;
    private float[] scratch;
    private int[] delays;
    private int count;

    RowDraw(Circuit circuit, Tract tract, long seed) {
        this.tract = tract;
        // Only what stays must be summed exactly; a trace that decays is not exact anyway.
        this.quantum = Circuit.isLasting(tract.to().dynamics(), tract.compartment()) ? circuit.quantum(tract.to()) : 0;
        this.partners = new RandomStream(seed, tract.name() + "/connections");
        this.weightDraws = new RandomStream(seed, tract.name() + "/weights");
        this.delayDraws = new RandomStream(seed, tract.name() + "/delays");
        chosen = new int[0];
        reserve(64);
    }

    private void reserve(int size) {
        if (chosen.length < size) {
            chosen = Arrays.copyOf(chosen, Math.max(size, 2 * chosen.length));
            weights = tract.hasWeights() ? new float[chosen.length] : null;
            delays = tract.hasDelays() ? new int[chosen.length] : null;
            scratch = delays == null ? null : new float[chosen.length];
        }
    }

    /** The weight of all synapses, if they share one. */
    double commonWeight() {
        return tract.hasWeights() ? 1 : rounded(((Values.Constant) tract.weights()).value());
    }

    private double rounded(double weight) {
        return quantum == 0 ? weight : Math.rint(weight / quantum) * quantum;
    }

    private float rounded(float weight) {
        return (float) rounded((double) weight);
    }

    int count() {
        return count;
    }

    int partner(int k) {
        return chosen[k];
    }

    int[] partners() {
        return chosen;
    }

    float[] weights() {
        return weights;
    }

    int[] delays() {
        return delays;
    }

    /** Draws the neurons after a presynaptic one. */
    void row(int presynaptic) {
        Connectivity c = tract.connectivity();
        int size = tract.to().size();
        if (c instanceof Connectivity.AllToAll) {
            all(presynaptic, size);
        } else if (c instanceof Connectivity.OneToOne) {
            chosen[0] = presynaptic;
            count = 1;
        } else if (c instanceof Connectivity.FixedOutDegree rule) {
            choose(presynaptic, size, rule.degree());
        } else if (c instanceof Connectivity.Bernoulli rule) {
            bernoulli(presynaptic, size, rule.probability());
        } else {
            throw new IllegalStateException("this connectivity has no rows: " + c);
        }
        values(presynaptic);
    }

    /** Draws the neurons before a postsynaptic one, for {@link Connectivity.FixedInDegree}. */
    void column(int postsynaptic) {
        columnPartners(postsynaptic);
        values(postsynaptic);
    }

    /** The same without weights and delays. */
    void columnPartners(int postsynaptic) {
        Connectivity.FixedInDegree rule = (Connectivity.FixedInDegree) tract.connectivity();
        choose(postsynaptic, tract.from().size(), rule.degree());
    }

    /** Takes over the neurons after a presynaptic one from a list, and draws what the list does not say. */
    void listed(int presynaptic, ConnectionList list, int[] positions) {
        reserve(positions.length);
        count = positions.length;
        for (int k = 0; k < count; k++) {
            chosen[k] = list.to(positions[k]);
        }
        values(presynaptic);
        for (int k = 0; k < count; k++) {
            if (list.hasWeights()) {
                weights[k] = rounded(list.weight(positions[k]));
            }
            if (list.hasDelays()) {
                delays[k] = list.delay(positions[k]);
            }
        }
    }

    private boolean excludesSelf() {
        return tract.isRecurrent() && !tract.rules().self();
    }

    private void all(int neuron, int size) {
        reserve(size);
        count = 0;
        for (int i = 0; i < size; i++) {
            if (i != neuron || !excludesSelf()) {
                chosen[count++] = i;
            }
        }
    }

    private void choose(int neuron, int size, int degree) {
        int candidates = excludesSelf() ? size - 1 : size;
        reserve(degree);
        if (tract.rules().multiple()) {
            partners.integers(neuron, Math.max(1, candidates), chosen, degree);
        } else {
            partners.subset(neuron, Math.max(1, candidates), chosen, degree);
        }
        count = degree;
        if (excludesSelf()) {
            for (int k = 0; k < degree; k++) {
                chosen[k] += chosen[k] >= neuron ? 1 : 0;
            }
        }
    }

    /** Leaps from success to success: the gap is geometric, floor(ln(1 − u)/ln(1 − p)) failures. */
    private void bernoulli(int neuron, int size, double probability) {
        count = 0;
        if (probability == 0) {
            return;
        }
        if (probability == 1) {
            all(neuron, size);
            return;
        }
        double perFailure = 1 / StrictMath.log1p(-probability);
        int last = -1;
        for (int index = 0; last < size; index++) {
            partners.words(neuron, 0, index, words);
            reserve(count + words.length);
            last = leap(last, perFailure, size);
        }
        if (excludesSelf()) {
            leaveOut(neuron);
        }
    }

    /** Four leaps; gives back where the last of them ended, or {@code size} if that is outside. */
    private int leap(int from, double perFailure, int size) {
        int at = from;
        int n = count;
        for (int k = 0; k < words.length && at < size; k++) {
            double gap = Exponentials.log(1 - RandomStream.toDouble(words[k])) * perFailure;
            at = gap < size - at - 1 ? at + 1 + (int) gap : size;
            chosen[n] = at;
            n += at < size ? 1 : 0;
        }
        count = n;
        return at;
    }

    private void leaveOut(int neuron) {
        int found = Arrays.binarySearch(chosen, 0, count, neuron);
        if (found >= 0) {
            count--;
            System.arraycopy(chosen, found + 1, chosen, found, count - found);
        }
    }

    private void values(int neuron) {
        if (weights != null) {
            tract.weights().draw(weightDraws, neuron, 0, weights, count);
            for (int k = 0; k < count; k++) {
                weights[k] = rounded(weights[k]);
            }
        }
        if (tract.delays().isDrawn()) {
            tract.delays().draw(delayDraws, neuron, scratch, delays, count);
        }
    }
}
