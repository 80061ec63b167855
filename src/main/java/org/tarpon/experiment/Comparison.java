package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tarpon.data.Dataset;
import org.tarpon.data.KnownDataset;
import org.tarpon.format.CsvLines;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.KeyDifference;
import org.tarpon.scenario.Scenario;

/**
 * Finds where two runs part: first in what their directories hold, and then, where that does not say which batch, event and
 * weight it was, by replaying both side by side from the last checkpoint in which they still agree, or from the start.
 */
public final class Comparison {
    private final RunRecord first;
    private final RunRecord second;
    private final List<KeyDifference> keys;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean compared; // whether there was anything to compare
    private boolean agreeing = true; // in all checkpoints looked at so far
    private int agreement; // epochs after which both runs have the same checkpoint

    private Comparison(RunRecord first, RunRecord second) throws InvalidScenarioException {
        this.first = first;
        this.second = second;
        this.keys = KeyDifference.between(first.text(), second.text());
    }

    /**
     * Compares what two run directories hold.
     *
     * @param folders whose files the scenarios may name, beside their own
     * @throws InvalidScenarioException if a resolved scenario was altered and cannot be read
     * @throws org.tarpon.record.RunDirectory.UnusableException if one is no run directory
     */
    public static Comparison of(Path first, Path second, List<Path> folders)
            throws IOException, InvalidScenarioException {
        List<String> complaints = new ArrayList<>();
        Comparison comparison =
                new Comparison(RunRecord.read(first, folders, complaints), RunRecord.read(second, folders, complaints));
        comparison.notes.addAll(complaints);
        comparison.compareMetrics();
        comparison.compareResults();
        comparison.compareCheckpoints();
        comparison.compareRecordings();
        if (!comparison.compared) {
            comparison.notes.add("the directories hold nothing that both runs have");
        }
        return comparison;
    }

    /** Keys of the resolved scenarios that differ, the probable cause first. */
    public List<KeyDifference> keys() {
        return List.copyOf(keys);
    }

    /** The first difference of each kind. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** What could not be compared, and what follows from the rest. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Whether the runs computed the same, to the bit, as far as both have come; false if neither says anything. */
    public boolean isEqual() {
        return compared && differences.isEmpty();
    }

    private void differ(Difference.What what, Map<String, Object> where, String one, String other) {
        differences.add(new Difference(what, where, one, other));
    }

    private void compareMetrics() {
        int both = Math.min(first.metrics().size(), second.metrics().size());
        if (first.metrics().size() != second.metrics().size()) {
            notes.add("the first run has finished " + first.metrics().size() + " epochs, the second "
                    + second.metrics().size() + "; what only one has cannot be compared");
        }
        compared |= both > 0;
        for (int i = 0; i < both; i++) {
            Map<String, JsonNode> one = flat(first.metrics().get(i));
            Map<String, JsonNode> other = flat(second.metrics().get(i));
            TreeSet<String> names = new TreeSet<>(one.keySet());
            names.addAll(other.keySet());
            for (String name : names) {
                JsonNode here = one.getOrDefault(name, MissingNode.getInstance());
                JsonNode there = other.getOrDefault(name, MissingNode.getInstance());
                if (!here.equals(there)) {
                    Map<String, Object> where = Difference.at("epoch", i + 1);
                    where.put("metric", name);
                    differ(Difference.What.METRIC, where, text(here), text(there));
                    return;
                }
            }
        }
    }

