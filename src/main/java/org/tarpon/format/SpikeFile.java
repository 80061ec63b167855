package org.tarpon.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Given spikes, in whichever of the formats; the first bytes of a file tell. Whatever is in it, memory stays bounded. */
public final class SpikeFile {
    /** 10⁹ ms in nanoseconds, exact in double precision. */
    static final long LATEST = 1_000_000_000_000_000L;

    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    /** Of what parseDouble takes, no hexadecimal numbers, suffixes and words. */
    private static final Pattern DECIMAL = Pattern.compile("[-+.0-9][-+.0-9eE]*");

    private SpikeFile() {}

    /**
     * What to take from a file.
     *
     * @param population whose spikes, from a file of several; empty for a file without names
     * @param size neurons there are, counted from 0
     * @param firstSender in files of NEST, the node that is neuron 0
     */
    public record Wanted(String population, int size, int firstSender) {}

    /**
     * Reads spikes, whose times count from the beginning of the simulation.
     *
     * @throws IllegalArgumentException naming the file and line and column, or the dataset, of what is wrong, and what is
     *     allowed
     * @throws IOException if the file cannot be read
     */
    public static SpikeList read(Path file, Wanted wanted) throws IOException {
        return switch (format(file)) {
            case CSV -> CsvSpikes.read(file, wanted);
            case NEST -> NestLines.read(file, wanted);
            case SONATA -> SonataSpikes.read(file, wanted);
        };
    }

    /** What the first byte says: a comment or the name of NEST's first column, HDF5's signature, or else CSV. */
    public static SpikeFormat format(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.exists(file) ? "is not a regular file" : "does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return switch (in.read()) {
                case 0x89 -> SpikeFormat.SONATA;
                case '#', 's' -> SpikeFormat.NEST;
                default -> SpikeFormat.CSV;
            };
        }
    }

    /** A whole number, or −1 if it is none or above {@code most}. */
    static long whole(String text, long most) {
        return WHOLE.matcher(text).matches() && Long.parseLong(text) <= most ? Long.parseLong(text) : -1;
    }

    /** Milliseconds as nanoseconds, or −1 if they are not a number from 0 to {@link #LATEST}. */
    static long milliseconds(String text) {
        double time = DECIMAL.matcher(text).matches() ? parse(text) : Double.NaN;
        return nanos(time * NANOS_PER_MILLISECOND);
    }

    /** Nanoseconds as a whole number, or −1 if they are not a number from 0 to {@link #LATEST}. */
    static long nanos(double nanos) {
        return nanos >= 0 && nanos <= LATEST ? Math.round(nanos) : -1;
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
