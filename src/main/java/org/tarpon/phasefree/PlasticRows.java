package org.tarpon.phasefree;

import java.util.Arrays;
import org.tarpon.network.Pathway;
import org.tarpon.state.Archive;

/**
 * The weights of a pathway that all lanes share. Learning wants the weights of one postsynaptic neuron side by side, and
 * delivery those of one presynaptic neuron, which are the rows of the pathway's own synapses: both are kept.
 *
 * <p>Changes are summed by block of lanes and applied between two windows, blocks in their order, so that the number of
 * threads changes no bit. What is learned is correlated with the presynaptic trace less its slow mean m_j (centring):
 * Σ e (x̄_j − m_j) = Σ e x̄_j − m_j Σ e, so that the mean costs nothing an event.
 */
public final class PlasticRows {
    /** Rows of one piece of work. */
    private static final int PIECE = 16;

    /** Windows over which the mean of presynaptic traces is taken; the first ones count equally. */
    private static final int MEMORY = 40;

    private final Pathway pathway;
    private final float rate;
    private final float weightDecay;
    private final float[] norms; // that each neuron keeps; null if none does
    private final float[][] weights; // [post][pre]
    private final float[] biases;
    private final float[] mean;
    private int windows; // in the mean, at most MEMORY
    private final Changes[] blocks;
    private final int[] changed; // rows, from the first of each piece on

    /** What one block of lanes has gathered since weights last changed. */
    static final class Changes {
        final float[][] weights;
        final float[] biases;
        final float[] sums; // of e, for the centring
        final boolean[] touched; // rows in which anything was gathered
        final float[] traces; // of presynaptic neurons, summed over lanes

        private Changes(int post, int pre) {
            weights = new float[post][pre];
            biases = new float[post];
            sums = new float[post];
            touched = new boolean[post];
            traces = new float[pre];
        }
    }

    /**
     * @param rate of learning; 0 leaves the weights as they are
     * @param keepNorm whether a neuron's weights are scaled to the norm that they have now whenever they have changed
     */
    PlasticRows(Pathway pathway, double rate, double weightDecay, boolean keepNorm, int blocks) {
        this.pathway = pathway;
        this.rate = (float) rate;
        this.weightDecay = (float) weightDecay;
        int pre = pathway.from().size();
        int post = pathway.to().size();
        this.weights = new float[post][pre];
        this.biases = new float[post];
        this.mean = new float[pre];
        this.changed = new int[post];
        this.blocks = new Changes[blocks];
        for (int i = 0; i < blocks; i++) {
            this.blocks[i] = new Changes(post, pre);
        }
        for (int i = 0; i < post; i++) {
            for (int k = 0; k < pre; k++) {
                weights[i][k] = rows()[k][i];
            }
        }
        this.norms = keepNorm ? new float[post] : null;
        for (int i = 0; keepNorm && i < post; i++) {
            norms[i] = norm(weights[i]);
        }
    }

    public Pathway pathway() {
        return pathway;
    }

    boolean learns() {
        return rate > 0;
    }

    /** Outgoing weights of each presynaptic neuron, and after them the biases (not kept up to date while running). */
    float[][] rows() {
        return pathway.synapses().rows();
    }

    float[] biases() {
        return biases;
    }

    Changes changes(int block) {
        return blocks[block];
    }

    int pieces() {
        return learns() ? (weights.length + PIECE - 1) / PIECE : 0;
    }

    /** Takes the traces into the mean, before pieces are applied. */
    void updateMean(int lanes) {
        windows = Math.min(windows + 1, MEMORY);
        for (int k = 0; k < mean.length; k++) {
            float sum = 0;
            for (Changes block : blocks) {
                sum += block.traces[k];
                block.traces[k] = 0;
            }
            mean[k] += (sum / lanes - mean[k]) / windows;
        }
    }