    private static Map<String, JsonNode> flat(JsonNode object) {
        Map<String, JsonNode> flat = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (entry.getValue().isObject()) {
                flat(entry.getValue()).forEach((name, value) -> flat.put(entry.getKey() + "." + name, value));
            } else {
                flat.put(entry.getKey(), entry.getValue());
            }
        }
        return flat;
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "none" : value.asText();
    }

    private void compareResults() {
        if (first.metrics().size() != second.metrics().size()) {
            return; // Digests are those of the end.
        }
        if (first.result().isMissingNode() || second.result().isMissingNode()) {
            notes.add("digests cannot be compared: the " + (first.result().isMissingNode() ? "first" : "second")
                    + " run has no result yet");
            return;
        }
        compared = true;
        for (String name : List.of("weights", "spikes")) {
            String one = text(first.result().at("/digests/" + name));
            String other = text(second.result().at("/digests/" + name));
            if (!one.equals(other)) {
                differ(Difference.What.DIGEST, Difference.at("of", name), one, other);
            }
        }
    }

    private void compareCheckpoints() {
        for (Map.Entry<Integer, KeptState> entry : first.checkpoints().entrySet()) {
            KeptState one = entry.getValue();
            KeptState other = second.checkpoints().get(entry.getKey());
            if (other == null) {
                continue;
            }
            if (!MatrixDifference.comparable(one.learned(), other.learned())) {
                notes.add("the checkpoints after epoch " + entry.getKey()
                        + " cannot be compared: their matrices have other names or sizes");
                return;
            }
            compared = true;
            Optional<MatrixDifference> found = MatrixDifference.between(one.learned(), other.learned());
            if (found.isPresent()) {
                Map<String, Object> where = Difference.at("epoch", entry.getKey());
                found.get().describe((Scenario) first.study(), where);
                differ(
                        Difference.What.CHECKPOINT,
                        where,
                        "" + found.get().first(),
                        "" + found.get().second());
                return;
            }
            agreeing &= one.hasSpikesOf(other);
            agreement = agreeing ? entry.getKey() : agreement;
        }
    }

    private void compareRecordings() throws IOException {
        Path one = first.directory().spikes();
        Path other = second.directory().spikes();
        if (Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) >= 0) {
            try (CsvLines here = new CsvLines(one);
                    CsvLines there = new CsvLines(other)) {
                compareRecordings(here, there);
            } catch (IllegalArgumentException e) {
                // A line that no recorder writes: the bytes differ, and that is all to be said.
                differ(Difference.What.RECORDED_SPIKES, Difference.at("altered", e.getMessage()), "unknown", "unknown");
            }
        }
    }

    private void compareRecordings(CsvLines here, CsvLines there) throws IOException {
        String ours = here.next();
        String theirs = there.next();
        String columns = ours;
        int line = 1;
        for (; ours != null && ours.equals(theirs); line++) {
            ours = here.next();
            theirs = there.next();
        }
        if (ours == null && theirs == null) {
            notes.add("the recorded spikes differ in the ends of their lines alone");
            return;
        }
        Map<String, Object> where = Difference.at("line", line);
        where.put("columns", line(columns));
        differ(Difference.What.RECORDED_SPIKES, where, line(ours), line(theirs));
    }

    private static String line(String line) {
        return line == null ? "none" : CsvLines.shown(line);
    }

    /** Why the runs cannot be replayed side by side; empty if they can. */
    public List<String> obstacles() {
        if (first.study() instanceof Scenario one && second.study() instanceof Scenario other) {
            return SideBySide.obstacles(one, other);
        }
        if (first.study() instanceof CircuitScenario one && second.study() instanceof CircuitScenario other) {
            return SideBySide.obstacles(one, other);
        }
        return List.of("one run learns and the other is a circuit that does not");
    }

    /**
     * Replays both runs until the first event and the first weight that differ are found.
     *
     * @param data loads what a scenario learns from or shows
     * @param threads shared by both, as {@link Undertaking#threads} takes them
     * @param stop asked often
     * @return false if it was stopped
     * @throws IllegalStateException if there are {@link #obstacles}
     */
    public boolean replay(Function<KnownDataset, Dataset> data, int threads, BooleanSupplier stop, Observer observer) {
        if (!obstacles().isEmpty()) {
            throw new IllegalStateException(String.join("; ", obstacles()));
        }
        compared = true;
        int each = Math.max(1, Undertaking.threads(first.study(), threads) / 2);
        if (first.study() instanceof CircuitScenario one) {
            CircuitScenario other = (CircuitScenario) second.study();
            CircuitReplay replay = new CircuitReplay(
                    one,
                    other,
                    List.of(
                            Pictures.of(one.data().map(data)),
                            Pictures.of(other.data().map(data))),
                    each);
            Optional<Difference> event = replay.run(stop);
            event.ifPresent(differences::add);
            if (event.isEmpty() && !stop.getAsBoolean()) {
                notes.add("both runs send the same to the bit when they are replayed");
            }
            return !stop.getAsBoolean();
        }
        Scenario one = (Scenario) first.study();
        Scenario other = (Scenario) second.study();
        try (TrainingCourse here =
                        TrainingCourse.of(one, data.apply(one.data().set()), each, first.directory(), observer);
                TrainingCourse there =
                        TrainingCourse.of(other, data.apply(other.data().set()), each, second.directory(), observer)) {
            return replay(here, there, stop, observer);
        }
    }

    private boolean replay(TrainingCourse here, TrainingCourse there, BooleanSupplier stop, Observer observer) {
        if (agreement > 0) {
            first.checkpoints().get(agreement).loadInto(here);
            second.checkpoints().get(agreement).loadInto(there);
        }
        int end =
                Math.min(here.scenario.train().epochs(), there.scenario.train().epochs());
        observer.note("replaying both runs side by side after epoch " + agreement + " of " + end);
        Replay replay = new Replay(here, there, stop, epoch -> {
            observer.note("replayed epoch " + epoch + " of " + end);
            boolean one = reproduces("first", first, here, epoch);
            return reproduces("second", second, there, epoch) && one;
        });
        replay.run(agreement, end);
        replay.event().ifPresent(differences::add);
        replay.weight().ifPresent(differences::add);
        for (int run = 0; run < 2; run++) {
            String name = run == 0 ? "first" : "second";
            replay.divergence(run).ifPresent(e -> notes.add("the " + name + " run: " + e.getMessage()));
        }
        if (stop.getAsBoolean()) {
            return false;
        }
        if (replay.event().isEmpty() && replay.weight().isEmpty()) {
            notes.add("replayed, both runs learn the same to the bit"
                    + (keys.stream().anyMatch(KeyDifference::hasEffect)
                            ? "; what differs is evaluation, or was not written by this program from this scenario"
                            : ", as they must, since their scenarios agree: what differs was altered, or written by"
                                    + " another version of the program"));
        }
        return true;
    }

    /** Whether a run's checkpoint, if it kept one, is what its scenario gives; a note says where it is not. */
    private boolean reproduces(String name, RunRecord record, TrainingCourse replayed, int epoch) {
        KeptState kept = record.checkpoints().get(epoch);
        if (kept == null || !MatrixDifference.comparable(kept.learned(), KeptState.learned(replayed))) {
            return true;
        }
        Optional<MatrixDifference> found = MatrixDifference.between(kept.learned(), KeptState.learned(replayed));
        found.ifPresent(value -> {
            Map<String, Object> where = Difference.at("epoch", epoch);
            value.describe((Scenario) record.study(), where);
            notes.add("the " + name + " run's checkpoint is not what its scenario gives: " + Difference.place(where)
                    + " is " + value.first() + " in the checkpoint and " + value.second() + " replayed");
        });
        return found.isEmpty();
    }
}
