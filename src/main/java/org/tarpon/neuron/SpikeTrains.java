package org.tarpon.neuron;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tarpon.format.SpikeFile;
import org.tarpon.format.SpikeList;

/** Neurons that fire at given times. */
public final class SpikeTrains implements Dynamics {
    private final long[] times; // train after train
    private final int[] starts; // by neuron; one more, the end

    /** @param trains nanoseconds from 0 on, ascending, for each neuron of the population; equal times are several spikes */
    public SpikeTrains(long[][] trains) {
        this.starts = new int[trains.length + 1];
        for (int i = 0; i < trains.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], trains[i].length);
        }
        this.times = new long[starts[trains.length]];
        for (int i = 0; i < trains.length; i++) {
            for (int k = 0; k < trains[i].length; k++) {
                if (trains[i][k] < (k == 0 ? 0 : trains[i][k - 1])) {
                    throw new IllegalArgumentException("spike times of neuron " + i + " must ascend from 0 ns on; "
                            + trains[i][k] + " ns is out of order");
                }
                times[starts[i] + k] = trains[i][k];
            }
        }
    }

    /**
     * Spikes of all neurons.
     *
     * @param size neurons there are; who fires is below
     */
    public SpikeTrains(int size, SpikeList spikes) {
        this.starts = new int[size + 1];
        for (int k = 0; k < spikes.count(); k++) {
            starts[spikes.neuron(k) + 1]++;
        }
        for (int i = 0; i < size; i++) {
            starts[i + 1] += starts[i];
        }
        this.times = new long[spikes.count()];
        int[] next = Arrays.copyOf(starts, size);
        for (int k = 0; k < spikes.count(); k++) {
            times[next[spikes.neuron(k)]++] = spikes.time(k);
        }
        for (int i = 0; i < size; i++) {
            Arrays.sort(times, starts[i], starts[i + 1]);
        }
    }

    /** Reads a file as {@link SpikeFile#read} says. */
    public static SpikeTrains read(Path file, SpikeFile.Wanted wanted) throws IOException {
        return new SpikeTrains(wanted.size(), SpikeFile.read(file, wanted));
    }

    /** Neurons for which there are trains. */
    public int size() {
        return starts.length - 1;
    }

    /** Times at which a neuron fires, in nanoseconds. */
    public long[] train(int neuron) {
        return Arrays.copyOfRange(times, starts[neuron], starts[neuron + 1]);
    }

    /** Bytes that the times take. */
    public long bytes() {
        return (long) Long.BYTES * times.length + (long) Integer.BYTES * starts.length;
    }

    @Override
    public List<Trace> traces() {
        return List.of();
    }

    @Override
    public List<Output> outputs() {
        return Output.SPIKES;
    }

    /** One: the number of spikes so far. */
    @Override
    public int variables() {
        return 1;
    }

    @Override
    public boolean wakes() {
        return true;
    }

    @Override
    public void start(Cells cells, int neuron, Outlet outlet) {
        await(cells, neuron, outlet);
    }

    @Override
    public void wake(Cells cells, int neuron, Outlet outlet) {
        outlet.send(0, neuron, 1);
        cells.setVariable(0, neuron, cells.variable(0, neuron) + 1);
        await(cells, neuron, outlet);
    }

    private void await(Cells cells, int neuron, Outlet outlet) {
        int i = cells.first() + neuron;
        int next = starts[i] + (int) cells.variable(0, neuron);
        outlet.wakeAt(neuron, next < starts[i + 1] ? times[next] : Long.MAX_VALUE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpikeTrains that
                && Arrays.equals(times, that.times)
                && Arrays.equals(starts, that.starts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(starts);
    }
}
