package org.tarpon.circuit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.tarpon.format.CsvLines;

/** An explicit list of connections, in the order given; weights and delays are optional, for all or for none. */
public final class ConnectionList {
    /** Of a connection with weight and delay, as it is kept and sorted. */
    private static final int LARGEST_BYTES = 24;

    private int size;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private float[] weights;
    private int[] delays;

    /**
     * Reads a CSV file with the header {@code from,to}, {@code from,to,weight}, or {@code from,to,weight,delay_ns}; neurons
     * are counted from 0.
     *
     * @throws IllegalArgumentException naming file and line, if a line is not as the header says
     * @throws IOException if the file cannot be read
     */
    public static ConnectionList read(Path file) throws IOException {
        ConnectionList list = new ConnectionList();
        try (CsvLines in = new CsvLines(file)) {
            String header = in.next();
            int columns = header == null ? -1 : columns(header.strip());
            if (columns < 0) {
                throw new IllegalArgumentException(in.where() + ": the first line must be from,to or from,to,weight or"
                        + " from,to,weight,delay_ns"
                        + (header == null ? "; the file is empty" : ", not " + CsvLines.shown(header)));
            }
            list.weights = columns > 2 ? new float[16] : null;
            list.delays = columns > 3 ? new int[16] : null;
            for (String line = in.next(); line != null; line = in.next()) {
                if (!line.isBlank()) {
                    list.add(in.where(), line.split(",", -1), columns);
                }
            }
        }
        return list;
    }

    private static int columns(String header) {
        return switch (header) {
            case "from,to" -> 2;
            case "from,to,weight" -> 3;
            case "from,to,weight,delay_ns" -> 4;
            default -> -1;
        };
    }

    private void add(String where, String[] cells, int columns) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(
                    where + ": " + cells.length + " values where the first line announces " + columns);
        }
        grow(where);
        from[size] = whole(where, "from", cells[0]);
        to[size] = whole(where, "to", cells[1]);
        if (weights != null) {
            weights[size] = weight(where, cells[2].strip());
        }
        if (delays != null) {
            delays[size] = whole(where, "delay_ns", cells[3]);
            if (delays[size] == 0) {
                throw new IllegalArgumentException(where + ": delay_ns of a single synapse must be at least 1");
            }
        }
        size++;
    }

    private void grow(String where) {
        if (size < from.length) {
            return;
        }
        // While one array is copied both are there; sorting for duplicates takes a long for each connection once more.
        long most = Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 2 / LARGEST_BYTES);
        if (2L * size > most) {
            throw new IllegalArgumentException(where + ": more than " + size + " connections do not fit into the "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB that Java may use; start it with a larger -Xmx, or give a rule of connection");
        }
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
        weights = weights == null ? null : Arrays.copyOf(weights, 2 * size);
        delays = delays == null ? null : Arrays.copyOf(delays, 2 * size);
    }

    private static int whole(String where, String what, String text) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                where + ": " + what + " must be a whole number from 0 to 2147483647, not " + CsvLines.shown(text));
    }

    private static float weight(String where, String text) {
        try {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(where + ": weight must be a finite number, not " + CsvLines.shown(text));
    }

    public int size() {
        return size;
    }

    public boolean hasWeights() {
        return weights != null;
    }

    public boolean hasDelays() {
        return delays != null;
    }

    int from(int k) {
        return from[k];
    }

    int to(int k) {
        return to[k];
    }

    float weight(int k) {
        return weights[k];
    }

    int delay(int k) {
        return delays[k];
    }

    double largestWeight() {
        float largest = 0;
        for (int k = 0; k < size; k++) {
            largest = Math.max(largest, Math.abs(weights[k]));
        }
        return largest;
    }

    long smallestDelay() {
        return Arrays.stream(delays, 0, size).min().orElse(1);
    }

    int largestInDegree() {
        int[] degree = new int[Arrays.stream(to, 0, size).max().orElse(0) + 1];
        for (int k = 0; k < size; k++) {
            degree[to[k]]++;
        }
        return Arrays.stream(degree).max().orElse(0);
    }

    /** Refuses neurons that do not exist and connections that the rules forbid. */
    void check(Tract tract) {
        long[] keys = new long[size];
        for (int k = 0; k < size; k++) {
            if (from[k] >= tract.from().size() || to[k] >= tract.to().size()) {
                throw new IllegalArgumentException(which(k, tract) + " names a neuron that does not exist: "
                        + tract.from().name()
                        + " has " + tract.from().size() + " neurons, "
                        + tract.to().name() + " "
                        + tract.to().size());
            }
            if (tract.isRecurrent() && from[k] == to[k] && !tract.rules().self()) {
                throw new IllegalArgumentException(
                        which(k, tract) + " connects a neuron with itself, which is not allowed here");
            }
            keys[k] = (long) from[k] << 32 | to[k];
        }
        if (!tract.rules().multiple()) {
            Arrays.sort(keys);
            for (int k = 1; k < size; k++) {
                if (keys[k] == keys[k - 1]) {
                    throw new IllegalArgumentException("pathway " + tract.name() + " connects " + (keys[k] >> 32)
                            + " to " + (int) keys[k] + " more than once, which is not allowed here");
                }
            }
        }
    }

    private String which(int k, Tract tract) {
        return "connection " + k + " of pathway " + tract.name() + " (" + from[k] + " to " + to[k] + ")";
    }
}
