package org.tarpon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tarpon.experiment.Estimate;
import org.tarpon.scenario.Study;

/** Says what a run will take, and refuses what cannot fit before anything is built. */
final class Preflight {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    private Preflight() {}

    /**
     * @param folder where the run will leave its files, there already or not
     * @throws UsageException if memory or disk cannot hold it, with what would fit
     */
    static void check(Study study, Path folder) throws IOException {
        Estimate estimate = Estimate.of(study);
        checkMemory(study, estimate);
        Path there = existing(folder);
        checkDisk(study, estimate, Files.getFileStore(there).getUsableSpace(), there);
    }

    /** The folder itself, or the nearest above it that is there. */
    static Path existing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    /** As {@link #check}, for a run whose files are there already. */
    static void checkMemory(Study study) {
        checkMemory(study, Estimate.of(study));
    }

    private static void checkMemory(Study study, Estimate estimate) {
        double available = Runtime.getRuntime().maxMemory();
        if (estimate.memoryBytes() > available) {
            throw new UsageException(study.name() + " would need about " + bytes(estimate.memoryBytes()) + " of the "
                    + bytes(available) + " of memory that Java may use (" + parts(estimate.memory()) + "); "
                    + estimate.room().wouldFit(available) + ". Start Java with -Xmx"
                    + (long) Math.ceil(1.5 * estimate.memoryBytes() / (1 << 30)) + "g or more, or make it smaller");
        }
    }

    private static void checkDisk(Study study, Estimate estimate, double available, Path folder) {
        if (estimate.diskBytes() > available) {
            throw new UsageException(study.name() + " would need about " + bytes(estimate.diskBytes()) + " of disk ("
                    + parts(estimate.disk()) + "), but " + folder + " has " + bytes(available)
                    + " left; " + remedy(estimate) + ", or give another folder with --out");
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

    static void print(Estimate estimate, PrintWriter out) {
        Table table = new Table().row("", "of", "estimate");
        for (Estimate.Part part : estimate.memory()) {
            table.row("memory", part.what(), bytes(part.bytes()));
        }
        table.row(
                "memory",
                "all, of the " + bytes(Runtime.getRuntime().maxMemory()) + " that Java may use",
                bytes(estimate.memoryBytes()));
        for (Estimate.Part part : estimate.disk()) {
            table.row("disk", part.what(), bytes(part.bytes()));
        }
        table.row(
                "time",
                String.format(
                        Locale.ROOT, "one thread, at %.2g operations a second: very roughly", estimate.perSecond()),
                time(estimate.seconds(1)));
        table.print(out);
    }

    static ObjectNode json(Path file, Estimate estimate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("file", file.toString());
        ObjectNode memory = json.putObject("memory_bytes");
        estimate.memory().forEach(part -> memory.put(part.what(), Math.round(part.bytes())));
        json.put("memory_bytes_in_all", Math.round(estimate.memoryBytes()));
        json.put("memory_bytes_available", Runtime.getRuntime().maxMemory());
        ObjectNode disk = json.putObject("disk_bytes");
        estimate.disk().forEach(part -> disk.put(part.what(), Math.round(part.bytes())));
        json.put("disk_bytes_in_all", Math.round(estimate.diskBytes()));
        json.put("operations", estimate.operations());
        json.put("operations_per_second_assumed", estimate.perSecond());
        json.put("seconds_on_one_thread", estimate.seconds(1));
        return json;
    }

    /** A size in the largest unit of which it is at least one. */
    static String bytes(double bytes) {
        int unit = 0;
        double amount = bytes;
        while (amount >= 1_000 && unit < UNITS.length - 1) {
            amount /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }

    private static String time(double seconds) {
        if (seconds < 2 * MINUTE) {
            return String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds));
        }
        if (seconds < 2 * HOUR) {
            return String.format(Locale.ROOT, "%.0f min", seconds / MINUTE);
        }
        return seconds < 2 * DAY
                ? String.format(Locale.ROOT, "%.0f h", seconds / HOUR)
                : String.format(Locale.ROOT, "%.0f days", seconds / DAY);
    }
}
