package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.record.Checkpoint;

/**
 * Runs in processes of their own that are killed (SIGKILL) at random moments, some of them while a checkpoint or a recording
 * is being written, and gone on with on another number of threads. Whatever files the run leaves in the end are those of a run
 * that nobody touched. How many are killed: {@code mvn -q test -Dtest=KillScenarioTest -Dtarpon.kills=200}; another seed:
 * {@code -Dtarpon.kill-seed=2}.
 */
class KillScenarioTest {
    private static final int KILLS = Integer.getInteger("tarpon.kills", 4);
    private static final long SEED = Long.getLong("tarpon.kill-seed", 1);

    private enum Study {
        VOLLEYS(
                "scenarios/quickstart.yaml",
                "populations.hidden1.size=60",
                "populations.hidden2.size=40",
                "data.training=500",
                "data.validation=40",
                "train={epochs: 4, batch: 20}",
                "evaluate={passes: 1, every: 2 epochs}",
                "checkpoint={every: 3 batches, keep: 2}",
                "record={spikes: {populations: [input, hidden1], samples: 0..9}, spike-format: [csv, nest, sonata]}"),
        CIRCUIT(
                "scenarios/async/balanced-network.yaml",
                "populations.excitatory.size=800",
                "populations.inhibitory.size=200",
                "pathways.0.connect.degree=80",
                "pathways.0.delay=1 ms",
                "pathways.1.connect.degree=80",
                "pathways.1.delay={type: normal, mean: 3 ms, deviation: 1 ms, minimum: 1 ms}",
                "pathways.2.connect.degree=20",
                "pathways.2.delay=7 ms",
                "pathways.3.connect.degree=20",
                "pathways.3.delay=1 ms",
                "timing={mode: asynchronous, warm-up: 100 ms, duration: 1.5 s}",
                "checkpoint={every: 20 ms, keep: 2}",
                "record.spikes=[excitatory, inhibitory]",
                "record.spike-format=[csv, nest, sonata]",
                "record.states=[inhibitory]",
                "record.counts=[inhibitory]",
                "record.rates={late: {of: excitatory, from: 800 ms}}",
                "expect=[]"),
        PHASE_FREE(
                "scenarios/async/dtp-quickstart.yaml",
                "populations.hidden1.size=20",
                "populations.hidden2.size=16",
                "data.training=80",
                "data.validation=20",
                "train={epochs: 4, batch: 10}",
                "evaluate={presentation: 20 ms, count-from: 5 ms, every: 2 epochs}",
                "checkpoint={every: 600 ms, keep: 2}");

        private final String file;
        private final List<String> overrides;

        Study(String file, String... overrides) {
            this.file = file;
            this.overrides = List.of(overrides);
        }

        String[] run(Path out) {
            List<String> args = new ArrayList<>(List.of("run", file, "--out", out.toString()));
            overrides.forEach(override -> args.addAll(List.of("--set", override)));
            return args.toArray(String[]::new);
        }
    }

    private static final Random RANDOM = new Random(SEED);

    @TempDir
    private Path folder;

    private int kills;
    private int inCheckpoint;
    private int inRecording;
    private int runs;

    @Test
    void killedRunsLeaveTheFilesOfOnesThatNobodyTouched() throws IOException, InterruptedException {
        Study[] studies = Study.values();
        Map<Study, Map<String, Object>> expected = new TreeMap<>();
        while (kills < KILLS) {
            int turn = runs++ % studies.length;
            Study study = studies[turn];
            if (!expected.containsKey(study)) {
                expected.put(study, straight(study));
            }
            Path out = folder.resolve("killed-" + runs);
            int left = studies.length - turn;
            untilItEnds(study, out, Math.min(10, (KILLS - kills + left - 1) / left));
            assertSame(expected.get(study), files(out), study + " after " + kills + " kills, seed " + SEED);
            System.out.printf("%d kills, %s in order%n", kills, study);
        }
        System.out.printf(
                "%d kills in %d runs, seed %d: %d left an unfinished checkpoint, %d a recording beyond the checkpoint;"
                        + " all files as without%n",
                kills, runs, SEED, inCheckpoint, inRecording);
    }

    private Map<String, Object> straight(Study study) throws IOException {
        Path out = folder.resolve("straight-" + study);
        Outcome outcome = Outcome.of(study.run(out));
        assertEquals(0, outcome.code(), outcome.err());
        return files(out);
    }

