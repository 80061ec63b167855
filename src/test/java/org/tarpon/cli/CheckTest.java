package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations from the file to the exit code, and what {@code --update} writes. */
class CheckTest {
    private static final String ZEROS = "0".repeat(64);

    /** One spike train into one Poisson population: it runs in milliseconds. */
    private static final String CIRCUIT =
            """
            tarpon: 1
            name: circuit
            seed: 3
            timing: {mode: asynchronous, duration: 200 ms}
            populations:
              noise: {size: 20, model: poisson, rate: 40 Hz}
            expect:
            """;

    @TempDir
    private Path folder;

    private Path circuit(String... expectations) throws IOException {
        StringBuilder text = new StringBuilder(CIRCUIT);
        List.of(expectations).forEach(line -> text.append("  - ").append(line).append('\n'));
        return Files.writeString(folder.resolve("circuit.yaml"), text);
    }

    private static Outcome check(Path file, String... more) {
        String[] args = new String[more.length + 5];
        System.arraycopy(new String[] {"check", file.toString(), "--quiet", "--threads", "1"}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Outcome.of(args);
    }

    @Test
    void learningIsHeldToTrendsEpochsAndMeansInOneRunOfEachSeed() {
        Outcome outcome = Outcome.ofTiny(
                "check",
                "--set",
                "train.epochs=3",
                "--set",
                "data.training=600",
                "--set",
                "expect=[{metric: train_loss, trend: falling, by: 0.1}, {metric: test_error, at: epoch 1, at-most: 100},"
                        + " {metric: test_error, seeds: 2, mean: {between: [0, 100]}, fails: if-refuted},"
                        + " {metric: train_error, seeds: [2, 1], mean: {at-most: 1}}]");
        assertEquals(3, outcome.code(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertTrue(lines.get(0).startsWith("met   scenarios/quickstart.yaml: train_loss falling"), outcome.out());
        assertTrue(lines.get(1).startsWith("met   scenarios/quickstart.yaml: test_error in epoch 1 "), outcome.out());
        assertTrue(lines.get(2).startsWith("met   scenarios/quickstart.yaml: mean of test_error"), outcome.out());
        assertTrue(lines.get(3).startsWith("FAILS scenarios/quickstart.yaml: mean of train_error"), outcome.out());
        assertEquals(
                2, outcome.err().lines().filter(line -> line.contains("seed ")).count(), outcome.err());
    }

    @Test
    void aCircuitThatCannotBeDrawn_keepsNoOtherFromBeingJudged() throws IOException {
        Path impossible = Files.writeString(
                folder.resolve("a.yaml"),
                """
                tarpon: 1
                name: impossible
                timing: {mode: asynchronous, duration: 10 ms}
                populations:
                  coin: {size: 10, model: glauber, tau: 10 ms}
                pathways:
                  - from: coin
                    to: coin
                    connect: {type: all-to-all}
                    weights: 1
                    delay: {type: normal, mean: 1 ms, deviation: 1 ms, minimum: 7 ms}
                """);
        Path report = folder.resolve("report.xml");
        Path other = circuit("{metric: rate.noise, at-least: 1}");
        Outcome outcome = check(impossible, other.toString(), "--junit", report.toString());
        assertEquals(2, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("lower the minimum or choose another distribution"), outcome.err());
        assertTrue(outcome.out().contains("FAILS " + impossible + ": could not be run"), outcome.out());
        assertTrue(outcome.out().contains("met   " + other), outcome.out());
        assertTrue(Files.readString(report).contains("lower the minimum"), "the report has it");
    }

    @Test
    void aReportThatCannotBeWritten_isSaidBeforeAnythingRuns() throws IOException {
        // Here nobody can, whatever permissions say.
        assumeTrue(Files.isDirectory(Path.of("/proc")));
        Outcome refused = check(circuit("{metric: rate.noise, at-most: 1}"), "--junit", "/proc/j.xml");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("no file can be written in the folder /proc;"), refused.err());
        assertEquals("", refused.out());
    }

    @Test
    void circuitsHaveMeansAndBaselinesToo() throws IOException {
        Path file = circuit(
                "{metric: rate.noise, seeds: 5, mean: {between: [30, 50]}}",
                "{baseline: kept/circuit.json, metrics: [rate.noise], digests: true}");
        Outcome without = check(file);
        assertEquals(3, without.code());
        assertTrue(without.out().contains("there is no such file yet; write it with check --update"), without.out());
        Outcome nowhere = check(file, "--update");
        assertEquals(1, nowhere.code());
        assertTrue(nowhere.err().contains("kept"), nowhere.err());
        Files.createDirectory(folder.resolve("kept"));
        Outcome update = check(file, "--update");
        assertEquals(0, update.code(), update.err());
        assertTrue(update.out().startsWith("renews " + folder.resolve("kept/circuit.json") + ": written anew"));
        assertEquals(0, check(file).code());
        Outcome other = check(file, "--seed", "4");
        assertEquals(3, other.code());
        assertTrue(other.out().contains("digest of spikes "), other.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"at: epoch 2, at-most: 1", "trend: rising"})
    void circuitsHaveNoEpochs(String keys) throws IOException {
        Path file = circuit("{metric: rate.noise, " + keys + "}");
        Outcome outcome = check(file);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().startsWith(file + ":8:26: `expect.0."), outcome.err());
        assertTrue(outcome.err().contains("a circuit has no epochs"), outcome.err());
    }

    @Test
    void seedsDoNotWrapAround() throws IOException {
        Path file = circuit("{metric: rate.noise, seeds: 3, mean: {at-least: 1}}");
        Outcome outcome = check(file, "--seed", "" + (Long.MAX_VALUE - 1));
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains("`expect.0.seeds` goes on past the largest seed"), outcome.err());
    }

