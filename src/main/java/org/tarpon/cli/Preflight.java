package org.tarpon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.tarpon.experiment.Capacity;
import org.tarpon.experiment.Estimate;

/** Says what a run will take. */
final class Preflight {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    private Preflight() {}

    static void print(Estimate estimate, PrintWriter out) {
        Table table = new Table().row("", "of", "estimate");
        for (Estimate.Part part : estimate.memory()) {
            table.row("memory", part.what(), Capacity.bytes(part.bytes()));
        }
        table.row(
                "memory",
                "all, of the " + Capacity.bytes(Capacity.memory()) + " that Java may use",
                Capacity.bytes(estimate.memoryBytes()));
        for (Estimate.Part part : estimate.disk()) {
            table.row("disk", part.what(), Capacity.bytes(part.bytes()));
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