    /** Kills the run some times, and then lets it come to its end. */
    private void untilItEnds(Study study, Path out, int most) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        for (int killed = 0; ; killed++) {
            boolean begun = Files.exists(out.resolve("scenario.yaml"));
            List<String> args =
                    new ArrayList<>(begun ? List.of("run", "--resume", out.toString()) : Arrays.asList(study.run(out)));
            args.addAll(List.of("--threads", "" + (1 + RANDOM.nextInt(3))));
            Process process = ChildProcess.start(
                    ChildProcess.thisJava(),
                    List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                    folder.resolve("out"),
                    err,
                    args.toArray(String[]::new));
            if (killed < most) {
                awaitMoment(process, out);
            }
            boolean kill = killed < most && process.isAlive();
            if (kill) {
                process.destroyForcibly();
                process.waitFor();
                kills++;
                tell(out);
            } else {
                assertTrue(process.waitFor(10, TimeUnit.MINUTES), study + ": " + Files.readString(err));
                assertEquals(0, process.exitValue(), study + ": " + Files.readString(err));
                return;
            }
        }
    }

    /** Some time after the process began to compute, or the middle of a checkpoint, or of a recording. */
    private static void awaitMoment(Process process, Path out) throws IOException, InterruptedException {
        int kind = RANDOM.nextInt(8);
        long delay = RANDOM.nextInt(1000);
        if (kind == 0) {
            Thread.sleep(delay); // perhaps before anything has begun
            return;
        }
        while (process.isAlive() && !Files.exists(out.resolve(".lock"))) {
            Thread.sleep(1);
        }
        Thread.sleep(delay);
        if (kind < 3) {
            return;
        }
        boolean checkpoint = kind < 7;
        Path place = checkpoint ? out.resolve("checkpoints") : out;
        String ending = checkpoint ? ".tmp" : ".csv.partial";
        long end = System.nanoTime() + 3_000_000_000L;
        while (process.isAlive() && System.nanoTime() < end && !holds(place, ending)) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static boolean holds(Path folder, String ending) {
        String[] names = folder.toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name -> name.endsWith(ending));
    }

    private void tell(Path out) throws IOException {
        inCheckpoint += holds(out.resolve("checkpoints"), ".tmp") ? 1 : 0;
        inRecording += beyondCheckpoint(out) ? 1 : 0;
    }

    private static boolean beyondCheckpoint(Path out) throws IOException {
        Path partial = out.resolve("spikes.csv.partial");
        long settled = 0;
        for (Object state : checkpoints(out).values()) {
            if (((Map<?, ?>) state).get("state/recorded spikes/file 0/length") instanceof long[] length) {
                settled = length[0]; // the last in the order of names is the newest
            }
        }
        return Files.exists(partial) && Files.size(partial) > settled;
    }

    /** All files but the lock, what tells of wall-clock time left out. */
    private static Map<String, Object> files(Path out) throws IOException {
        Map<String, Object> all = checkpoints(out);
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.equals("result.json")) {
                    ObjectNode result = (ObjectNode) new ObjectMapper().readTree(file.toFile());
                    result.remove("performance");
                    all.put(name, result);
                } else if (name.equals("metrics.jsonl")) {
                    all.put(name, metrics(Files.readString(file)));
                } else if (name.equals("report.html")) {
                    Document page = Jsoup.parse(file);
                    page.select("#machine").remove();
                    all.put(name, page.outerHtml());
                } else if (!name.equals(".lock")) {
                    all.put(name, Files.readAllBytes(file));
                }
            }
        }
        return all;
    }

    private static Map<String, Object> checkpoints(Path out) throws IOException {
        Map<String, Object> all = new TreeMap<>();
        if (!Files.isDirectory(out.resolve("checkpoints"))) {
            return all;
        }
        try (Stream<Path> files = Files.list(out.resolve("checkpoints"))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".tmp")) {
                    continue;
                }
                Checkpoint checkpoint = Checkpoint.read(file);
                Map<String, Object> content = new TreeMap<>();
                checkpoint.state().forEach((name, value) -> content.put("state/" + name, value));
                content.put("scenario", checkpoint.scenario());
                content.put("data", checkpoint.data());
                content.put("place", checkpoint.place());
                content.put("metrics", metrics(checkpoint.metrics()));
                all.put("checkpoints/" + file.getFileName(), content);
            }
        }
        return all;
    }

    private static List<JsonNode> metrics(String lines) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            ObjectNode metrics = (ObjectNode) new ObjectMapper().readTree(line);
            metrics.remove("train_samples_per_second");
            all.add(metrics);
        }
        return all;
    }

    private static void assertSame(Map<?, ?> expected, Map<?, ?> actual, String what) {
        assertEquals(expected.keySet(), actual.keySet(), what);
        assertTrue(expected.size() > 0);
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            String place = what + ": " + entry.getKey();
            Object other = actual.get(entry.getKey());
            if (entry.getValue() instanceof Map<?, ?> map) {
                assertSame(map, (Map<?, ?>) other, place);
            } else {
                assertArrayEquals(new Object[] {entry.getValue()}, new Object[] {other}, place);
            }
        }
    }
}
