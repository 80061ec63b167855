package org.tarpon.circuit;

import java.util.Arrays;
import org.tarpon.neuron.Row;

/**
 * Rows in arrays of their exact length: 4 bytes a synapse for its target, or 2 where all share weight and delay and the
 * targets fit into 16 bits; 4 more for a weight of its own, 4 more for a delay of its own.
 */
final class StoredRows implements Rows {
    private final int[][] targets; // null where narrow
    private final char[][] narrow; // null where not
    private final float[][] weights;
    private final int[][] delays;
    private final double commonWeight;
    private final int presynaptic;
    private final Row row = new Row();

    private StoredRows(Tract tract, double commonWeight, int range) {
        int n = tract.from().size();
        boolean fits = tract.bytesPerSynapse(range) == 2;
        this.presynaptic = n;
        this.targets = fits ? null : new int[n][];
        this.narrow = fits ? new char[n][] : null;
        this.weights = tract.hasWeights() ? new float[n][] : null;
        this.delays = tract.hasDelays() ? new int[n][] : null;
        this.commonWeight = commonWeight;
    }

    static StoredRows of(Circuit circuit, Tract tract, long seed, int first, int end) {
        RowDraw draw = new RowDraw(circuit, tract, seed);
        StoredRows rows = new StoredRows(tract, draw.commonWeight(), end - first);
        if (tract.connectivity() instanceof Connectivity.Listed listed) {
            rows.fillFromList(listed.list(), draw, first, end);
        } else if (tract.connectivity().hasRows()) {
            rows.fillByRow(draw, first, end);
        } else {
            rows.fillByColumn(draw, first, end);
        }
        rows.sortByDelay();
        return rows;
    }

    private void fillByRow(RowDraw draw, int first, int end) {
        for (int pre = 0; pre < presynaptic; pre++) {
            draw.row(pre);
            int inside = 0;
            for (int k = 0; k < draw.count(); k++) {
                inside += draw.partner(k) >= first && draw.partner(k) < end ? 1 : 0;
            }
            allocate(pre, inside);
            int at = 0;
            for (int k = 0; k < draw.count(); k++) {
                if (draw.partner(k) >= first && draw.partner(k) < end) {
                    put(pre, at++, draw.partner(k) - first, draw, k);
                }
            }
        }
    }

    /** Draws every column twice, once to count and once to fill, and so needs no memory beside the rows. */
    private void fillByColumn(RowDraw draw, int first, int end) {
        int[] filled = new int[presynaptic];
        for (int post = first; post < end; post++) {
            draw.columnPartners(post);
            for (int k = 0; k < draw.count(); k++) {
                filled[draw.partner(k)]++;
            }
        }
        for (int pre = 0; pre < presynaptic; pre++) {
            allocate(pre, filled[pre]);
        }
        Arrays.fill(filled, 0);
        for (int post = first; post < end; post++) {
            draw.column(post);
            for (int k = 0; k < draw.count(); k++) {
                int pre = draw.partner(k);
                put(pre, filled[pre]++, post - first, draw, k);
            }
        }
    }

    private void fillFromList(ConnectionList list, RowDraw draw, int first, int end) {
        // Weights and delays that the list does not give are drawn by row, for all of a row whatever the range.
        int[] counts = new int[presynaptic];
        int[] inside = new int[presynaptic];
        for (int k = 0; k < list.size(); k++) {
            counts[list.from(k)]++;
            inside[list.from(k)] += list.to(k) >= first && list.to(k) < end ? 1 : 0;
        }
        for (int pre = 0; pre < presynaptic; pre++) {
            allocate(pre, inside[pre]);
        }
        int[][] positions = new int[presynaptic][];
        for (int pre = 0; pre < presynaptic; pre++) {
            positions[pre] = new int[counts[pre]];
        }
        Arrays.fill(counts, 0);
        for (int k = 0; k < list.size(); k++) {
            positions[list.from(k)][counts[list.from(k)]++] = k;
        }
        for (int pre = 0; pre < presynaptic; pre++) {
            draw.listed(pre, list, positions[pre]);
            int at = 0;
            for (int k = 0; k < draw.count(); k++) {
                if (draw.partner(k) >= first && draw.partner(k) < end) {
                    put(pre, at++, draw.partner(k) - first, draw, k);
                }
            }
        }
    }

    private void allocate(int pre, int count) {
        if (narrow != null) {
            narrow[pre] = new char[count];
        } else {
            targets[pre] = new int[count];
        }
        if (weights != null) {
            weights[pre] = new float[count];
        }
        if (delays != null) {
            delays[pre] = new int[count];
        }
    }

    private void put(int pre, int at, int target, RowDraw draw, int k) {
        if (narrow != null) {
            narrow[pre][at] = (char) target;
        } else {
            targets[pre][at] = target;
        }
        if (weights != null) {
            weights[pre][at] = draw.weights()[k];
        }
        if (delays != null) {
            delays[pre][at] = draw.delays()[k];
        }
    }

    /** Stable, so that several connections of a pair keep their order. */
    private void sortByDelay() {
        if (delays == null) {
            return;
        }
        for (int pre = 0; pre < presynaptic; pre++) {
            int n = targets[pre].length;
            long[] keys = new long[n];
            for (int k = 0; k < n; k++) {
                keys[k] = (long) delays[pre][k] << 32 | k;
            }
            Arrays.sort(keys);
            int[] sortedTargets = new int[n];
            float[] sortedWeights = weights == null ? null : new float[n];
            for (int k = 0; k < n; k++) {
                sortedTargets[k] = targets[pre][(int) keys[k]];
                delays[pre][k] = (int) (keys[k] >> 32);
                if (sortedWeights != null) {
                    sortedWeights[k] = weights[pre][(int) keys[k]];
                }
            }
            targets[pre] = sortedTargets;
            if (sortedWeights != null) {
                weights[pre] = sortedWeights;
            }
        }
    }

    @Override
    public Row row(int presynaptic) {
        if (narrow != null) {
            row.narrow = narrow[presynaptic];
            row.count = row.narrow.length;
        } else {
            row.targets = targets[presynaptic];
            row.count = row.targets.length;
        }
        row.weights = weights == null ? null : weights[presynaptic];
        row.delays = delays == null ? null : delays[presynaptic];
        return row;
    }

    @Override
    public double commonWeight() {
        return commonWeight;
    }

    @Override
    public long stored() {
        long sum = 0;
        for (int pre = 0; pre < presynaptic; pre++) {
            sum += row(pre).count;
        }
        return sum;
    }
}
