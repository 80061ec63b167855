package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.record.RunDirectory;

/** Sweeps, from the command line. */
class SweepTest {
    /** Weights grow by a factor of 10⁷ a mini-batch, of which there are six an epoch: they pass 3·10³⁸ in the first. */
    private static final String DIVERGE = "{optimizer: sgd, rate: 1, weight-decay: 1.0e+7}";

    private static final String LEARN = "{optimizer: sgd, rate: 0.01}";

    @TempDir
    private Path folder;

    private Outcome tiny(String out, String... more) {
        List<String> all = new ArrayList<>(List.of("--out", folder.resolve(out).toString()));
        all.addAll(List.of(more));
        return Outcome.ofTiny("sweep", all.toArray(String[]::new));
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static List<Path> runs(Path sweep) throws IOException {
        try (Stream<Path> runs = Files.list(sweep.resolve("runs"))) {
            return runs.sorted().toList();
        }
    }

    private static Map<Path, FileTime> times(Path sweep) throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        for (Path run : runs(sweep)) {
            times.put(run, Files.getLastModifiedTime(run.resolve("result.json")));
        }
        return times;
    }

    @Test
    void tablesAreTheSameHoweverManyRunsGoOnAtOnceAndThoseOfSingleRuns() throws IOException {
        String[] sweep = {"--grid", "train.batch=20,40", "--grid", "learning.message=spike,probability", "--repeat", "2"
        };
        Outcome one = tiny("one", with(sweep, "--parallel", "1"));
        assertEquals(0, one.code(), one.err());
        Outcome three = tiny("three", with(sweep, "--parallel", "3", "--threads", "2", "--quiet"));
        assertEquals("", three.err());
        for (String table : List.of("table.csv", "summary.csv")) {
            assertEquals(
                    Files.readString(folder.resolve("one").resolve(table)),
                    Files.readString(folder.resolve("three").resolve(table)));
        }
        assertEquals(one.out().replace("/one", "/three"), three.out());
        assertFalse(Files.exists(folder.resolve("one/failures.csv")));
        assertTrue(one.err().contains("4 settings, 8 runs; 1 at once"), one.err());
        assertTrue(one.err().contains("8 of 8  "), one.err());

        Outcome single = Outcome.ofTiny(
                "run",
                "--out",
                folder.resolve("run").toString(),
                "--json",
                "--set",
                "train.batch=40",
                "--set",
                "learning.message=probability",
                "--seed",
                "2");
        Path run = runs(folder.resolve("one")).stream()
                .filter(path -> path.getFileName().toString().matches("batch=40,message=probability-.*-seed2"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                single.json().get("digests"), read(run.resolve("result.json")).get("digests"));
        assertEquals(
                Files.readString(folder.resolve("run/scenario.yaml")), Files.readString(run.resolve("scenario.yaml")));
        assertTrue(Files.readString(folder.resolve("one/table.csv"))
                .contains(single.json().at("/digests/weights").asText()));
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void whatIsFinishedIsNotRepeatedAndALargerSweepAddsItsRuns() throws IOException {
        Outcome first = tiny("s", "--grid", "train.batch=20,30");
        Map<Path, FileTime> times = times(folder.resolve("s"));
        Outcome again = tiny("s", "--grid", "train.batch=20,30");
        Outcome resumed = Outcome.of("sweep", "--resume", folder.resolve("s").toString());
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(first.out(), again.out());
        assertEquals(first.out(), resumed.out());
        assertEquals(times, times(folder.resolve("s")));

        Outcome larger = tiny("s", "--grid", "train.batch=40,20,30", "--repeat", "2");
        assertEquals(0, larger.code(), larger.err());
        assertTrue(larger.err().contains("3 settings, 6 runs, 2 of them over"), larger.err());
        assertEquals(6, times(folder.resolve("s")).size());
        times(folder.resolve("s")).forEach((run, time) -> assertEquals(times.getOrDefault(run, time), time));

        Outcome smaller = tiny("s", "--grid", "train.batch=20");
        assertEquals(2, smaller.code());
        assertTrue(smaller.err().contains("has another sweep, with runs that this one has not"), smaller.err());
    }

    @Test
    void theTestErrorPicksNothingUnlessAsked() throws IOException {
        JsonNode all = tiny("s", "--grid", "train.batch=20,60", "--repeat", "2", "--json", "--quiet")
                .json();
        assertEquals("validation_error", all.get("picked_by").asText());
        int least = all.at("/settings/0/metrics/validation_error/mean").asDouble()
                        <= all.at("/settings/1/metrics/validation_error/mean").asDouble()
                ? 1
                : 2;
        assertEquals(least, all.get("picked").asInt());
        assertEquals(4, all.get("runs").size());
        assertEquals("60", all.at("/runs/2/set/train.batch").asText());
        assertEquals(64, all.at("/runs/3/digests/weights").asText().length());
        String[] resume = {"sweep", "--resume", folder.resolve("s").toString(), "--quiet", "--best"};
        Outcome byTest = Outcome.of(with(resume, "test_error"));
        assertTrue(byTest.err().contains("warning: test_error picks"), byTest.err());
        Outcome largest = Outcome.of(with(resume, "max:synaptic_events", "--metric", "synaptic_events"));
        assertTrue(largest.out().contains("→ picked by synaptic_events: train.batch="), largest.out());
        assertFalse(largest.out().lines().findFirst().orElseThrow().contains("validation_error"), largest.out());
        Outcome unknown = Outcome.of(with(resume, "max:synaptic_event"));
        assertEquals(2, unknown.code());
        assertEquals("", unknown.out());
        assertTrue(
                unknown.err().startsWith("tarpon: --best synaptic_event: unknown metric: `synaptic_event`; allowed: "),
                unknown.err());
        assertTrue(unknown.err().endsWith("; did you mean `synaptic_events`?\n"), unknown.err());
    }

    @Test
    void whatNoRunWillMeasureIsRefusedBeforeTheFirst() throws IOException {
        for (String[] wrong : List.of(
                new String[] {"--best", "validation_eror"}, new String[] {"--metric", "firing_fraction.hidden3"})) {
            Outcome outcome = tiny("s", wrong);
            assertEquals(2, outcome.code(), outcome.err());
            assertTrue(outcome.err().contains(wrong[1] + "`; allowed: train_error, validation_error"), outcome.err());
            assertTrue(outcome.err().contains("did you mean `"), outcome.err());
            assertFalse(Files.exists(folder.resolve("s")));
        }
        Outcome unvalidated = tiny("s", "--set", "data.validation=0", "--best", "validation_error");
        assertEquals(2, unvalidated.code(), unvalidated.err());
        Outcome circuit = Outcome.of(
                "sweep",
                "scenarios/async/balanced-network.yaml",
                "--best",
                "rate.exitatory",
                "--out",
                folder.resolve("s").toString());
        assertEquals(2, circuit.code(), circuit.err());
        assertTrue(circuit.err().contains("did you mean `rate.excitatory`?"), circuit.err());
        assertFalse(Files.exists(folder.resolve("s")));
        // Of a metric that only some settings have, too.
        Outcome done = tiny("s", "--grid", "data.validation=0,40", "--metric", "validation_error", "--quiet");
        assertEquals(0, done.code(), done.err());
        String head = Files.readAllLines(folder.resolve("s/table.csv")).get(0);
        List<String> columns = List.of(head.split(","));
        Outcome all = Outcome.ofTiny(
                "sweep", "--best", "nothing", "--out", folder.resolve("t").toString());
        List<String> known =
                List.of(all.err().replaceAll("(?s).*allowed: ", "").strip().split(", "));
        assertTrue(
                known.containsAll(columns.subList(columns.indexOf("status") + 1, columns.indexOf("weights"))),
                columns + " " + known);
    }

    @Test
    void aMistakeOfAListIsToldWithItsFileAndRow() throws IOException {
        Path csv = Files.writeString(folder.resolve("list.csv"), "train.batch,train.epochs\n0,1\n");
        Outcome one = tiny("s", "--list", csv.toString());
        assertEquals(2, one.code());
        assertTrue(
                one.err()
                        .startsWith(
                                "tarpon: setting 1 of 1, " + csv + ", row 1 (train.batch=0, train.epochs=1): `train"),
                one.err());
        assertFalse(one.err().contains("--set"), one.err());
        Path yaml = Files.writeString(folder.resolve("list.yaml"), "- {train.bathc: 1}\n- {train.bathc: 1}\n");
        Outcome shared = tiny("s", "--list", yaml.toString(), "--grid", "train.epochs=1,2");
        assertEquals(4, shared.err().lines().count(), shared.err());
        assertTrue(
                shared.err()
                        .contains("setting 3 of 4, " + yaml + ", element 1 (train.bathc=1, train.epochs=1): unknown"),
                shared.err());
    }

    /** A name says what the other keys of its row are; what it does not say, such as a grid's values, is still shown. */
    @Test
    void namedSettingsAreShownByTheirNames() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("list.csv"),
                "name,learning.message,learning.target-step\ncoupled,coupled-spike,0.5\ngraded,probability,0.6\n");
        Outcome outcome = tiny("s", "--list", csv.toString(), "--grid", "train.batch=20,30");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("name=graded, train.batch=30, seed"), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertTrue(lines.get(0).matches(" +setting +name +batch +runs .*"), outcome.out());
        assertTrue(outcome.out().contains("graded"), outcome.out());
        assertFalse(outcome.out().contains("probability"), outcome.out());
        assertTrue(
                Files.readString(folder.resolve("s").resolve("summary.csv")).contains("probability"),
                "the files have all keys");
    }

