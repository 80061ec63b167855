package org.tarpon.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tarpon.sweep.Outcome;
import org.tarpon.sweep.Outcome.Status;
import org.tarpon.sweep.Plan;
import org.tarpon.sweep.Sweep;
import org.tarpon.sweep.SweepDirectory;
import org.tarpon.sweep.SweepTable;

/** What is known of a sweep's runs while it goes on; tells of each that ends, and keeps the tables up to date. */
final class SweepProgress implements Sweep.Listener {
    private final SweepDirectory directory;
    private final Narration narration;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private int ended;

    /** @param retried whether runs that failed before are to be carried out again */
    SweepProgress(SweepDirectory directory, boolean retried, Narration narration) {
        this.directory = directory;
        this.narration = narration;
        for (Outcome outcome : directory.outcomes(retried)) {
            outcomes.put(outcome.run().name(), outcome);
            ended += isOver(outcome) ? 1 : 0;
        }
    }

    private static boolean isOver(Outcome outcome) {
        return outcome.status() == Status.FINISHED || outcome.status() == Status.FAILED;
    }

    /** The runs that are to be carried out, those that were begun first. */
    List<Plan.Run> pending() {
        return outcomes.values().stream()
                .filter(outcome -> !isOver(outcome))
                .sorted((a, b) -> a.status().compareTo(b.status()))
                .map(Outcome::run)
                .toList();
    }

    /** One line on what will be done. */
    String title(int atOnce, int threads) {
        long settings =
                directory.runs().stream().map(Plan.Run::setting).distinct().count();
        String before = ended == 0 ? "" : String.format(Locale.ROOT, ", %,d of them over", ended);
        String work = atOnce == 0
                ? "none is left to run"
                : atOnce + " at once with " + threads + (threads == 1 ? " thread each" : " threads each");
        return String.format(
                Locale.ROOT,
                "%,d settings, %,d runs%s; %s; folder: %s",
                settings,
                directory.runs().size(),
                before,
                work,
                directory.root());
    }

    /** Looks again how far the runs have come that did not come to their end. */
    void lookAgain() {
        outcomes.replaceAll((name, outcome) -> isOver(outcome) ? outcome : directory.outcome(outcome.run()));
    }

    SweepTable table() {
        return new SweepTable(List.copyOf(outcomes.values()));
    }

    @Override
    public void warned(Plan.Run run, String message) {
        narration.warn(run.name() + ": " + message);
    }

    @Override
    public void ended(Outcome outcome) throws IOException {
        outcomes.put(outcome.run().name(), outcome);
        ended++;
        SweepTable table = table();
        String setting = outcome.run().setting().brief(table.tellingKeys());
        String place = String.format(
                Locale.ROOT,
                "%d of %d  %s, seed %d: ",
                ended,
                outcomes.size(),
                setting,
                outcome.run().seed());
        if (outcome.failure().isPresent()) {
            narration.warn(place + "failed, " + outcome.failure().get().reason().key() + ": "
                    + outcome.failure().get().message());
        } else {
            narration.note(place + SweepReport.brief(outcome));
        }
        table.write(directory.root());
    }
}
