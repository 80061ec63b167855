package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sources send and what is recorded of it, from the command line. */
class SourcesRunTest {
    private static final String IMAGES = "scenarios/async/image-rates.yaml";
    private static final String ALL = "record={spikes: [retina, cortex], counts: [retina, cortex]}";

    @TempDir
    private Path folder;

    private Outcome run(String name, int threads, String... overrides) {
        List<String> all = new ArrayList<>(List.of("run", IMAGES, "--json", "--quiet", "--threads", "" + threads));
        all.addAll(
                List.of("--out", folder.resolve(name).toString(), "--set", "expect=[]", "--files", folder.toString()));
        for (String override : overrides) {
            all.addAll(List.of("--set", override));
        }
        Outcome outcome = Outcome.of(all.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome.err());
        return outcome;
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    private static List<String> of(List<String> lines, String population) {
        return lines.stream()
                .filter(line -> line.contains("," + population + ","))
                .toList();
    }

    /** The digest of all spikes is among what is expected. */
    @ParameterizedTest
    @CsvSource({IMAGES + ", 1", IMAGES + ", 2", IMAGES + ", 8", "scenarios/theory/poisson-rates.yaml, 1"})
    void shippedScenariosGiveWhatTheyExpect(String file, String threads) {
        Outcome outcome = Outcome.of("check", file, "--quiet", "--threads", threads);
        assertEquals(0, outcome.code(), outcome.out() + outcome.err());
        assertTrue(outcome.out().startsWith("met   "), outcome.out());
    }

    @Test
    @Timeout(120)
    void java25GivesTheSameSpikes() throws IOException, InterruptedException {
        Optional<Path> java = ChildProcess.java25();
        assumeTrue(java.isPresent(), "skipped: no JDK 25 in JAVA25_HOME or /usr/lib/jvm");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process child = ChildProcess.start(java.get(), List.of(), out, err, "check", IMAGES, "--quiet");
        assertEquals(0, ChildProcess.join(child), Files.readString(out) + Files.readString(err));
    }

    /** What one run recorded is the input of another, whose network then does the same, spike for spike. */
    @ParameterizedTest
    @CsvSource({"'of: retina, ', spikes.csv", "'of: retina, ', spikes.h5", "'', spikes-retina.dat"})
    void recordedSpikesPlayedBackGiveTheSameInput(String of, String file) throws IOException {
        JsonNode first = run("first", 2, ALL, "record.spike-format=[csv, nest, sonata]", "timing.duration=700 ms")
                .json();
        String recording = folder.resolve("first").resolve(file).toString();
        String played = "populations.retina={size: 784, model: spike-trains, " + of + "file: \"" + recording + "\"}";
        JsonNode second = run("second", 1, ALL, "timing.duration=700 ms", "data={set: mnist}", played)
                .json();
        assertEquals(first.get("digests"), second.get("digests"));
        assertEquals(first.get("metrics"), second.get("metrics"));
        assertEquals(first.get("traffic"), second.get("traffic"));
        for (String population : List.of("retina", "cortex")) {
            List<String> spikes = of(lines("first/spikes.csv"), population);
            assertTrue(spikes.size() > 60, population + " fires");
            assertEquals(spikes, of(lines("second/spikes.csv"), population));
        }
        // Other noise in the network, the same input: the seed does not reach what is given.
        JsonNode third =
                run("third", 1, ALL, "timing.duration=700 ms", played, "seed=2").json();
        assertFalse(first.get("digests").equals(third.get("digests")));
        assertEquals(of(lines("first/spikes.csv"), "retina"), of(lines("third/spikes.csv"), "retina"));
        // The resolved scenario says the same, wherever it is run.
        Outcome again = Outcome.of(
                "run",
                folder.resolve("second/scenario.yaml").toString(),
                "--files",
                folder.toString(),
                "--json",
                "--quiet",
                "--out",
                folder.resolve("fourth").toString());
        assertEquals(first.get("digests"), again.json().get("digests"), again.err());
        String[] diff = {
            "diff",
            folder.resolve("second").toString(),
            folder.resolve("fourth").toString()
        };
        Outcome refused = Outcome.of(diff);
        assertEquals(2, refused.code(), refused.out());
        assertTrue(refused.err().contains("--files " + folder.resolve("first")), refused.err());
        Outcome allowed = Outcome.of(diff[0], diff[1], diff[2], "--files", folder.toString());
        assertEquals(0, allowed.code(), allowed.out() + allowed.err());
    }

    @Test
    void whatIsChosenIsRecordedAndNothingElse() throws IOException {
        JsonNode all = run("all", 1, ALL, "timing={mode: asynchronous, warm-up: 100 ms, duration: 200 ms}")
                .json();
        JsonNode some = run(
                        "some",
                        2,
                        "timing={mode: asynchronous, warm-up: 100 ms, duration: 200 ms}",
                        "record={spikes: [{of: retina, neurons: [400..499, 300], from: 50 ms, to: 150 ms}],"
                                + " counts: [cortex, {of: retina, neurons: 350..450, from: 0 ms, to: 120 ms}],"
                                + " rates: {middle: {of: retina, neurons: 350..450}, early: {of: cortex, to: 150 ms}}}")
                .json();
        assertEquals(all.get("digests"), some.get("digests"), "recording is watching only");
        List<long[]> retina = spikes(lines("all/spikes.csv"), "retina");
        List<String> chosen = of(lines("all/spikes.csv"), "retina").stream()
                .filter(line -> isWithin(line, 50_000_000, 150_000_000))
                .filter(line -> line.matches(".*,(4\\d\\d|300),1"))
                .toList();
        assertTrue(chosen.size() > 100, "there is something to choose");
        List<String> recorded = lines("some/spikes.csv");
        assertEquals(chosen, recorded.subList(1, recorded.size()));

        List<String> counts = new ArrayList<>(List.of("population,neuron,from_ns,to_ns,spikes"));
        List<long[]> cortex = spikes(lines("all/spikes.csv"), "cortex");
        IntStream.range(0, 50)
                .mapToObj(i -> "cortex," + i + ",100000000,300000000," + count(cortex, i, i, 100_000_000, 300_000_000))
                .forEach(counts::add);
        IntStream.rangeClosed(350, 450)
                .mapToObj(i -> "retina," + i + ",0,120000000," + count(retina, i, i, 0, 120_000_000))
                .forEach(counts::add);
        assertEquals(counts, lines("some/counts.csv"));
        assertEquals(
                count(retina, 350, 450, 100_000_000, 300_000_000) / 101.0 / 0.2,
                some.at("/metrics/rate/middle").asDouble(),
                1e-4);
        assertEquals(
                count(cortex, 0, 49, 100_000_000, 150_000_000) / 50.0 / 0.05,
                some.at("/metrics/rate/early").asDouble(),
                1e-4);
        assertEquals(all.at("/metrics/rate/retina"), some.at("/metrics/rate/retina"));
    }

    private static boolean isWithin(String line, long from, long to) {
        long time = Long.parseLong(line.substring(0, line.indexOf(',')));
        return time >= from && time < to;
    }

    /** Time and neuron of the spikes of a population. */
    private static List<long[]> spikes(List<String> lines, String population) {
        return of(lines, population).stream()
                .map(line -> line.split(","))
                .map(cells -> new long[] {Long.parseLong(cells[0]), Long.parseLong(cells[3])})
                .toList();
    }

    private static long count(List<long[]> spikes, int first, int last, long from, long to) {
        return spikes.stream()
                .filter(spike -> spike[1] >= first && spike[1] <= last && spike[0] >= from && spike[0] < to)
                .count();
    }

    /** The states that are sampled are those of the time that is asked for. */
    @Test
    void statesAreSampledWhenTheScenarioSays() throws IOException {
        String file = "scenarios/theory/isolated-neuron.yaml";
        List<String> runs = new ArrayList<>();
        for (String span : List.of("from: 200 ms, to: 600 ms", "from: 300 ms, to: 450 ms")) {
            Path out = folder.resolve("run" + runs.size());
            Outcome outcome = Outcome.of(
                    "run",
                    file,
                    "--quiet",
                    "--json",
                    "--out",
                    out.toString(),
                    "--set",
                    "timing.duration=400 ms",
                    "--set",
                    "record={every: 50 ms, activity: [isolated], " + span + "}",
                    "--set",
                    "expect=[]");
            assertEquals(0, outcome.code(), outcome.err());
            runs.add(Files.readAllLines(out.resolve("activity.csv")).stream()
                    .skip(1)
                    .collect(Collectors.joining("\n")));
        }
        assertEquals(8, runs.get(0).lines().count());
        assertEquals(
                runs.get(0).lines().skip(2).limit(3).toList(),
                runs.get(1).lines().toList());
        assertTrue(runs.get(1).startsWith("300000000,isolated,"), runs.get(1));
    }

    /** In a heap too small for them, spikes, sources and connections are refused like what is wrong, with what to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            populations.retina={size: 784, model: spike-trains, file: FILE} | many.csv:524290:1: more than 524288 spikes do not fit into the 24 MB that Java may use; start it with a larger -Xmx
            populations.retina={size: 10000000, model: spike-trains, spikes: {0: [1 ms]}} | `populations.retina.size`: 10000000 spike trains do not fit into the 24 MB
            pathways.0.connect={type: list, file: FILE} | many.csv:524290: more than 524288 connections do not fit into the 24 MB
            """)
    @Timeout(120)
    void whatDoesNotFitIsRefusedBeforeItIsBuilt(String override, String expected)
            throws IOException, InterruptedException {
        Path many = folder.resolve("many.csv");
        String text = override.contains("list")
                ? "from,to\n" + "1,1\n".repeat(600_000)
                : IntStream.range(0, 600_000)
                        .mapToObj(k -> k + ",0\n")
                        .collect(Collectors.joining("", "time_ms,neuron\n", ""));
        Files.writeString(many, text);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process child = ChildProcess.start(
                ChildProcess.thisJava(),
                List.of("-Xmx24m"),
                out,
                err,
                "validate",
                "--files",
                folder.toString(),
                IMAGES,
                "--set",
                override.replace("FILE", "\"" + many + "\""));
        int code = ChildProcess.join(child);
        String message = Files.readString(err);
        assertEquals(2, code, message);
        assertTrue(message.contains(expected), message);
    }
}