    @Test
    void aRowWithoutNameIsShownWithAllItSets() throws IOException {
        Path csv = Files.writeString(folder.resolve("list.csv"), "name,learning.target-step\nx,0.5\n,0.6\n");
        Outcome outcome = tiny("s", "--list", csv.toString());
        assertTrue(outcome.err().contains("name=x, learning.target-step=0.5, seed"), outcome.err());
        assertTrue(outcome.err().contains("  learning.target-step=0.6, seed"), outcome.err());
    }

    @Test
    void seedsDoNotWrapAround() {
        Outcome outcome = tiny("s", "--seed", "" + (Long.MAX_VALUE - 1), "--repeat", "3");
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(
                outcome.err().contains("--repeat 3: the seeds that follow 9223372036854775806 go on"), outcome.err());
    }

    @Test
    void aSweepUnderWayIsNotComparedButLeftAlone() throws IOException {
        tiny("s", "--grid", "train.batch=20,30", "--quiet");
        try (Closeable held = RunDirectory.lock(folder.resolve("s"))) {
            Outcome other = tiny("s", "--grid", "train.batch=50");
            assertEquals(2, other.code(), held.toString());
            assertTrue(other.err().contains("is in use by another run"), other.err());
        }
    }

    @Test
    void failuresAreKeptApartAndRepeatedOnlyWhenAsked() throws IOException {
        Outcome outcome = tiny(
                "s",
                "--grid",
                "learning.forward=" + LEARN + "," + DIVERGE,
                "--grid",
                "data.set=fashion-mnist-mini,mnist",
                "--data",
                damaged().toString());
        Path sweep = folder.resolve("s");
        assertEquals(4, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("3 of 4 runs failed, see " + sweep.resolve("failures.csv")), outcome.err());
        String failures = Files.readString(sweep.resolve("failures.csv"));
        assertEquals(2, failures.split(",data,").length - 1, failures);
        assertEquals(1, failures.split(",diverged,").length - 1, failures);
        assertTrue(outcome.out().contains("0 of 1"), outcome.out());
        assertTrue(outcome.out().contains("→ 1 "), outcome.out());

        String[] resume = {"sweep", "--resume", sweep.toString()};
        Outcome resumed = Outcome.of(resume);
        assertEquals(4, resumed.code());
        assertTrue(resumed.err().contains("4 of them over; none is left to run; folder: "), resumed.err());
        assertFalse(resumed.out().contains("every run failed"), resumed.out());
        Outcome refused = Outcome.of(with(resume, "--retry", "--best", "bogus"));
        assertEquals(2, refused.code(), refused.err());
        assertTrue(Outcome.of(resume).err().contains("4 of them over"), "what is refused forgets no failure");
        Outcome none = tiny("none", "--grid", "learning.forward=" + DIVERGE);
        assertTrue(none.out().contains("none is picked: every run failed\n"), none.out());
        Outcome retried = Outcome.of(with(resume, "--retry", "--data", damaged().toString()));
        assertEquals(4, retried.code());
        assertTrue(retried.err().contains("1 of them over"), retried.err());
        assertEquals(failures, Files.readString(sweep.resolve("failures.csv")));
    }

