package org.tarpon.neuron;

import java.util.List;

/** Neurons that fire at given times. */
public final class SpikeTrains implements Dynamics {
    private final long[][] trains;

    /** @param trains nanoseconds from 0 on, ascending, for each neuron of the population; equal times are several spikes */
    public SpikeTrains(long[][] trains) {
        this.trains = new long[trains.length][];
        for (int i = 0; i < trains.length; i++) {
            this.trains[i] = trains[i].clone();
            for (int k = 0; k < trains[i].length; k++) {
                if (trains[i][k] < (k == 0 ? 0 : trains[i][k - 1])) {
                    throw new IllegalArgumentException("spike times of neuron " + i + " must ascend from 0 ns on; "
                            + trains[i][k] + " ns is out of order");
                }
            }
        }
    }

    /** Neurons for which there are trains. */
    public int size() {
        return trains.length;
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
        long[] train = trains[cells.first() + neuron];
        int next = (int) cells.variable(0, neuron);
        outlet.wakeAt(neuron, next < train.length ? train[next] : Long.MAX_VALUE);
    }
}
