package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tarpon.network.Pathway;
import org.tarpon.record.Checkpoint;
import org.tarpon.state.Archive;

/**
 * A running mean of all weights that learn, which takes out of an evaluation what the last mini-batches happened to be: after
 * the n-th epoch m ← m + (w − m) / min(n, N), so that m is the mean over the first N epochs and from then on forgets with a time
 * constant of N of them. Learning does not see it (S34; after Polyak and Juditsky 1992, SIAM J. Control Optim. 30:838, who take the mean of all).
 */
final class AverageWeights {
    private final int span;
    private final List<Pathway> pathways;
    private final List<float[][]> means = new ArrayList<>();
    private long epochs;

    /**
     * @param span N, at least 1
     * @param pathways those that learn
     */
    AverageWeights(int span, List<Pathway> pathways) {
        this.span = span;
        this.pathways = List.copyOf(pathways);
        for (Pathway pathway : pathways) {
            float[][] rows = pathway.synapses().rows();
            means.add(Arrays.stream(rows).map(row -> new float[row.length]).toArray(float[][]::new));
        }
    }

    /**
     * Takes the weights of an epoch's end into the mean, once.
     *
     * @param epoch from 0, one after the other
     */
    void follow(int epoch) {
        if (epoch < epochs) {
            return;
        }
        epochs = epoch + 1L;
        float share = 1f / Math.min(epochs, span);
        for (int i = 0; i < pathways.size(); i++) {
            float[][] rows = pathways.get(i).synapses().rows();
            float[][] mean = means.get(i);
            for (int row = 0; row < rows.length; row++) {
                approach(mean[row], rows[row], share);
            }
        }
    }

    private static void approach(float[] mean, float[] weights, float share) {
        for (int j = 0; j < mean.length; j++) {
            mean[j] += share * (weights[j] - mean[j]);
        }
    }

    /** Puts the mean in place of the weights, and these in place of the mean: twice, and all is as before. */
    void exchange() {
        for (int i = 0; i < pathways.size(); i++) {
            float[][] rows = pathways.get(i).synapses().rows();
            float[][] mean = means.get(i);
            for (int row = 0; row < rows.length; row++) {
                exchange(mean[row], rows[row]);
            }
        }
    }

    private static void exchange(float[] mean, float[] weights) {
        for (int j = 0; j < mean.length; j++) {
            float weight = weights[j];
            weights[j] = mean[j];
            mean[j] = weight;
        }
    }

    void state(Archive archive) {
        epochs = archive.number(Checkpoint.MEAN_EPOCHS, epochs);
        for (int i = 0; i < means.size(); i++) {
            archive.rows(pathways.get(i).name() + Checkpoint.MEAN, means.get(i));
        }
    }
}
