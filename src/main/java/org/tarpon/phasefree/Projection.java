package org.tarpon.phasefree;

import java.util.Arrays;
import org.tarpon.network.RowKernel;
import org.tarpon.state.Archive;

/**
 * What one lane keeps of a pathway: the presynaptic states as they have arrived, and what they amount to.
 *
 * <p>A filtered quantity is kept as (what it tends to) − (rest)·fade, where fade = exp(−(t − t₀)/τ_s) is the same for all
 * of a lane: the rest stands still between arrivals. So the filtered state is x̄_k = seen_k − rest_k·fade, the filtered
 * input I_i = sum_i − fading_i·fade, and a difference spike's effect, which tends to 0, B_i = differences_i·fade.
 */
final class Projection {
    /** What arrives does. */
    enum Effect {
        /** States drive the target at once. */
        DRIVE,
        /** States drive the target through a low-pass filter. */
        FILTERED_DRIVE,
        /** States leave traces, for learning, and only difference spikes act on the target. */
        DIFFERENCES
    }

    private final float[][] rows; // [pre][post], shared by all lanes
    private final Effect effect;
    final float[] seen; // [pre], 0 or 1
    final float[] rest;
    private final float[] sum; // [post]
    private final float[] fading;
    private final float[] differences;
    private final int[] active;

    Projection(float[][] rows, int pre, int post, Effect effect) {
        this.rows = rows;
        this.effect = effect;
        this.seen = new float[pre];
        this.rest = new float[pre];
        this.sum = new float[post];
        this.fading = new float[post];
        this.differences = new float[post];
        this.active = new int[pre];
    }

    /** Goes back to rest: no neuron has been active, and the weights may have changed. */
    void reset() {
        Arrays.fill(seen, 0);
        Arrays.fill(rest, 0);
        Arrays.fill(sum, 0);
        Arrays.fill(fading, 0);
        Arrays.fill(differences, 0);
    }

    void state(Archive archive) {
        archive.array("seen", seen);
        archive.array("rest", rest);
        archive.array("sum", sum);
        archive.array("fading", fading);
        archive.array("differences", differences);
    }

    /** Whether traces decay. */
    boolean filtered() {
        return effect != Effect.DRIVE;
    }

    float input(int neuron, float fade) {
        return sum[neuron] - fading[neuron] * fade;
    }

    float difference(int neuron, float fade) {
        return differences[neuron] * fade;
    }

    /** @param grow 1/fade */
    void change(int neuron, int sign, float grow) {
        seen[neuron] += sign;
        if (filtered()) {
            rest[neuron] += sign * grow;
        }
        if (effect == Effect.DRIVE) {
            add(sum, rows[neuron], sign);
        } else if (effect == Effect.FILTERED_DRIVE) {
            add(sum, fading, rows[neuron], sign, sign * grow);
        }
    }

    /** @param area of the spike in units of τ_s, signed and times 1/fade */
    void differ(int neuron, float area) {
        add(differences, rows[neuron], area);
    }

    /** row[k] += e·x̄_k. */
    void correlate(float[] row, float e, float fade) {
        if (filtered()) {
            mix(row, seen, rest, e, -e * fade);
        } else {
            add(row, seen, e);
        }
    }

    void addTraces(float[] traces, float fade) {
        correlate(traces, 1, fade);
    }

    /**
     * Moves t₀ to now and takes over new weights. The sum is taken anew, in the order of neurons; the filtered input goes
     * on from where it is.
     */
    void rebase(float fade) {
        if (effect == Effect.DIFFERENCES) {
            scale(differences, fade);
        } else {
            sum(fade);
        }
        scale(rest, fade);
    }

    private void sum(float fade) {
        int count = 0;
        for (int k = 0; k < seen.length; k++) {
            active[count] = k;
            count += seen[k] != 0 ? 1 : 0;
        }
        for (int i = 0; i < sum.length; i++) {
            fading[i] = fading[i] * fade - sum[i];
        }
        Arrays.fill(sum, 0);
        RowKernel.add(sum, rows, active, count);
        for (int i = 0; i < sum.length; i++) {
            fading[i] = filtered() ? fading[i] + sum[i] : 0;
        }
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static void add(float[] to, float[] row, float factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * row[i];
        }
    }

    private static void add(float[] first, float[] second, float[] row, float a, float b) {
        for (int i = 0; i < first.length; i++) {
            first[i] += a * row[i];
            second[i] += b * row[i];
        }
    }

    private static void mix(float[] to, float[] first, float[] second, float a, float b) {
        for (int i = 0; i < to.length; i++) {
            to[i] += a * first[i] + b * second[i];
        }
    }
}
