package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tarpon.data.DataException;
import org.tarpon.experiment.Comparison;
import org.tarpon.experiment.Difference;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.KeyDifference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon diff}. */
@Command(
        name = "diff",
        description = {
            DiffCommand.PURPOSE,
            "Where their directories do not say which batch it was, both runs are replayed side by side from the last"
                    + " checkpoint in which they agree.",
            "Exit code 0 if they computed the same to the bit, 3 if not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} runs/quickstart-seed1 runs/quickstart-seed2",
            "  ${COMMAND-FULL-NAME} runs/quickstart-seed1 \\",
            "      runs/quickstart-seed1-2 --json",
        })
final class DiffCommand implements Callable<Integer> {
    static final String PURPOSE =
            "Names the first epoch, batch, event and weight in which two runs part, and the keys of"
                    + " their scenarios that differ.";

    /** Of longer lists the rest is counted only. */
    private static final int MOST_KEYS = 8;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "The directory of a run.")
    private Path first;

    @Parameters(index = "1", paramLabel = "RUN_B", description = "The directory of another.")
    private Path second;

    @Option(names = "--json", description = "Print what was found as one JSON document.")
    private boolean json;

    @Option(
            names = "--no-replay",
            description = "Compare only what the directories hold; takes moments, needs no data.")
    private boolean noReplay;

    @Mixin
    private FolderOptions reading;

    @Mixin
    private WorkOptions options;

    @Override
    public Integer call() throws IOException, InvalidScenarioException {
        options.threads();
        Comparison comparison = Comparison.of(first, second, reading.folders());
        boolean replays =
                !noReplay && !comparison.isEqual() && comparison.obstacles().isEmpty();
        try {
            if (replays && !replay(comparison)) {
                options.err().println("interrupted while both runs were replayed; without that: --no-replay");
                return Main.INTERRUPTED;
            }
        } catch (DataException e) {
            tell(comparison);
            options.err().println("tarpon: the runs cannot be replayed: " + e.getMessage());
            return Main.NO_DATA;
        }
        tell(comparison);
        return comparison.isEqual() ? Main.DONE : Main.EXPECTATION_NOT_MET;
    }

    private void tell(Comparison comparison) {
        if (json) {
            Json.print(document(comparison), options.out());
        } else {
            print(comparison);
        }
    }

    /** @return false if it was interrupted */
    private boolean replay(Comparison comparison) {
        try (Narration narration = options.narration();
                Interruption interruption = new Interruption(narration)) {
            return comparison.replay(set -> options.load(set, narration), options.threads(), interruption, narration);
        }
    }

    private void print(Comparison comparison) {
        PrintWriter out = options.out();
        out.println(comparison.isEqual() ? "the runs are the same to the bit" : "the runs differ");
        List<KeyDifference> keys = comparison.keys();
        for (int i = 0; i < Math.min(MOST_KEYS, keys.size()); i++) {
            KeyDifference key = keys.get(i);
            String note = !key.hasEffect()
                    ? "  (changes no result)"
                    : i == 0 && !comparison.isEqual() ? "  (probable cause)" : "";
            line("scenario", key.key(), key.first().orElse("none"), key.second().orElse("none") + note);
        }
        if (keys.size() > MOST_KEYS) {
            out.println("  … " + (keys.size() - MOST_KEYS) + " more keys differ; --json has them all");
        }
        for (Difference difference : comparison.differences()) {
            line(name(difference), difference.place(), difference.first(), difference.second());
        }
        comparison.notes().forEach(note -> out.println("note: " + note));
        if (!comparison.isEqual()) {
            comparison.obstacles().forEach(reason -> out.println("not compared event by event: " + reason));
        }
    }

    private void line(String what, String where, String first, String second) {
        options.out().println(String.format(Locale.ROOT, "  %-15s  %s: %s | %s", what, where, first, second));
    }

    private static String name(Difference difference) {
        return difference.what().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private JsonNode document(Comparison comparison) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("equal", comparison.isEqual());
        document.putArray("runs").add(first.toString()).add(second.toString());
        ArrayNode keys = document.putArray("scenario");
        for (KeyDifference key : comparison.keys()) {
            ObjectNode entry = keys.addObject();
            entry.put("key", key.key());
            entry.put("has_effect", key.hasEffect());
            entry.putArray("values")
                    .add(key.first().orElse(null))
                    .add(key.second().orElse(null));
        }
        ArrayNode differences = document.putArray("differences");
        for (Difference difference : comparison.differences()) {
            ObjectNode entry = differences.addObject();
            entry.put("what", difference.what().name().toLowerCase(Locale.ROOT));
            difference.where().forEach((name, value) -> entry.putPOJO(name, value));
            entry.putArray("values").add(difference.first()).add(difference.second());
        }
        comparison.notes().forEach(document.putArray("notes")::add);
        ArrayNode obstacles = document.putArray("obstacles");
        if (!comparison.isEqual()) {
            comparison.obstacles().forEach(obstacles::add);
        }
        return document;
    }
}
