package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.record.Checkpoint;

/** What {@code diff} finds in runs whose difference is known. */
class DiffTest {
    private static final String PHASE_FREE = "scenarios/async/dtp-quickstart.yaml";
    private static final String CIRCUIT = "scenarios/async/balanced-network.yaml";

    @TempDir
    private Path folder;

    private String run(String name, String... sets) {
        return run(Outcome::ofTiny, name, sets);
    }

    private interface Command {
        Outcome of(String command, String... args);
    }

    private String run(Command command, String name, String... sets) {
        String out = folder.resolve(name).toString();
        List<String> args = new ArrayList<>(List.of("--out", out, "--quiet", "--threads", "1"));
        for (String set : sets) {
            args.addAll(List.of("--set", set));
        }
        Outcome outcome = command.of("run", args.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome.err());
        return out;
    }

    private static Outcome phaseFree(String command, String... args) {
        return with(
                command,
                PHASE_FREE,
                args,
                List.of(
                        "populations.hidden1.size=16",
                        "populations.hidden2.size=12",
                        "timing.source-update=2.5 ms",
                        "data.training=60",
                        "data.validation=20",
                        "train={epochs: 1, batch: 20}",
                        "evaluate={presentation: 20 ms, count-from: 10 ms, every: 1 epoch}"));
    }

    private static Outcome circuit(String command, String... args) {
        return with(
                command,
                CIRCUIT,
                args,
                List.of(
                        "populations.excitatory.size=80",
                        "populations.inhibitory.size=20",
                        "pathways.0.connect.degree=8",
                        "pathways.1.connect.degree=8",
                        "pathways.2.connect.degree=2",
                        "pathways.3.connect.degree=2",
                        "timing.warm-up=10 ms",
                        "timing.duration=20 ms",
                        "expect=[]"));
    }

    private static Outcome with(String command, String file, String[] args, List<String> sets) {
        List<String> all = new ArrayList<>(List.of(command, file));
        sets.forEach(set -> all.addAll(List.of("--set", set)));
        all.addAll(List.of(args));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static Outcome diff(String first, String second, String... more) {
        return diff(2, first, second, more);
    }

    private static Outcome diff(int threads, String first, String second, String... more) {
        List<String> args = new ArrayList<>(List.of("diff", first, second, "--json", "--threads", "" + threads));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    private static JsonNode parted(String first, String second) {
        Outcome outcome = diff(first, second, "--quiet");
        assertEquals(3, outcome.code(), outcome.err());
        assertFalse(outcome.json().get("equal").asBoolean());
        return outcome.json();
    }

    private static JsonNode of(JsonNode document, String what) {
        for (JsonNode difference : document.get("differences")) {
            if (difference.get("what").asText().equals(what)) {
                return difference;
            }
        }
        return MissingNode.getInstance();
    }

    private static String at(JsonNode difference, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(difference.path(name).asText("-"));
        }
        return String.join(" ", values);
    }

    @Test
    void equalRunsAreEqual() {
        String one = run("one");
        Outcome outcome = diff(one, run("other", "name=renamed", "expect=[]", "checkpoint.keep=1"));
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.json().get("equal").asBoolean());
        assertEquals(0, outcome.json().get("differences").size());
        assertEquals("name", outcome.json().at("/scenario/0/key").asText());
        assertFalse(outcome.json().at("/scenario/0/has_effect").asBoolean());
        assertEquals("", outcome.err(), "nothing to replay");
        Outcome text = Outcome.of("diff", one, one);
        assertEquals("the runs are the same to the bit\n", text.out());
    }

    @Test
    void aLongerRunIsEqualAsFarAsTheShorterWent() {
        Outcome outcome = diff(run("one"), run("other", "train.epochs=3"));
        assertEquals(0, outcome.code(), outcome.out());
        assertTrue(
                outcome.json().at("/notes/0").asText().startsWith("the first run has finished 2 epochs, the second 3"));
    }

