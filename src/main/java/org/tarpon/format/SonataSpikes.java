package org.tarpon.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a spike file of SONATA; it may be sorted in any way. */
final class SonataSpikes {
    private SonataSpikes() {}

    static SpikeList read(Path file, SpikeFile.Wanted wanted) throws IOException {
        try (Hdf5Reader in = new Hdf5Reader(file)) {
            String group = "/" + SonataWriter.SPIKES + "/" + population(in, wanted.population());
            if (in.isThere(group + Trains.NEGATIVE)) {
                throw in.wrong(group, "its neurons send changes of a state, which are no spikes");
            }
            String times = group + "/" + SonataWriter.TIMESTAMPS;
            String neurons = group + "/" + SonataWriter.NODE_IDS;
            double nanos = nanos(in, times);
            long count = in.length(times);
            if (in.length(neurons) != count) {
                throw in.wrong(neurons, in.length(neurons) + " neurons for " + count + " times");
            }
            SpikeList spikes = new SpikeList();
            for (long from = 0; from < count; from += Hdf5Reader.MOST) {
                double[] when = in.reals(times, from);
                long[] who = in.wholes(neurons, from);
                for (int k = 0; k < when.length; k++) {
                    add(in, spikes, SpikeFile.nanos(when[k] * nanos), who[k], wanted.size(), from + k, group);
                }
            }
            return spikes;
        }
    }

    private static void add(
            Hdf5Reader in, SpikeList spikes, long time, long neuron, int size, long element, String group) {
        if (time < 0) {
            throw in.wrong(
                    group + "/" + SonataWriter.TIMESTAMPS, "element " + element + " must be a time from 0 to 10⁹ ms");
        }
        if (neuron < 0 || neuron >= size) {
            throw in.wrong(
                    group + "/" + SonataWriter.NODE_IDS,
                    "element " + element + ": there is no neuron " + neuron + "; the population has " + size
                            + ", counted from 0");
        }
        try {
            spikes.add(time, (int) neuron);
        } catch (IllegalArgumentException e) {
            throw in.wrong(group, e.getMessage());
        }
    }

    /** The one that is wanted, or the only one. */
    private static String population(Hdf5Reader in, String wanted) {
        String spikes = "/" + SonataWriter.SPIKES;
        List<String> there = in.children(spikes);
        if (wanted.isEmpty() && there.size() != 1) {
            throw in.wrong(
                    spikes,
                    "has spikes of " + there.size() + " populations; say with `of` whose to take" + named(there));
        }
        if (!wanted.isEmpty() && !there.contains(wanted)) {
            throw in.wrong(spikes, "there is no population " + wanted + " in it" + named(there));
        }
        return wanted.isEmpty() ? there.get(0) : wanted;
    }

    private static String named(List<String> populations) {
        return populations.isEmpty() ? "" : "; there are " + CsvLines.shown(String.join(", ", populations));
    }

    private static double nanos(Hdf5Reader in, String times) {
        String units = in.text(times, SonataWriter.UNITS).orElse("ms");
        return switch (units) {
            case "s" -> 1e9;
            case "ms" -> 1e6;
            case "us" -> 1e3;
            case "ns" -> 1;
            default -> throw in.wrong(times, "has the units " + CsvLines.shown(units) + "; allowed: s, ms, us, ns");
        };
    }
}
