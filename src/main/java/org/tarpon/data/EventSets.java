package org.tarpon.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tarpon.format.Hdf5Reader;

/**
 * Recordings of an event camera (N-MNIST) and of a model cochlea (SHD) as samples. A recording is cut into {@link #SHARES}
 * equal shares; a sample is a byte for each channel of the sensor, whose bit k says whether the channel had an event in share k.
 * {@link Encoder.Events} shows the shares in the cycles of a presentation.
 */
final class EventSets {
    /** As many as a byte has bits. */
    static final int SHARES = 8;

    /** Three saccades of 100 ms (Orchard et al. 2015) and what they bring behind them. */
    private static final int N_MNIST_MICROS = 320_000;

    /** The longest recording has 1.37 s (Cramer et al. 2022). */
    private static final double SHD_SECONDS = 1.4;

    private static final int EVENT_BYTES = 5;
    private static final long MOST_BYTES = 5L << 20;
    private static final int MOST_SAMPLES = 1 << 20;

    /** An event at this place is none: it says that 2¹³ µs are over. */
    private static final int OVERFLOW_ROW = 240;

    private static final int OVERFLOW_MICROS = 1 << 13;

    /** Recordings of SHD that are held at once. */
    private static final int HELD = 16;

    private final KnownDataset set;
    private final Path folder;

    private EventSets(KnownDataset set, Path folder) {
        this.set = set;
        this.folder = folder;
    }

    /** What a folder must hold. */
    static List<String> parts(KnownDataset set) {
        return set == KnownDataset.SHD ? List.of("shd_train.h5", "shd_test.h5") : List.of("Train", "Test");
    }

    static boolean isIn(KnownDataset set, Path folder) {
        return parts(set).stream().allMatch(part -> Files.exists(folder.resolve(part)));
    }

    /** Where it comes from, and what to do with it. */
    static String advice(KnownDataset set) {
        return set == KnownDataset.SHD
                ? "put shd_train.h5 and shd_test.h5, unpacked (Cramer et al. 2022, zenkelab.org), into DIR/shd"
                : "unpack Train.zip and Test.zip (Orchard et al. 2015, garrickorchard.com) into DIR/n-mnist, so that there"
                        + " are DIR/n-mnist/Train/0 and so on";
    }

    /**
     * Reads a data set whole. There may be fewer samples than were published.
     *
     * @throws DataException if a file cannot be read or is damaged
     */
    static Dataset read(KnownDataset set, Path folder) {
        EventSets files = new EventSets(set, folder);
        ImageSamples training = files.part(parts(set).get(0));
        ImageSamples test = files.part(parts(set).get(1));
        return new Dataset(
                set.key(),
                training,
                test,
                set.classes(),
                Map.of(DatasetFile.TRAINING_IMAGES, digest(training), DatasetFile.TEST_IMAGES, digest(test)));
    }

