package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Circuits that do not learn, from the command line. */
class CircuitRunTest {
    private static final String BALANCED = "scenarios/async/balanced-network.yaml";

    @TempDir
    private Path folder;

    /** The balanced network with a tenth of its neurons and connections. */
    private Outcome small(String name, String... more) {
        return small(name, 1, more);
    }

    private Outcome small(String name, int threads, String... more) {
        List<String> all =
                new ArrayList<>(List.of("run", BALANCED, "--json", "--threads", "" + threads, "--out", out(name)));
        for (String override : List.of(
                "populations.excitatory.size=800",
                "populations.inhibitory.size=200",
                "pathways.0.connect.degree=80",
                "pathways.1.connect.degree=80",
                "pathways.2.connect.degree=20",
                "pathways.3.connect.degree=20",
                "timing.warm-up=20 ms",
                "timing.duration=60 ms",
                "record.spikes=[inhibitory]",
                "record.states=[inhibitory]",
                "expect=[]")) {
            all.add("--set");
            all.add(override);
        }
        all.addAll(List.of(more));
        return Outcome.of(all.toArray(String[]::new));
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws IOException {
        Outcome one = small("one");
        Outcome three = small("three", 3);
        assertEquals(0, one.code(), one.err());
        assertEquals(one.json().get("metrics"), three.json().get("metrics"));
        assertEquals(one.json().get("digests"), three.json().get("digests"));
        assertEquals(one.json().get("traffic"), three.json().get("traffic"));
        for (String file : List.of("spikes.csv", "activity.csv", "scenario.yaml")) {
            assertEquals(-1, Files.mismatch(Path.of(out("one"), file), Path.of(out("three"), file)), file);
        }
        Outcome other = small("other", "--seed", "2");
        assertFalse(one.json().get("digests").equals(other.json().get("digests")));
    }

    @Test
    void theRunDirectoryHoldsWhatWasAskedForAndGivesTheSameRunAgain() throws IOException {
        Outcome first = small("first", "--quiet");
        assertEquals("", first.err());
        Path directory = folder.resolve("first");
        assertEquals(first.out(), Files.readString(directory.resolve("result.json")));
        List<String> spikes = Files.readAllLines(directory.resolve("spikes.csv"));
        assertEquals("time_ns,population,output,neuron,sign", spikes.get(0));
        JsonNode traffic = first.json().get("traffic").get("circuit");
        assertEquals(
                traffic.at("/inhibitory-excitatory/activity/change").asInt(),
                spikes.size() - 1,
                "all, with the warm-up");
        assertTrue(spikes.get(1).matches("\\d+,inhibitory,0,\\d+,1"), spikes.get(1));
        List<String> activity = Files.readAllLines(directory.resolve("activity.csv"));
        assertEquals(1 + 2 * 60, activity.size(), "two populations, 60 ms");
        double mean = activity.stream()
                .filter(line -> line.contains(",excitatory,"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .average()
                .orElseThrow();
        JsonNode metrics = first.json().get("metrics");
        assertEquals(mean, metrics.at("/activity/excitatory").asDouble(), 1e-6);
        assertEquals(
                metrics.at("/activity/inhibitory").asDouble(),
                metrics.at("/state/1").asDouble(),
                1e-6);

        String scenario = directory.resolve("scenario.yaml").toString();
        Outcome again = Outcome.of("run", scenario, "--out", out("again"), "--json", "--threads", "1");
        assertEquals(first.json().get("digests"), again.json().get("digests"));
        assertEquals(metrics, again.json().get("metrics"));

        Outcome resumed = Outcome.of("run", "--resume", directory.toString(), "--json");
        assertEquals(first.out(), resumed.out(), "a finished run is printed again");
        Files.delete(directory.resolve("result.json"));
        resumed = Outcome.of("run", "--resume", directory.toString(), "--json");
        assertTrue(resumed.err().contains("no usable checkpoint"), resumed.err());
        assertEquals(first.json().get("digests"), resumed.json().get("digests"));
        resumed = Outcome.of("run", "--resume", directory.toString(), "--set", "timing.duration=1 s");
        assertEquals(2, resumed.code());
        assertTrue(resumed.err().contains("--resume takes no --set"), resumed.err());
    }

    /** Spikes from a file, a list of connections, and all that can be recorded; the last of several checkpoints is gone on from. */
    @Test
    void aRunThatReadsFilesGoesOnWhereTheyAreAllowed() throws IOException {
        Path sources = Files.createDirectory(folder.resolve("given"));
        Files.writeString(sources.resolve("list.csv"), "from,to\n0,1\n1,2\n2,0\n");
        Files.writeString(sources.resolve("spikes.csv"), "time_ms,neuron\n0.5,0\n3,2\n3,1\n17,0\n19,2\n");
        Path file = Files.writeString(
                sources.resolve("given.yaml"),
                """
                tarpon: 1
                name: given
                timing: {mode: asynchronous, warm-up: 2 ms, duration: 18 ms}
                populations:
                  fixed: {size: 3, model: spike-trains, file: spikes.csv}
                  steps: {size: 3, model: poisson, rate: {type: steps, steps: [{from: 5 ms, rate: 900 Hz}]}}
                  binary: {size: 3, model: glauber, tau: 1 ms, beta: 1, theta: 0}
                pathways:
                  - {from: binary, to: binary, connect: {type: list, file: list.csv}, weights: 3, delay: 1 ms}
                checkpoint: {every: 4 ms}
                record:
                  spikes: [{of: fixed, neurons: [0, 2]}, {of: binary, from: 3 ms}]
                  spike-format: [sonata, csv, nest]
                  counts: [steps, {of: fixed, to: 18 ms}]
                  rates: {late: {of: steps, from: 10 ms}}
                  from: 4 ms
                  activity: [binary]
                """);
        Outcome whole = Outcome.of("run", file.toString(), "--out", out("whole"), "--json", "--quiet");
        assertEquals(0, whole.code(), whole.err());
        assertEquals(
                0,
                Outcome.of("run", file.toString(), "--out", out("part"), "--quiet")
                        .code());
        Path part = folder.resolve("part");
        Files.delete(part.resolve("result.json"));
        Outcome refused = Outcome.of("run", "--resume", part.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("--files"), refused.err());
        Outcome goneOn = Outcome.of("run", "--resume", part.toString(), "--files", sources.toString(), "--json");
        assertEquals(0, goneOn.code(), goneOn.err());
        assertTrue(goneOn.err().contains("going on after 0.016 s"), goneOn.err());
        for (String key : List.of("metrics", "digests", "traffic")) {
            assertEquals(whole.json().get(key), goneOn.json().get(key));
        }
        String nest = "spikes-fixed.dat spikes-binary.dat spikes-binary.negative.dat";
        for (String name : ("spikes.csv spikes.h5 counts.csv activity.csv " + nest).split(" ")) {
            assertEquals(-1, Files.mismatch(folder.resolve("whole").resolve(name), part.resolve(name)), name);
        }
    }

    /** More threads than processors, and than there are slices. */
    @Test
    void sixteenThreadsGiveTheSameSpikesAndFiles() throws IOException {
        assertEquals(
                small("one").json().get("digests"), small("sixteen", 16).json().get("digests"));
        assertEquals(
                Files.readString(folder.resolve("one/spikes.csv")),
                Files.readString(folder.resolve("sixteen/spikes.csv")));
    }

    /** The sampling of states is watching only. */
    @Test
    void recordingChangesNoSpike() {
        assertEquals(
                small("all").json().get("digests"),
                small("none", "--set", "record={every: 7 ms}").json().get("digests"));
    }

    /** Theory scenarios made short by fewer neurons would fail by chance: these are short as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"isolated-neuron", "copying-neuron", "erfc-activity", "escape-rate", "boltzmann-glauber"})
    void theoryHolds(String name) {
        Outcome outcome = Outcome.of("check", "scenarios/theory/" + name + ".yaml", "--quiet", "--threads", "1");
        assertEquals(0, outcome.code(), outcome.out() + outcome.err());
        assertTrue(outcome.out().startsWith("met   "), outcome.out());
    }

    @Test
    void checkFindsWhatTheoryDoesNotAllow() {
        String file = "scenarios/theory/isolated-neuron.yaml";
        Outcome outcome =
                Outcome.of("check", file, "--set", "populations.isolated.tau=11 ms", "--quiet", "--threads", "1");
        assertEquals(3, outcome.code());
        assertTrue(outcome.out().contains("FAILS " + file + ": covariance.isolated-isolated.10ms"), outcome.out());
    }

    @Test
    void badInputEndsWithTwo() {
        Outcome outcome = small("bad", "--set", "populations.excitatory.tau=10");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("did you mean `10 ms`?"), outcome.err());
        outcome = Outcome.of("audit", BALANCED);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("nothing to audit"), outcome.err());
        outcome = small("far", "--set", "pathways.0.delay={type: normal, mean: 1 ms, deviation: 1 ms, minimum: 7 ms}");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("lower the minimum or choose another distribution"), outcome.err());
    }

    @Test
    @Timeout(60)
    void aSignalStopsTheRunWithExit130AndACheckpoint() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = ChildProcess.start(
                ChildProcess.thisJava(),
                List.of("-Xmx512m"),
                folder.resolve("out"),
                err,
                "run",
                BALANCED,
                "--set",
                "timing.duration=100 s",
                "--set",
                "expect=[]",
                "--threads",
                "1",
                "--out",
                out("stopped"));
        while (process.isAlive() && !Files.readString(err).contains("stored synapses")) {
            Thread.sleep(5);
        }
        process.destroy();
        assertEquals(130, ChildProcess.join(process), Files.readString(err));
        assertTrue(Files.readString(err).contains("run --resume " + out("stopped")), Files.readString(err));
        try (Stream<Path> files = Files.list(folder.resolve("stopped/checkpoints"))) {
            assertEquals(1, files.count());
        }
    }
}
