package org.tarpon.engine;

import java.util.SortedMap;
import org.tarpon.circuit.Rows;
import org.tarpon.circuit.Tract;
import org.tarpon.neuron.Row;

/** What is on its way along one pathway to the neurons of one partition, in the order of arrival. */
abstract class Arrivals {
    final Tract tract;
    final Site site;
    final Rows rows;
    final ChangeLog source;
    private final double commonWeight;
    long cursor;
    long synapticEvents;

    private Arrivals(Tract tract, Site site, Rows rows, ChangeLog source) {
        this.tract = tract;
        this.site = site;
        this.rows = rows;
        this.source = source;
        this.commonWeight = rows.commonWeight();
    }

    static Arrivals of(Tract tract, Site site, Rows rows, ChangeLog source) {
        return tract.hasDelays() ? new Spread(tract, site, rows, source) : new Together(tract, site, rows, source);
    }

    /** Time of the next arrival; {@link Long#MAX_VALUE} if nothing is under way. */
    abstract long time();

    /** Takes notice of what was sent since. */
    abstract void refresh();

    /** Lets the next arrival happen, whose time it is. */
    abstract void deliver(long now);

    /** Gives what has left its source's log, by number, and has not reached all its synapses. */
    abstract void collect(SortedMap<Long, SpikesUnderWay.Spike> underWay);

    /** Begins anew at a time: of what the log holds, all that has not arrived before is under way. */
    abstract void restart(long now);

    final void arrive(long now, Row row, int sign) {
        synapticEvents += row.count;
        int lifted = site.cells.arrive(tract.compartment(), now, row, sign * commonWeight);
        if (lifted > 0) {
            site.excited(now, lifted);
        }
    }

    /** One delay for all synapses: spikes arrive in the order in which they were sent, all synapses of one at once. */
    private static final class Together extends Arrivals {
        private final long delay;

        Together(Tract tract, Site site, Rows rows, ChangeLog source) {
            super(tract, site, rows, source);
            this.delay = tract.minimumDelay();
        }

        @Override
        long time() {
            return cursor < source.end() ? source.time(cursor) + delay : Long.MAX_VALUE;
        }

        @Override
        void refresh() {}

        @Override
        void collect(SortedMap<Long, SpikesUnderWay.Spike> underWay) {}

        @Override
        void restart(long now) {
            for (cursor = source.begin(); time() < now; ) {
                cursor++;
            }
        }

        @Override
        void deliver(long now) {
            Row row = rows.row(source.neuron(cursor));
            int sign = source.sign(cursor);
            cursor++;
            arrive(now, row, sign);
        }
    }

    /**
     * A delay for every synapse: rows are sorted by delay, and each spike under way has one entry, for the first of its
     * synapses that it has not reached, in a heap ordered by (time, number of the spike).
     */
    private static final class Spread extends Arrivals {
        private final SpikesUnderWay heap = new SpikesUnderWay();
        private final Row part = new Row();

        Spread(Tract tract, Site site, Rows rows, ChangeLog source) {
            super(tract, site, rows, source);
            part.targets = new int[16];
            part.weights = tract.hasWeights() ? new float[16] : null;
        }

        @Override
        long time() {
            return heap.isEmpty() ? Long.MAX_VALUE : heap.time();
        }

        @Override
        void refresh() {
            for (; cursor < source.end(); cursor++) {
                Row row = rows.row(source.neuron(cursor));
                if (row.count > 0) {
                    heap.add(
                            source.time(cursor) + row.delays[0], cursor, source.neuron(cursor), source.sign(cursor), 0);
                }
            }
        }

        @Override
        void collect(SortedMap<Long, SpikesUnderWay.Spike> underWay) {
            heap.collect(underWay, (neuron, synapse) -> rows.row(neuron).delays[synapse]);
        }

        @Override
        void restart(long now) {
            heap.clear();
            for (cursor = source.begin(); cursor < source.end(); cursor++) {
                Row row = rows.row(source.neuron(cursor));
                long sent = source.time(cursor);
                int reached = 0;
                while (reached < row.count && sent + row.delays[reached] < now) {
                    reached++;
                }
                if (reached < row.count) {
                    heap.add(sent + row.delays[reached], cursor, source.neuron(cursor), source.sign(cursor), reached);
                }
            }
        }

        @Override
        void deliver(long now) {
            Row row = rows.row(heap.neuron());
            int begin = heap.reached();
            int end = begin + 1;
            while (end < row.count && row.delays[end] == row.delays[begin]) {
                end++;
            }
            int sign = heap.sign();
            copy(row, begin, end);
            if (end < row.count) {
                heap.advance(now - row.delays[begin] + row.delays[end], end);
            } else {
                heap.remove();
            }
            arrive(now, part, sign);
        }

        private void copy(Row row, int begin, int end) {
            part.count = end - begin;
            if (part.targets.length < part.count) {
                part.targets = new int[2 * part.count];
                part.weights = part.weights == null ? null : new float[2 * part.count];
            }
            System.arraycopy(row.targets, begin, part.targets, 0, part.count);
            if (part.weights != null) {
                System.arraycopy(row.weights, begin, part.weights, 0, part.count);
            }
        }
    }
}