    private ImageSamples part(String name) {
        Path part = folder.resolve(name);
        List<byte[]> samples = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        try {
            if (set == KnownDataset.SHD) {
                cochlea(part, samples, labels);
            } else {
                camera(part, samples, labels);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(part + ": " + DataException.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new DataException(e.getMessage(), e);
        }
        if (samples.isEmpty()) {
            throw new DataException(part + ": there are no samples in it; " + advice(set));
        }
        byte[] classes = new byte[labels.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels.get(i).byteValue();
        }
        return new ImageSamples(set.rows(), set.columns() * set.channels(), samples.toArray(byte[][]::new), classes);
    }

    private static String digest(ImageSamples samples) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < samples.count(); i++) {
                digest.update(samples.pixels(i));
                digest.update((byte) samples.label(i));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Recording(Path file, int label) {}

    /** Files are named after the digits of MNIST, whose order theirs is: the classes are mixed. */
    private void camera(Path part, List<byte[]> samples, List<Integer> labels) throws IOException {
        List<Recording> recordings = IntStream.range(0, set.classes())
                .boxed()
                .flatMap(label -> files(part.resolve(String.valueOf(label))).map(file -> new Recording(file, label)))
                .sorted(Comparator.comparing((Recording recording) ->
                                recording.file().getFileName().toString())
                        .thenComparing(Recording::label))
                .toList();
        if (recordings.size() > MOST_SAMPLES) {
            throw new DataException(part + ": more than " + MOST_SAMPLES + " samples");
        }
        for (Recording recording : recordings) {
            samples.add(camera(recording.file()));
            labels.add(recording.label());
        }
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".bin")).collect(Collectors.toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Events of five bytes: column, row, and 24 bits of which the first is the polarity and the others are microseconds. */
    private byte[] camera(Path file) throws IOException {
        long size = Files.size(file);
        if (!Files.isRegularFile(file) || size % EVENT_BYTES != 0 || size > MOST_BYTES) {
            throw new DataException(file + ": must be a file of whole events of " + EVENT_BYTES + " bytes, at most "
                    + MOST_BYTES + " in all; it has " + size);
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] sample = new byte[set.inputs()];
        long overflow = 0;
        for (int i = 0; i + EVENT_BYTES <= bytes.length; i += EVENT_BYTES) {
            int x = bytes[i] & 255;
            int y = bytes[i + 1] & 255;
            int rest = (bytes[i + 2] & 255) << 16 | (bytes[i + 3] & 255) << 8 | bytes[i + 4] & 255;
            if (y == OVERFLOW_ROW) {
                overflow += OVERFLOW_MICROS;
                continue;
            }
            if (x >= set.columns() || y >= set.rows()) {
                throw new DataException(file + ": event " + i / EVENT_BYTES + " is at column " + x + ", row " + y
                        + "; the camera has " + set.columns() + " x " + set.rows());
            }
            long share = (overflow + (rest & 0x7FFFFF)) * SHARES / N_MNIST_MICROS;
            int channel = (y * set.columns() + x) * set.channels() + (rest >>> 23);
            mark(sample, channel, share);
        }
        return sample;
    }

    /** Events after the last share are left out. */
    private static void mark(byte[] sample, int channel, long share) {
        if (share < SHARES) {
            sample[channel] |= (byte) (1 << share);
        }
    }

    private void cochlea(Path file, List<byte[]> samples, List<Integer> labels) throws IOException {
        try (Hdf5Reader in = new Hdf5Reader(file)) {
            long count = in.length("labels");
            if (count > MOST_SAMPLES || in.length("spikes/times") != count || in.length("spikes/units") != count) {
                throw in.wrong("labels", "must be as many as spikes/times and spikes/units, at most " + MOST_SAMPLES);
            }
            for (long from = 0; from < count; from += Hdf5Reader.MOST) {
                for (long label : in.wholes("labels", from)) {
                    if (label < 0 || label >= set.classes()) {
                        throw in.wrong("labels", label + " is not from 0 to " + (set.classes() - 1));
                    }
                    labels.add((int) label);
                }
            }
            for (long from = 0; from < count; from += HELD) {
                double[][] times = in.lists("spikes/times", from, HELD);
                double[][] units = in.lists("spikes/units", from, HELD);
                for (int k = 0; k < times.length; k++) {
                    samples.add(cochlea(in, times[k], units[k], from + k));
                }
            }
        }
    }

    private byte[] cochlea(Hdf5Reader in, double[] times, double[] units, long recording) {
        if (times.length != units.length) {
            throw in.wrong(
                    "spikes/units",
                    "recording " + recording + " has " + units.length + " units for " + times.length + " times");
        }
        byte[] sample = new byte[set.inputs()];
        for (int k = 0; k < times.length; k++) {
            if (!(times[k] >= 0) || !(units[k] >= 0 && units[k] < set.inputs())) {
                throw in.wrong(
                        "spikes",
                        "recording " + recording + ": a spike at " + times[k] + " s of unit " + units[k] + "; allowed:"
                                + " times from 0, units from 0 to " + (set.inputs() - 1));
            }
            mark(sample, (int) units[k], (long) Math.min(SHARES, times[k] * SHARES / SHD_SECONDS));
        }
        return sample;
    }
}
