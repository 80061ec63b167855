package org.tarpon.format;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.VariableLength;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads numbers from an HDF5 file, a part at a time. The library throws whatever it runs into in a damaged file; here that
 * becomes an error which names the file and the place in it.
 */
public final class Hdf5Reader implements Closeable {
    /** Elements that are read at once, at most. */
    public static final int MOST = 1 << 16;

    private static final long MOST_CHUNK_BYTES = 1L << 26;

    private final Path file;
    private final HdfFile hdf;

    /**
     * Opens a file of at most 2 GiB. It is mapped into memory, so that nothing in the file can make the library allocate for
     * more than the file holds.
     *
     * @throws IllegalArgumentException if it is no HDF5 file
     */
    public Hdf5Reader(Path file) throws IOException {
        this.file = file;
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw wrong("/", "HDF5 files of more than 2 GiB are not read");
            }
            MappedByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            this.hdf = guarded("/", () -> HdfFile.fromByteBuffer(content));
        }
    }

    /** The error of a place in the file. */
    public IllegalArgumentException wrong(String path, String what) {
        return new IllegalArgumentException(file + ": " + CsvLines.shown(path) + ": " + what);
    }

    private <T> T guarded(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | NoClassDefFoundError e) {
            if (e instanceof IllegalArgumentException
                    && e.getMessage() != null
                    && e.getMessage().startsWith(file + ": ")) {
                throw e;
            }
            String why = e.getMessage() == null ? "" : ": " + CsvLines.shown(e.getMessage());
            throw wrong(path, "cannot be read; the file is damaged, or of a kind that is not supported" + why);
        }
    }

    private Optional<Node> find(String path) {
        Node node = hdf;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                node = node instanceof Group group ? group.getChild(name) : null;
            }
            if (node == null) {
                return Optional.empty();
            }
        }
        return Optional.of(node);
    }

    /** Whether there is a group or a dataset. */
    public boolean isThere(String path) {
        return guarded(path, () -> find(path).isPresent());
    }

    /** The names in a group, in their order. */
    public List<String> children(String path) {
        return guarded(path, () -> {
            if (find(path).orElse(null) instanceof Group group) {
                return group.getChildren().keySet().stream().sorted().toList();
            }
            throw wrong(path, "there is no such group in the file");
        });
    }

    private Dataset dataset(String path) {
        if (find(path).orElse(null) instanceof Dataset dataset) {
            return dataset;
        }
        throw wrong(path, "there is no such dataset in the file");
    }

    /** The text of an attribute, if it is there. */
    public Optional<String> text(String path, String name) {
        return guarded(path, () -> {
            Attribute attribute = dataset(path).getAttribute(name);
            if (attribute == null) {
                return Optional.empty();
            }
            Object data = attribute.getData();
            while (data != null && data.getClass().isArray() && Array.getLength(data) == 1) {
                data = Array.get(data, 0);
            }
            if (data instanceof String text) {
                return Optional.of(text);
            }
            throw wrong(path, "its attribute " + name + " must be a text");
        });
    }

    /** Elements of a dataset, which has one dimension. */
    public long length(String path) {
        return guarded(path, () -> {
            long[] shape = dataset(path).getDimensionsAsLong();
            if (shape.length != 1) {
                throw wrong(path, "must have one dimension, not " + shape.length);
            }
            return shape[0];
        });
    }

    /** Some numbers, from one on to the last or to {@link #MOST} of them. */
    public double[] reals(String path, long from) {
        return guarded(path, () -> {
            Dataset dataset = dataset(path);
            if (!(dataset.getDataType() instanceof FloatingPoint) && !(dataset.getDataType() instanceof FixedPoint)) {
                throw wrong(path, "must hold numbers");
            }
            return doubles(part(dataset, path, from));
        });
    }

    /** Some whole numbers, likewise; those of 64 bits without sign that need the last bit are negative. */
    public long[] wholes(String path, long from) {
        return guarded(path, () -> {
            Dataset dataset = dataset(path);
            if (!(dataset.getDataType() instanceof FixedPoint)) {
                throw wrong(path, "must hold whole numbers");
            }
            return longs(part(dataset, path, from));
        });
    }

    /** Some lists of numbers, of any length each, from one on to the last or to {@code most} of them. */
    public double[][] lists(String path, long from, int most) {
        return guarded(path, () -> {
            Dataset dataset = dataset(path);
            if (!(dataset.getDataType() instanceof VariableLength type) || type.isVariableLengthString()) {
                throw wrong(path, "must hold lists of numbers");
            }
            Object data = dataset.getData(new long[] {from}, new int[] {(int) Math.min(most, length(path) - from)});
            double[][] lists = new double[Array.getLength(data)][];
            for (int i = 0; i < lists.length; i++) {
                lists[i] = doubles(Array.get(data, i));
            }
            return lists;
        });
    }

    private Object part(Dataset dataset, String path, long from) {
        if (dataset.getDataType().getSize() > Long.BYTES) {
            throw wrong(path, "has numbers of " + dataset.getDataType().getSize() + " bytes; at most 8 are read");
        }
        if (dataset instanceof ChunkedDataset chunked) {
            long bytes = 8;
            for (int length : chunked.getChunkDimensions()) {
                bytes *= Math.max(1, length);
            }
            if (bytes > MOST_CHUNK_BYTES) {
                throw wrong(path, "has chunks of " + bytes + " bytes; at most " + MOST_CHUNK_BYTES + " are read");
            }
        }
        return dataset.getData(new long[] {from}, new int[] {(int) Math.min(MOST, length(path) - from)});
    }

    private static double[] doubles(Object array) {
        double[] values = new double[Array.getLength(array)];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) Array.get(array, i)).doubleValue();
        }
        return values;
    }

    private static long[] longs(Object array) {
        long[] values = new long[Array.getLength(array)];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) Array.get(array, i)).longValue();
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        hdf.close();
    }
}