    @Test
    void anEpochThatWillNotBeIsNoted() {
        Outcome outcome = Outcome.of(
                "validate", Outcome.QUICKSTART, "--set", "expect=[{metric: test_error, at: epoch 16, at-most: 9}]");
        assertEquals(0, outcome.code());
        assertTrue(outcome.err().contains("`expect.0.at` cannot be met: the run ends after epoch 15"), outcome.err());
    }

    /** Comments, blanks, quotes, line ends, characters of two words: nothing moves but the digits. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void updatingChangesNothingButDigests(String lineEnd) throws IOException {
        String text = ("# \uD83D\uDC1F ü — a comment\n" + CIRCUIT
                        + "  - {digest: spikes,   equals: %s}   # kept \uD83D\uDC1F\n\n"
                        + "  -   digest: spikes\n      equals: '%s'\n"
                        + "  - {equals: \"%s\", digest: spikes}  # last, without a line end")
                .replace("\n", lineEnd);
        Path file = folder.resolve("circuit.yaml");
        Files.writeString(file, text.formatted(ZEROS, ZEROS, ZEROS));
        Outcome update = check(file, "--update");
        assertEquals(0, update.code(), update.err());
        String digest = update.out().split("digest of spikes ")[1].substring(0, 64);
        assertNotEquals(ZEROS, digest);
        assertEquals(text.formatted(digest, digest, digest), Files.readString(file));
        assertTrue(update.out().startsWith("renews " + file + ":9:5: digest of spikes " + digest + ", was 000"));
        Outcome again = check(file, "--update", "--json");
        assertEquals(0, again.code());
        assertEquals(0, again.json().at("/0/renewed").size());
        assertEquals(text.formatted(digest, digest, digest), Files.readString(file));
    }

    @Test
    void updatingKeepsEverythingWhereABoundIsNotMet() throws IOException {
        Path file = circuit(
                "{metric: rate.noise, at-most: 1}", "{digest: spikes, equals: " + ZEROS + "}", "{baseline: b.json}");
        String before = Files.readString(file);
        Outcome update = check(file, "--update");
        assertEquals(3, update.code());
        assertTrue(update.out().contains("keeps " + file + ": nothing is renewed"), update.out());
        assertEquals(before, Files.readString(file));
        assertFalse(Files.exists(folder.resolve("b.json")));
    }

    @Test
    void updatingShowsWhatChangedInABaselineAndLeavesOneThatDidNot() throws IOException {
        Path file = circuit("{baseline: b.json, absolute: 1000}");
        Path baseline = folder.resolve("b.json");
        assertEquals(0, check(file, "--update").code());
        String first = Files.readString(baseline).replace("(not packaged)", "0.0.1");
        Files.writeString(baseline, first);
        Outcome same = check(file, "--update");
        assertFalse(same.out().contains("renews"), same.out());
        assertEquals(first, Files.readString(baseline), "a new version alone is no change");
        Files.writeString(baseline, first.replaceFirst("\"rate.noise\" : [0-9.]+", "\"rate.noise\" : 9"));
        Outcome changed = check(file, "--update");
        assertTrue(changed.out().matches("(?s)renews " + baseline + ": rate.noise [0-9.]+, was 9\n.*"), changed.out());
    }

    @Test
    void updatingRefusesWhatTheFileDoesNotSay() throws IOException {
        Path file = circuit("{digest: spikes, equals: " + ZEROS + "}");
        for (String[] override : new String[][] {{"--seed", "2"}, {"--set", "timing.duration=1 ms"}}) {
            Outcome outcome = check(file, "--update", override[0], override[1]);
            assertEquals(2, outcome.code());
            assertTrue(outcome.err().contains("--update stores what the files themselves say"), outcome.err());
        }
    }

    @Test
    void aDigestThatIsWrittenWithEscapesIsLeftAlone() throws IOException {
        Path file = circuit("{digest: spikes, equals: \"\\x30" + ZEROS.substring(1) + "\"}");
        String before = Files.readString(file);
        Outcome outcome = check(file, "--update");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains(file + ":8:30: a digest that is written with escapes"), outcome.err());
        assertEquals(before, Files.readString(file));
    }

    @Test
    void aScenarioThatDoesNotComeToItsEndIsNotRenewed() throws IOException {
        Path file = withoutData();
        String before = Files.readString(file);
        Outcome outcome =
                check(file, "--update", "--data", folder.resolve("nothing").toString());
        assertEquals(4, outcome.code(), outcome.out());
        assertEquals(before, Files.readString(file));
    }

    /** A set whose files are there but are not the right ones: nothing is fetched, and nothing is absent. */
    private Path withoutData() throws IOException {
        Path data = Files.createDirectories(folder.resolve("nothing/mnist"));
        for (String name : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            Files.writeString(data.resolve(name + "-ubyte"), "wrong");
        }
        String text = Files.readString(Path.of("scenarios/mnist.yaml")).replaceAll("(?s)expect:.*", "expect:\n")
                + "  - {digest: weights, equals: " + ZEROS + "}\n";
        return Files.writeString(folder.resolve("mnist.yaml"), text);
    }