    @Test
    void anotherSeedDiffersBeforeTheFirstBatch() {
        JsonNode found = parted(run("one"), run("other", "seed=2"));
        assertEquals("seed", found.at("/scenario/0/key").asText());
        assertEquals("[\"1\",\"2\"]", found.at("/scenario/0/values").toString());
        assertEquals("1 0 input-hidden1", at(of(found, "weight"), "epoch", "batch", "pathway"));
        assertEquals("1 1 0", at(of(found, "event"), "epoch", "batch", "lane"));
        assertTrue(of(found, "event").at("/values/0").asText().startsWith("shows training sample "));
        assertEquals("1", at(of(found, "metric"), "epoch"));
    }

    /** Each run has helpers, which must wake the thread that waits for them: the second run has one of its own. */
    @Test
    void aReplayHasSeveralThreadsForEachRun() {
        String one = run("one");
        String other = run("other", "seed=2");
        JsonNode two = diff(one, other, "--quiet").json();
        JsonNode four = assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> diff(4, one, other, "--quiet").json());
        assertEquals(two, four);
    }

    /** With one batch an epoch, what the replay finds after it must be what the checkpoints hold. */
    @Test
    void anotherRateDiffersAfterTheFirstBatch() {
        String train = "train={epochs: 2, batch: 120}";
        JsonNode found = parted(run("one", train), run("other", train, "learning.forward.rate=0.0051"));
        assertEquals("learning.forward.rate", found.at("/scenario/0/key").asText());
        assertEquals(1, found.get("scenario").size());
        JsonNode weight = of(found, "weight");
        JsonNode kept = of(found, "checkpoint");
        assertEquals("1 1", at(weight, "epoch", "batch"));
        assertEquals("1", at(kept, "epoch"));
        for (String key : List.of("pathway", "from", "to", "values")) {
            assertFalse(weight.path(key).isMissingNode());
            assertEquals(kept.get(key), weight.get(key), key);
        }
        JsonNode event = of(found, "event");
        assertEquals("2 1", at(event, "epoch", "batch"), "the first batch is shown before anything is learned");
        assertNotEquals(event.at("/values/0"), event.at("/values/1"));
    }

    /** What decays by epoch is the same in the first, so that the replay can start after it. */
    @Test
    void theReplayStartsAtTheLastCommonCheckpoint() {
        String sgd = "learning.forward={optimizer: sgd, rate: 0.05, momentum: 0.9, rate-decay: %s}";
        Outcome outcome = diff(run("one", sgd.formatted("0.5")), run("other", sgd.formatted("0.6")));
        assertTrue(outcome.err().contains("replaying both runs side by side after epoch 1 of 2"), outcome.err());
        assertEquals("2", at(of(outcome.json(), "metric"), "epoch"));
        assertEquals("2", at(of(outcome.json(), "checkpoint"), "epoch"));
        assertEquals("2 1", at(of(outcome.json(), "weight"), "epoch", "batch"));
        assertEquals("2", at(of(outcome.json(), "event"), "epoch"));
        Outcome unreplayed =
                diff(folder.resolve("one").toString(), folder.resolve("other").toString(), "--no-replay");
        assertEquals(3, unreplayed.code());
        assertEquals("", unreplayed.err());
        assertTrue(of(unreplayed.json(), "weight").isMissingNode());
    }

    /** Feedback learns in a pass of its own, and its noise can be seen by nothing but probes. */
    @Test
    void passesAreNamed() {
        String noise = "learning.feedback={optimizer: adam, rate: 0.001, alternate: epoch, noise: {initial: %s,"
                + " halve-after: 1 epochs}}";
        JsonNode found = parted(run("one", noise.formatted("0.5")), run("other", noise.formatted("0.6")));
        JsonNode event = of(found, "event");
        assertEquals("1 1 probe", at(event, "epoch", "batch", "signal"));
        assertEquals("feedback learning", at(event, "pass"));
        assertEquals(
                "1 feedback learning 1 hidden2-hidden1", at(of(found, "weight"), "epoch", "pass", "batch", "pathway"));
    }

    @Test
    void aFlippedWeightIsFoundAndSaidToBeNobodysDoing() throws IOException {
        String one = run("one");
        String other = run("other");
        flip(Path.of(other, "checkpoints", "epoch-000001.tarpon"));
        JsonNode found = parted(one, other);
        JsonNode kept = of(found, "checkpoint");
        assertEquals("1 input-hidden1 400 3", at(kept, "epoch", "pathway", "from", "to"));
        assertEquals(-kept.at("/values/0").asDouble(), kept.at("/values/1").asDouble());
        assertTrue(of(found, "weight").isMissingNode());
        String note = found.at("/notes/0").asText();
        assertTrue(note.startsWith("the second run's checkpoint is not what its scenario gives: "), note);
        assertTrue(found.at("/notes/1").asText().contains("as they must, since their scenarios agree"));
    }

    @Test
    void aRunThatWentOnFromAFlippedWeightIsToldFromOneThatDidNot() throws IOException {
        String one = run("one");
        String other = run("other");
        Files.delete(Path.of(one, "checkpoints", "epoch-000002.tarpon"));
        Files.delete(Path.of(one, "result.json"));
        flip(Path.of(one, "checkpoints", "epoch-000001.tarpon"));
        assertEquals(0, Outcome.of("run", "--resume", one, "--quiet").code());
        JsonNode found = parted(one, other);
        assertEquals("2", at(of(found, "metric"), "epoch"));
        assertEquals("1 input-hidden1", at(of(found, "checkpoint"), "epoch", "pathway"));
        assertTrue(found.at("/notes/0").asText().startsWith("the first run's checkpoint is not what"));
    }

    private static void flip(Path file) throws IOException {
        Checkpoint whole = Checkpoint.read(file);
        ((float[][]) whole.state().get("input-hidden1"))[400][3] *= -1;
        whole.write(file);
    }

    @Test
    void networksOfOtherSizesAreComparedByTheirRecordsAlone() {
        JsonNode found = parted(run("one"), run("other", "populations.hidden1.size=13"));
        assertEquals("populations.hidden1.size", found.at("/scenario/0/key").asText());
        assertTrue(found.at("/notes/0").asText().contains("their matrices have other names or sizes"));
        assertTrue(found.at("/obstacles/0").asText().startsWith("populations: [input (784), hidden1 (12), "));
        assertTrue(of(found, "weight").isMissingNode());
        assertEquals("1", at(of(found, "metric"), "epoch"));
    }

    @Test
    void whatDiffersInEvaluationAloneIsSaidTo() {
        JsonNode found = parted(run("one"), run("other", "evaluate.passes=2"));
        assertEquals("test_error", at(of(found, "metric"), "metric").replace("validation_error", "test_error"));
        assertEquals("spikes", at(of(found, "digest"), "of"));
        assertTrue(of(found, "event").isMissingNode());
        assertTrue(found.at("/notes/0").asText().contains("learn the same to the bit; what differs is evaluation"));
    }

    @Test
    void withoutItsDataARunIsComparedByItsRecords() throws IOException {
        String one = run("one");
        String other = run("other", "seed=2");
        for (String run : List.of(one, other)) {
            Path scenario = Path.of(run, "scenario.yaml");
            Files.writeString(scenario, Files.readString(scenario).replace("fashion-mnist-mini", "mnist"));
        }
        Path set = Files.createDirectories(folder.resolve("data/mnist"));
        for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            Files.writeString(set.resolve(file + "-ubyte"), "no images");
        }
        Outcome outcome = diff(one, other, "--data", folder.resolve("data").toString());
        assertEquals(4, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("the runs cannot be replayed: "), outcome.err());
        assertEquals("1", at(of(outcome.json(), "metric"), "epoch"));
        assertTrue(outcome.json().get("notes").toString().contains("belongs to another scenario"));
    }

    @Test
    void recordedSpikesAreComparedLineByLine() {
        String spikes = "record={spikes: {populations: [hidden1], samples: 0..%d}}";
        JsonNode found = parted(run("one", spikes.formatted(0)), run("other", spikes.formatted(1)));
        assertEquals("recorded_spikes", found.at("/differences/0/what").asText());
        assertEquals("none", found.at("/differences/0/values/0").asText());
        assertTrue(found.at("/differences/0/values/1").asText().startsWith("1,"));
    }

    @Test
    void alteredRecordingsAreComparedAsTheyAre() throws IOException {
        String spikes = "record={spikes: {populations: [hidden1], samples: 0..0}}";
        String one = run("one", spikes);
        String other = run("other", spikes);
        Path recording = Path.of(other, "spikes.csv");
        byte[] whole = Files.readAllBytes(recording);
        for (byte[] bytes : List.of(
                new byte[0], new byte[] {(byte) 0xFF, '\n'}, Arrays.copyOf(whole, whole.length / 2), new byte[5000])) {
            Files.write(recording, bytes);
            for (Outcome outcome : List.of(diff(one, other, "--no-replay"), diff(other, one, "--no-replay"))) {
                assertEquals(3, outcome.code(), outcome.err());
                assertEquals("", outcome.err());
                assertFalse(of(outcome.json(), "recorded_spikes").isMissingNode());
            }
        }
        Files.write(Path.of(other, "metrics.jsonl"), new byte[] {(byte) 0xFF});
        Outcome outcome = diff(one, other, "--no-replay");
        assertEquals(3, outcome.code(), outcome.err());
        assertTrue(outcome.json().get("notes").toString().contains("it is no line of metrics"));
    }

    @Test
    void helpOffersWhatDiffTakes() {
        String help = Outcome.of("diff", "--help").out();
        assertTrue(help.contains("--files") && help.contains("--threads"), help);
        assertFalse(help.contains("--set") || help.contains("--seed"), help);
    }

    /** Weights grow by a factor of 10⁷ with each batch, so that no epoch is finished and nothing recorded. */
    @Test
    void runsWithoutRecordsAreReplayedUntilOneDiverges() {
        String one = run("one");
        Path other = folder.resolve("other");
        String diverge = "learning.forward={optimizer: sgd, rate: 1, weight-decay: 1.0e+7}";
        assertEquals(
                5,
                Outcome.ofTiny("run", "--out", other.toString(), "--set", diverge)
                        .code());
        assertEquals(3, Outcome.of("diff", one, other.toString(), "--no-replay").code(), "nothing shows them equal");
        JsonNode found = parted(one, other.toString());
        assertEquals("1 1 input-hidden1", at(of(found, "weight"), "epoch", "batch", "pathway"));
        JsonNode same = diff(other.toString(), other.toString(), "--quiet").json();
        assertTrue(same.get("equal").asBoolean(), same.toString());
        assertTrue(
                same.get("notes").toString().contains("the first run: the simulation diverged in epoch 1, batch 6"),
                same.toString());
        assertTrue(
                same.get("notes").toString().contains("the second run: the simulation diverged in epoch 1, batch 6"));
    }

    @Test
    void learningWithoutPhasesIsComparedMessageByMessage() {
        String one = run(DiffTest::phaseFree, "one");
        assertEquals(0, diff(one, run(DiffTest::phaseFree, "same")).code());
        JsonNode found = parted(one, run(DiffTest::phaseFree, "other", "learning.target-steps=[0.9, 0.9]"));
        assertEquals("1 1", at(of(found, "event"), "epoch", "batch"));
        assertEquals("target", at(of(found, "event"), "signal"), "target steps move difference spikes first");
        assertEquals("1 1", at(of(found, "weight"), "epoch", "batch"));
    }

    @Test
    void circuitsAreComparedSpikeBySpike() {
        String one = run(DiffTest::circuit, "one");
        assertEquals(0, diff(one, run(DiffTest::circuit, "same")).code());
        JsonNode found = parted(one, run(DiffTest::circuit, "other", "seed=2"));
        JsonNode event = of(found, "event");
        assertTrue(event.path("time_ns").asLong(-1) >= 0, found.toString());
        assertTrue(event.get("values").toString().contains("sends nothing"), found.toString());
        JsonNode mixed = parted(one, run("learning"));
        assertTrue(mixed.at("/obstacles/0").asText().contains("one run learns and the other is a circuit"));
    }
}