    /**
     * Changes the weights of one piece.
     *
     * @param annealed factor on the rate
     * @param updates that the changes are a sum over, in expectation, of each neuron
     */
    void apply(int piece, double annealed, double updates) {
        float step = (float) (rate * annealed / updates);
        float keep = (float) (1 - rate * annealed * weightDecay);
        int first = piece * PIECE;
        int end = Math.min(weights.length, first + PIECE);
        int last = first; // in the list of rows that change
        for (int i = first; i < end; i++) {
            if (apply(i, step, keep)) {
                changed[last++] = i;
            }
        }
        if (last == first) {
            return;
        }
        float[][] rows = rows();
        for (int k = 0; k < mean.length; k++) {
            float[] row = rows[k];
            for (int n = first; n < last; n++) {
                row[changed[n]] = weights[changed[n]][k];
            }
        }
    }

    /** Most neurons have no difference in most windows: their rows are left alone, unless they decay. */
    private boolean apply(int i, float step, float keep) {
        boolean touched = false;
        float sum = 0;
        float bias = 0;
        for (Changes block : blocks) {
            touched |= block.touched[i];
            sum += block.sums[i];
            bias += block.biases[i];
            block.sums[i] = 0;
            block.biases[i] = 0;
        }
        if (!touched && keep == 1) {
            return false;
        }
        biases[i] += step * bias;
        float[] row = weights[i];
        change(row, mean, -step * sum, keep);
        for (Changes block : blocks) {
            if (block.touched[i]) {
                take(row, block.weights[i], step);
                block.touched[i] = false;
            }
        }
        if (norms != null) {
            scale(row, norms[i]);
        }
        return true;
    }

    private static float norm(float[] row) {
        float square = 0;
        for (float value : row) {
            square += value * value;
        }
        return (float) Math.sqrt(square);
    }

    /** Scales to a norm, unless there is nothing that could be scaled. */
    private static void scale(float[] row, float norm) {
        float now = norm(row);
        if (now == 0) {
            return;
        }
        float factor = norm / now;
        for (int k = 0; k < row.length; k++) {
            row[k] *= factor;
        }
    }

    private static void change(float[] row, float[] mean, float factor, float keep) {
        for (int k = 0; k < row.length; k++) {
            row[k] = keep * row[k] + factor * mean[k];
        }
    }

    private static void take(float[] row, float[] change, float step) {
        for (int k = 0; k < row.length; k++) {
            row[k] += step * change[k];
            change[k] = 0;
        }
    }

    /** Forgets what was gathered, as at the start of an epoch. */
    void clear() {
        for (Changes block : blocks) {
            for (float[] row : block.weights) {
                Arrays.fill(row, 0);
            }
            Arrays.fill(block.biases, 0);
            Arrays.fill(block.sums, 0);
            Arrays.fill(block.touched, false);
            Arrays.fill(block.traces, 0);
        }
    }

    /** Writes the biases to where the network keeps them. */
    void export() {
        System.arraycopy(biases, 0, rows()[mean.length], 0, biases.length);
    }

    /** Lists what was learned. Between two presentations nothing that was gathered waits to be applied. */
    public void state(Archive archive) {
        archive.rows(pathway.name(), all());
        windows = (int) archive.number(pathway.name() + " windows", windows);
        if (archive.isReading()) {
            for (int k = 0; k < mean.length; k++) {
                for (int i = 0; i < weights.length; i++) {
                    rows()[k][i] = weights[i][k];
                }
            }
            export();
        }
    }

    /** Weights, then one row of biases and one of means. */
    private float[][] all() {
        float[][] all = Arrays.copyOf(weights, weights.length + 2);
        all[weights.length] = biases;
        all[weights.length + 1] = mean;
        return all;
    }

    /** Whether all biases and weights are finite numbers. */
    public boolean isFinite() {
        float sum = rest(biases) + rest(mean);
        for (float[] row : weights) {
            sum += rest(row);
        }
        return sum == 0;
    }

    /** 0, unless a value is infinite or NaN. */
    private static float rest(float[] row) {
        float sum = 0;
        for (float value : row) {
            sum += value - value;
        }
        return sum;
    }
}