    @Test
    void damagedDataAreNoReasonToSkip() throws IOException {
        Path file = withoutData();
        String data = folder.resolve("nothing").toString();
        Outcome outcome = check(file, "--skip-missing-data", "--data", data);
        assertEquals(4, outcome.code(), outcome.out());
        assertTrue(outcome.out().startsWith("FAILS "), outcome.out());
    }

    /** Nobody without a home has a cache to get data into, so the network is not asked. */
    @Test
    void absentDataAreSkippedIfAsked() throws IOException {
        assumeTrue(
                System.getenv("TARPON_DATA") == null && System.getenv("XDG_CACHE_HOME") == null, "skipped: data named");
        String home = System.setProperty("user.home", "?");
        try {
            String report = folder.resolve("report.xml").toString();
            Outcome outcome = Outcome.ofTiny(
                    "check", "--quiet", "--set", "data.set=mnist", "--skip-missing-data", "--junit", report);
            assertEquals(0, outcome.code(), outcome.err());
            assertEquals("skips scenarios/quickstart.yaml: could not be run\n", outcome.out());
            assertTrue(outcome.err().contains("the data set mnist is not here"), outcome.err());
            assertTrue(Files.readString(Path.of(report)).contains("<skipped message=\"the data set mnist is not here"));
            JsonNode json = Outcome.ofTiny(
                            "check", "--quiet", "--set", "data.set=mnist", "--skip-missing-data", "--json")
                    .json();
            assertTrue(json.at("/0/skipped").asBoolean(), json.toString());
            assertEquals(
                    4,
                    Outcome.ofTiny("check", "--quiet", "--set", "data.set=mnist")
                            .code());
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void verdictsOfMeansAreTextAndThoseOfMetricsNumbers() throws IOException {
        Path file =
                circuit("{metric: rate.noise, at-most: 99}", "{metric: rate.noise, seeds: 2, mean: {at-most: 9000}}");
        JsonNode expectations = check(file, "--json").json().at("/0/expectations");
        assertTrue(expectations.at("/0/actual").isNumber(), expectations.toString());
        assertTrue(expectations.at("/1/actual").isTextual(), expectations.toString());
    }
}
