package org.tarpon.record;

import java.util.Arrays;
import java.util.List;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.engine.ChangeListener;
import org.tarpon.format.Trains;

/**
 * Writes what some populations of an asynchronous network send, one line a spike or change of state, as it happens: nothing
 * is kept. Lines of one population are in the order of time.
 */
public final class ChangeRecorder implements ChangeListener {
    /** The first line of the file. */
    public static final String HEADER = "time_ns,population,output,neuron,sign\n";

    private final List<ChangeSelection> selections;
    private final SpikeFiles files;
    private final int[][] trains; // by population, and by output and sign; −1 before the first spike
    private final StringBuilder line = new StringBuilder();

    /** @param selections what to record; a change that is in several is written once */
    public ChangeRecorder(List<ChangeSelection> selections, Circuit circuit, SpikeFiles files) {
        this.selections = List.copyOf(selections);
        this.files = files;
        this.trains = new int[circuit.groups().size()][0];
        for (CellGroup group : circuit.groups()) {
            if (selections.stream().anyMatch(selection -> selection.population().equals(group.name()))) {
                // Also of neurons that are silent.
                train(group, 0, 1);
            }
        }
    }

    private int train(CellGroup group, int output, int sign) {
        int k = 2 * output + (sign < 0 ? 1 : 0);
        int[] known = trains[group.index()];
        if (k >= known.length) {
            trains[group.index()] = Arrays.copyOf(known, k + 1);
            Arrays.fill(trains[group.index()], known.length, k + 1, -1);
        }
        int[] numbers = trains[group.index()];
        if (numbers[k] < 0) {
            numbers[k] = files.train(Trains.of(group.name(), output == 0 ? "" : "output" + output, sign));
        }
        return numbers[k];
    }

    @Override
    public void sent(CellGroup group, int output, long time, int neuron, int sign) {
        if (!isSelected(group, time, neuron)) {
            return;
        }
        line.setLength(0);
        line.append(time)
                .append(',')
                .append(group.name())
                .append(',')
                .append(output)
                .append(',');
        line.append(neuron).append(sign < 0 ? ",-1\n" : ",1\n");
        files.row(line);
        files.spike(train(group, output, sign), time, neuron);
    }

    private boolean isSelected(CellGroup group, long time, int neuron) {
        for (int k = 0; k < selections.size(); k++) {
            if (selections.get(k).contains(group, time, neuron)) {
                return true;
            }
        }
        return false;
    }
}
