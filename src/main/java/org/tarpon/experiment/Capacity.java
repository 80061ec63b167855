package org.tarpon.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tarpon.scenario.Study;

/** What this machine holds. What cannot fit is refused before anything is built, loaded or written. */
public final class Capacity {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Capacity() {}

    /**
     * Checks a run of which nothing is kept.
     *
     * @throws TooLargeException if memory or the disk of temporary files cannot hold it, with what would fit
     */
    public static void check(Study study) throws IOException {
        check(study, Path.of(System.getProperty("java.io.tmpdir")), "start Java with -Djava.io.tmpdir=FOLDER");
    }

    /**
     * @param folder where the run will leave its files, there already or not
     * @throws TooLargeException if memory or disk cannot hold it, with what would fit
     */
    public static void check(Study study, Path folder) throws IOException {
        check(study, folder, "give another folder with --out");
    }

    /** @param otherwise what else there is to do about too small a disk */
    private static void check(Study study, Path folder, String otherwise) throws IOException {
        Estimate estimate = Estimate.of(study);
        checkMemory(study, estimate);
        Path there = existing(folder);
        checkDisk(study, estimate, disk(folder), there, otherwise);
    }

    /** As {@link #check(Study, Path)}, for a run whose files are there already. */
    public static void checkMemory(Study study) {
        checkMemory(study, Estimate.of(study));
    }

    /** Bytes of memory that Java may use. */
    public static double memory() {
        return Runtime.getRuntime().maxMemory();
    }

    /** Bytes that are left on the disk of a folder, there already or not. */
    public static double disk(Path folder) throws IOException {
        return Files.getFileStore(existing(folder)).getUsableSpace();
    }

    /** The folder itself, or the nearest above it that is there. */
    public static Path existing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private static void checkMemory(Study study, Estimate estimate) {
        double available = memory();
        if (estimate.memoryBytes() > available) {
            throw new TooLargeException(study.name() + " would need about " + bytes(estimate.memoryBytes()) + " of the "
                    + bytes(available) + " of memory that Java may use (" + parts(estimate.memory()) + "); "
                    + estimate.room().wouldFit(available) + ". Start Java with -Xmx"
                    + (long) Math.ceil(1.5 * estimate.memoryBytes() / (1 << 30)) + "g or more, or make it smaller");
        }
    }

    private static void checkDisk(Study study, Estimate estimate, double available, Path folder, String otherwise) {
        if (estimate.diskBytes() > available) {
            throw new TooLargeException(study.name() + " would need about " + bytes(estimate.diskBytes()) + " of disk ("
                    + parts(estimate.disk()) + "), but " + folder + " has " + bytes(available)
                    + " left; " + remedy(estimate) + ", or " + otherwise);
        }
    }

    /** What to change in a scenario whose files are too large. */
    private static String remedy(Estimate estimate) {
        String most = estimate.disk().stream()
                .max(Comparator.comparingDouble(Estimate.Part::bytes))
                .orElseThrow()
                .what();
        return switch (most) {
            case "checkpoints" -> "keep fewer checkpoints (checkpoint.keep)";
            case "recorded spikes" -> "record fewer spikes (record.spikes)";
            case "sampled activity" -> "sample less often (record.every)";
            default -> "there is less of " + most + " in a shorter run (train.epochs)";
        };
    }

    private static String parts(List<Estimate.Part> parts) {
        return parts.stream()
                .filter(part -> part.bytes() > 0)
                .map(part -> part.what() + " " + bytes(part.bytes()))
                .collect(Collectors.joining(", "));
    }

    /** A size in the largest unit of which it is at least one. */
    public static String bytes(double bytes) {
        int unit = 0;
        double amount = bytes;
        while (amount >= 1_000 && unit < UNITS.length - 1) {
            amount /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }
}
