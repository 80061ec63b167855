package org.tarpon.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Spikes in Tarpon's own lines, in either form: {@code time_ms,neuron}, or as a run records them, {@code
 * time_ns,population,output,neuron,sign}. Lines are in the order of time, and milliseconds are rounded to whole nanoseconds.
 * In the first form a neuron fires once at one time.
 */
final class CsvSpikes {
    private static final String PLAIN = "time_ms,neuron";
    private static final String RECORDED = "time_ns,population,output,neuron,sign";
    private final Path file;
    private final CsvLines lines;
    private final String population;
    private final int size;
    private final long[] last; // time of each neuron's last spike
    private final SpikeList spikes = new SpikeList();
    private String[] cells = {};

    private CsvSpikes(Path file, CsvLines lines, String population, int size) {
        this.file = file;
        this.lines = lines;
        this.population = population;
        this.size = size;
        this.last = new long[size];
        Arrays.fill(last, -1);
    }

    static SpikeList read(Path file, SpikeFile.Wanted wanted) throws IOException {
        try (CsvLines lines = new CsvLines(file)) {
            return new CsvSpikes(file, lines, wanted.population(), wanted.size()).read();
        }
    }

    private SpikeList read() throws IOException {
        String header = lines.next();
        boolean recorded = RECORDED.equals(header);
        if (!recorded && !PLAIN.equals(header)) {
            throw wrong(
                    0,
                    "the first line must be " + PLAIN + " or, as runs record spikes, " + RECORDED
                            + (header == null ? "; the file is empty" : ", not " + CsvLines.shown(header)));
        }
        if (recorded == population.isEmpty()) {
            throw wrong(
                    0,
                    recorded
                            ? "recorded spikes are those of several populations; say with `of` whose to take"
                            : "there are no populations in this file from which `of` could choose");
        }
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                cells = line.split(",", -1);
                if (recorded) {
                    recorded();
                } else {
                    plain();
                }
            }
        }
        if (spikes.count() == 0 && !population.isEmpty()) {
            throw new IllegalArgumentException(file + ": there is no spike of a population " + population + " in it");
        }
        return spikes;
    }

    private void plain() {
        announced(2);
        int neuron = neuron(1);
        long time = milliseconds();
        if (last[neuron] == time) {
            throw wrong(0, "neuron " + neuron + " fires twice at this time");
        }
        add(time, neuron);
    }

    private void recorded() {
        announced(5);
        if (!cells[1].strip().equals(population)) {
            return;
        }
        if (whole(2, "output", Integer.MAX_VALUE) != 0) {
            throw wrong(2, "a spike of another output than the first, 0, cannot be played back");
        }
        if (!cells[4].strip().equals("1")) {
            throw wrong(
                    4,
                    "the sign of a spike must be 1, not " + CsvLines.shown(cells[4]) + "; neurons of " + population
                            + " send changes of a state, which are no spikes");
        }
        add(whole(0, "time_ns", SpikeFile.LATEST), neuron(3));
    }

    private void announced(int columns) {
        if (cells.length != columns) {
            throw wrong(0, cells.length + " values where the first line announces " + columns);
        }
    }

    private void add(long time, int neuron) {
        int count = spikes.count();
        if (count > 0 && time < spikes.time(count - 1)) {
            throw wrong(
                    0,
                    "spikes must be in the order of time; the one before is at " + spikes.time(count - 1) + " ns,"
                            + " this one at " + time + " ns");
        }
        last[neuron] = time;
        try {
            spikes.add(time, neuron);
        } catch (IllegalArgumentException e) {
            throw wrong(0, e.getMessage());
        }
    }

    private int neuron(int cell) {
        int neuron = (int) whole(cell, "neuron", Integer.MAX_VALUE);
        if (neuron >= size) {
            throw wrong(cell, "there is no neuron " + neuron + "; the population has " + size + ", counted from 0");
        }
        return neuron;
    }

    private long whole(int cell, String what, long most) {
        long value = SpikeFile.whole(cells[cell].strip(), most);
        if (value < 0) {
            throw wrong(
                    cell, what + " must be a whole number from 0 to " + most + ", not " + CsvLines.shown(cells[cell]));
        }
        return value;
    }

    private long milliseconds() {
        long time = SpikeFile.milliseconds(cells[0].strip());
        if (time < 0) {
            throw wrong(0, "time_ms must be a number from 0 to 1000000000, not " + CsvLines.shown(cells[0]));
        }
        return time;
    }

    /** @param cell in which it is wrong */
    private IllegalArgumentException wrong(int cell, String what) {
        int column = 1;
        for (int k = 0; k < Math.min(cell, cells.length); k++) {
            column += cells[k].length() + 1;
        }
        return new IllegalArgumentException(lines.where() + ":" + column + ": " + what);
    }
}