    /** MNIST's files, none of them whole. */
    private Path damaged() throws IOException {
        Path set = Files.createDirectories(folder.resolve("data/mnist"));
        for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            Files.writeString(set.resolve(file + "-ubyte"), "no images");
        }
        return set.getParent();
    }

    @Test
    void everySettingIsReadBeforeTheFirstRunStarts() {
        Outcome outcome = tiny("s", "--grid", "train.batch=20,0", "--grid", "train.epochs=1,x", "--repeat", "2");
        assertEquals(2, outcome.code());
        List<String> lines = outcome.err().lines().toList();
        assertEquals(4, lines.size(), outcome.err());
        assertTrue(lines.get(0).contains("setting 2 of 4 (train.batch=20, train.epochs=x): "), outcome.err());
        assertTrue(lines.get(1).contains("setting 3 of 4 (train.batch=0, train.epochs=1): "), outcome.err());
        assertTrue(lines.get(1).contains("`train.batch`"), outcome.err());
        assertFalse(Files.exists(folder.resolve("s")));

        Outcome same = tiny("s", "--grid", "learning.forward.rate=0.01,0.02,1e-2");
        assertEquals(2, same.code());
        assertTrue(same.err().contains("settings 1 and 3 of 3 are the same scenario"), same.err());
        Outcome seeds = tiny("s", "--grid", "seed=1,2", "--repeat", "2");
        assertTrue(seeds.err().contains("seeds are varied twice"), seeds.err());
        Outcome file = tiny("s", "--grid", "train.epochs=1,2", "--set", "train.bathc=3");
        assertEquals(1, file.err().lines().count(), file.err());
        assertTrue(file.err().startsWith("--set train.bathc=3: unknown key"), file.err());
        Outcome memory = tiny("s", "--grid", "populations.hidden1.size=12,1000000");
        assertEquals(2, memory.code());
        assertTrue(memory.err().contains("with populations.hidden1.size=1000000: quickstart would need"), memory.err());
        assertFalse(Files.exists(folder.resolve("s")));
    }

    @Test
    void listsAndRandomSearchesGiveSettingsToo() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), "train.batch,train.epochs\n20,1\n30,2\n");
        Outcome outcome = tiny(
                "s",
                "--list",
                list.toString(),
                "--random",
                "learning.forward.rate=log-uniform(1e-4, 1e-2)",
                "--samples",
                "2",
                "--search-seed",
                "3",
                "--json");
        assertEquals(0, outcome.code(), outcome.err());
        JsonNode settings = outcome.json().get("settings");
        assertEquals(4, settings.size());
        assertEquals("30", settings.at("/2/set/train.batch").asText());
        assertEquals(settings.at("/0/set/learning.forward.rate"), settings.at("/2/set/learning.forward.rate"));
        JsonNode asked = read(folder.resolve("s/sweep.json")).get("asked");
        assertEquals(3, asked.get("search_seed").asInt());
        assertEquals(Files.readString(Path.of(Outcome.QUICKSTART)), Files.readString(folder.resolve("s/base.yaml")));
    }

    @Test
    void anAlteredRunIsAFailureOfThatRun() throws IOException {
        tiny("s", "--grid", "train.batch=20,30");
        Path scenario = runs(folder.resolve("s")).get(0).resolve("scenario.yaml");
        Files.writeString(scenario, Files.readString(scenario).replace("epochs: 2", "epochs: 3"));
        Outcome outcome = Outcome.of("sweep", "--resume", folder.resolve("s").toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("1 of 2 runs failed"), outcome.err());
        assertTrue(Files.readString(folder.resolve("s/failures.csv")).contains("was altered since the sweep began"));

        Files.writeString(folder.resolve("s/sweep.json"), "{\"runs\": [{\"name\": \"../../x\", \"set\": {}}]}");
        Outcome broken = Outcome.of("sweep", "--resume", folder.resolve("s").toString());
        assertEquals(2, broken.code());
        assertTrue(broken.err().contains("sweep.json was altered"), broken.err());
    }

    @Test
    void circuitsAndLearningWithoutPhasesSweepToo() throws IOException {
        Outcome circuit = Outcome.of(
                "sweep",
                "scenarios/async/balanced-network.yaml",
                "--out",
                folder.resolve("circuit").toString(),
                "--set",
                "populations.excitatory.size=80",
                "--set",
                "populations.inhibitory.size=20",
                "--set",
                "pathways.0.connect.degree=8",
                "--set",
                "pathways.1.connect.degree=8",
                "--set",
                "pathways.2.connect.degree=2",
                "--set",
                "pathways.3.connect.degree=2",
                "--set",
                "timing={mode: asynchronous, warm-up: 20 ms}",
                "--set",
                "expect=[]",
                "--grid",
                "timing.duration=40 ms,60 ms",
                "--repeat",
                "2",
                "--best",
                "max:rate.excitatory");
        assertEquals(0, circuit.code(), circuit.err());
        assertTrue(circuit.out().contains("→ picked by rate.excitatory: timing.duration="), circuit.out());
        String[] again = {"sweep", "--resume", folder.resolve("circuit").toString()};
        String unpicked = Outcome.of(again).out();
        assertTrue(unpicked.contains("none is picked: these runs have no validation_error; --best METRIC"), unpicked);
        assertFalse(Outcome.of(with(again, "--json")).json().has("picked_by"));
        String head = Files.readAllLines(folder.resolve("circuit/table.csv")).get(0);
        assertTrue(head.startsWith("run,setting,timing.duration,seed,status,rate."), head);

        Outcome phaseFree = Outcome.of(
                "sweep",
                "scenarios/async/dtp-quickstart.yaml",
                "--out",
                folder.resolve("free").toString(),
                "--set",
                "populations.hidden1.size=10",
                "--set",
                "populations.hidden2.size=8",
                "--set",
                "data.training=20",
                "--set",
                "data.validation=10",
                "--set",
                "evaluate={presentation: 20 ms, count-from: 5 ms, every: 1 epoch}",
                "--set",
                "expect=[]",
                "--set",
                "train={epochs: 1, batch: 10}",
                "--repeat",
                "2");
        assertEquals(0, phaseFree.code(), phaseFree.err());
        assertTrue(phaseFree.out().contains("→ picked by validation_error: the scenario as it is"), phaseFree.out());
    }
}
