package org.tarpon.circuit;

import org.tarpon.neuron.Row;

/** Draws a row whenever it is asked for: no memory, and results identical to stored rows. */
final class ProceduralRows implements Rows {
    private final RowDraw draw;
    private final int first;
    private final int end;
    private final int size;
    private final Row row = new Row();

    ProceduralRows(Circuit circuit, Tract tract, long seed, int first, int end) {
        this.draw = new RowDraw(circuit, tract, seed);
        this.first = first;
        this.end = end;
        this.size = tract.to().size();
    }

    @Override
    public Row row(int presynaptic) {
        draw.row(presynaptic);
        row.targets = draw.partners();
        row.weights = draw.weights();
        row.count = draw.count();
        if (first > 0 || end < size) {
            restrict();
        }
        return row;
    }

    private void restrict() {
        int kept = 0;
        for (int k = 0; k < row.count; k++) {
            int target = row.targets[k];
            row.targets[kept] = target - first;
            if (row.weights != null) {
                row.weights[kept] = row.weights[k];
            }
            kept += target >= first && target < end ? 1 : 0;
        }
        row.count = kept;
    }

    @Override
    public double commonWeight() {
        return draw.commonWeight();
    }

    @Override
    public long stored() {
        return 0;
    }
}
