package org.tarpon.engine;

import org.tarpon.circuit.CellGroup;
import org.tarpon.math.Exponentials;
import org.tarpon.neuron.Cells;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.Outlet;
import org.tarpon.random.RandomStream;
import org.tarpon.state.Archive;

/** The neurons of one population that belong to one partition: their state, what they have sent, when they wake. */
final class Site implements Outlet {
    final CellGroup group;
    final Dynamics dynamics;
    final Cells cells;
    private final Exchange.Member exchange;
    private final int firstOutput; // number among all populations' outputs of the first of this one
    private final RandomStream stream;
    private Wakings wakes;
    private int firstWake; // number among the wakings of the first of these neurons
    private final int[] draws;
    private final long[] words = new long[4];
    private long now;

    /** @param firstOutput number of the first of the population's outputs among those of all populations */
    Site(CellGroup group, int first, int end, long seed, Exchange.Member exchange, int firstOutput) {
        this.group = group;
        this.dynamics = group.dynamics();
        this.cells = new Cells(dynamics, first, end - first);
        this.exchange = exchange;
        this.firstOutput = firstOutput;
        this.stream = new RandomStream(seed, group.name() + "/draws");
        this.draws = new int[dynamics.wakes() ? end - first : 0];
    }

    /** Neurons that ask to be woken, 0 if the model never does. */
    int wakers() {
        return dynamics.wakes() ? cells.size() : 0;
    }

    /** Sets where wakings are noted, under numbers from {@code first} on. */
    void noteWakingsIn(Wakings wakings, int first) {
        wakes = wakings;
        firstWake = first;
    }

    /** Lists the neurons' state, in arrays of the whole population. */
    void state(Archive archive) {
        Archive part = archive.segment(cells.first(), group.size());
        cells.state(part);
        if (!dynamics.wakes()) {
            return;
        }
        part.array("draws", draws);
        long[] times = new long[cells.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = wakes.timeOf(firstWake + i);
        }
        part.array("wakings", times);
        for (int i = 0; i < times.length; i++) {
            wakes.set(firstWake + i, times[i]);
        }
    }

    void start() {
        for (int i = 0; i < cells.size(); i++) {
            dynamics.start(cells, i, this);
        }
    }

    void update(long time, int neuron, double uniform) {
        now = time;
        dynamics.update(cells, neuron, uniform, this);
    }

    /** Wakes the neuron that has this number among the wakings. */
    void wake(long time, int number) {
        now = time;
        wakes.set(number, Long.MAX_VALUE);
        dynamics.wake(cells, number - firstWake, this);
    }

    /** Lets neurons react that an arrival has lifted; one that was named before may have reacted already. */
    void excited(long time, int count) {
        now = time;
        for (int k = 0; k < count; k++) {
            int neuron = cells.lifted(k);
            if (cells.isAboveCeiling(neuron)) {
                dynamics.excited(cells, neuron, this);
            }
        }
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void send(int output, int neuron, int sign) {
        exchange.send(now, firstOutput + output, cells.first() + neuron, sign);
    }

    @Override
    public void wakeAt(int neuron, long time) {
        if (time < now) {
            throw new IllegalArgumentException("a neuron of " + group.name() + " cannot wake in the past");
        }
        wakes.set(firstWake + neuron, time);
    }

    @Override
    public double uniform(int neuron) {
        draw(neuron);
        return RandomStream.toDouble(words[0]);
    }

    @Override
    public double exponential(int neuron) {
        draw(neuron);
        return -Exponentials.log(1 - RandomStream.toDouble(words[0]));
    }

    private void draw(int neuron) {
        stream.words(draws[neuron]++, 0, cells.first() + neuron, words);
    }
}
