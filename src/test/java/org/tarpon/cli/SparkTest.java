package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps and mini-batches on Apache Spark, here two cores of this machine. */
class SparkTest {
    /** As in {@link SweepTest}: diverges in the first epoch. */
    private static final String TWO_RULES =
            "learning.forward={optimizer: sgd, rate: 0.01},{optimizer: sgd, rate: 1, weight-decay: 1.0e+7}";

    @TempDir
    private Path folder;

    private Outcome tiny(String out, String... more) {
        List<String> all =
                new ArrayList<>(List.of("--out", folder.resolve(out).toString(), "--grid", TWO_RULES, "--quiet"));
        all.addAll(List.of(more));
        return Outcome.ofTiny("sweep", all.toArray(String[]::new));
    }

    private List<String> files(String sweep) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(sweep))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve(sweep).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** One run is finished before, one has its checkpoints, and one diverges. */
    @Test
    void theSweepOnSparkLeavesTheFilesOfTheOneWithout() throws IOException {
        Outcome local = tiny("local", "--repeat", "2");
        assertEquals(5, local.code(), local.err());
        Outcome before = tiny("spark", "--repeat", "1");
        assertEquals(5, before.code(), before.err());
        Path begun;
        try (Stream<Path> runs = Files.list(folder.resolve("spark/runs"))) {
            begun = runs.filter(run -> Files.exists(run.resolve("result.json")))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(begun.resolve("result.json"));

        Outcome spark = tiny("spark", "--repeat", "2", "--spark", "local[2]");
        assertEquals(5, spark.code(), spark.err());
        assertEquals(local.out().replace("/local", "/spark"), spark.out());
        assertTrue(spark.err().contains("2 of 4 runs failed"), spark.err());
        assertTrue(spark.err().contains(" --spark local[2]"), spark.err());
        for (String table : List.of("table.csv", "summary.csv", "failures.csv")) {
            assertEquals(
                    Files.readString(folder.resolve("local").resolve(table)),
                    Files.readString(folder.resolve("spark").resolve(table)));
        }
        // What a diverged run had come to stays on its executor.
        Stream<String> locally =
                files("local").stream().filter(file -> !file.contains("weight-decay") || file.endsWith(".lock"));
        List<String> onSpark = files("spark").stream()
                .filter(file -> !file.contains("weight-decay") || file.endsWith(".lock"))
                .toList();
        assertEquals(locally.toList(), onSpark);
    }

    /** The batch of 25 makes seven blocks, the last of them of one lane. */
    @Test
    void aRunWhoseMiniBatchesAreSimulatedOnSparkIsTheSame() throws IOException {
        String[] batch = {"--json", "--quiet", "--set", "train={epochs: 2, batch: 25}", "--out", ""};
        batch[5] = folder.resolve("here").toString();
        Outcome here = Outcome.ofTiny("run", batch);
        List<String> args = new ArrayList<>(Arrays.asList(batch));
        args.set(5, folder.resolve("spark").toString());
        args.addAll(List.of("--spark", "local[2]", "--threads", "1"));
        Outcome spark = Outcome.ofTiny("run", args.toArray(String[]::new));
        assertEquals(0, spark.code(), spark.err());
        for (String part : List.of("metrics", "digests", "audit", "traffic")) {
            assertEquals(here.json().get(part), spark.json().get(part), part);
        }
        assertEquals(
                Files.readString(folder.resolve("here/scenario.yaml")),
                Files.readString(folder.resolve("spark/scenario.yaml")));

        Outcome phaseFree = Outcome.of(
                "run",
                "scenarios/async/dtp-quickstart.yaml",
                "--spark",
                "local[2]",
                "--out",
                "" + folder.resolve("no"));
        assertEquals(2, phaseFree.code());
        assertTrue(phaseFree.err().contains("--spark takes a scenario that learns in volley timing"), phaseFree.err());
        assertFalse(Files.exists(folder.resolve("no")));
    }

    @Test
    void aMasterThatIsNoneIsAnErrorOfUse() throws IOException {
        for (String command : List.of("run", "sweep")) {
            Path out = folder.resolve(command);
            Outcome outcome = Outcome.ofTiny(command, "--out", out.toString(), "--spark", "nonsense", "--quiet");
            assertEquals(2, outcome.code(), outcome.err());
            assertTrue(outcome.err().contains("--spark nonsense: "), outcome.err());
            assertFalse(outcome.err().contains("\tat "), outcome.err());
        }
    }

    @Test
    void circuitsRunOnSparkToo() throws IOException {
        List<String> tables = new ArrayList<>();
        for (String[] where : new String[][] {{}, {"--spark", "local[2]", "--threads", "2"}}) {
            Path out = folder.resolve("circuit" + where.length);
            List<String> args = new ArrayList<>(
                    List.of("sweep", "scenarios/async/balanced-network.yaml", "--out", out.toString(), "--quiet"));
            for (String override : List.of(
                    "populations.excitatory.size=80",
                    "populations.inhibitory.size=20",
                    "pathways.0.connect.degree=8",
                    "pathways.1.connect.degree=8",
                    "pathways.2.connect.degree=2",
                    "pathways.3.connect.degree=2",
                    "timing={mode: asynchronous, warm-up: 20 ms, duration: 40 ms}",
                    "expect=[]")) {
                args.addAll(List.of("--set", override));
            }
            args.addAll(List.of("--repeat", "2"));
            args.addAll(Arrays.asList(where));
            Outcome outcome = Outcome.of(args.toArray(String[]::new));
            assertEquals(0, outcome.code(), outcome.err());
            tables.add(Files.readString(out.resolve("table.csv")));
        }
        assertEquals(tables.get(0), tables.get(1));
    }

    @Test
    void withoutSparkOnTheClassPathTheCommandSaysHowToStartIt() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = ChildProcess.start(
                ChildProcess.thisJava(),
                List.of(),
                folder.resolve("out"),
                err,
                "sweep",
                Outcome.QUICKSTART,
                "--repeat",
                "2",
                "--out",
                folder.resolve("s").toString(),
                "--spark",
                "local[2]");
        assertEquals(2, ChildProcess.join(process), Files.readString(err));
        assertTrue(Files.readString(err).contains("spark-submit --class org.tarpon.cli.Main"), Files.readString(err));
        assertFalse(Files.readString(err).contains("\tat "), Files.readString(err));
    }
}
