package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios of events, on recordings made here. */
class EventRunTest {
    private static final String CAMERA = "scenarios/events/n-mnist.yaml";
    private static final String[] SMALL = {
        "populations.hidden1.size=20",
        "populations.hidden2.size=20",
        "data.training=40",
        "data.validation=10",
        "train={epochs: 2, batch: 10}",
        "record.spikes.samples=0..1"
    };

    @TempDir
    private Path folder;

    /** Ten of each digit; digit d is a row that lights up in eighth d mod 8, in columns that drift with the sample. */
    private void record(String part) throws IOException {
        for (int sample = 0; sample < 100; sample++) {
            int digit = sample % 10;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int k = 0; k < 20; k++) {
                int micros = 40_000 * (digit % 8) + 1_000 * k;
                out.writeBytes(new byte[] {
                    (byte) ((k + sample) % 34),
                    (byte) (3 * digit),
                    (byte) (micros >> 16 | 128),
                    (byte) (micros >> 8),
                    (byte) micros
                });
            }
            Path digits = Files.createDirectories(folder.resolve("data/n-mnist/" + part + "/" + digit));
            Files.write(digits.resolve(String.format("%05d.bin", sample)), out.toByteArray());
        }
    }

    private Outcome run(String name, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "run",
                CAMERA,
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve(name).toString(),
                "--json",
                "--quiet"));
        Arrays.stream(SMALL).forEach(set -> args.addAll(List.of("--set", set)));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    /** The source fires where the recording has events, in the cycle of their eighth, and nowhere else. */
    @Test
    void aPresentationPlaysTheRecording() throws IOException {
        record("Train");
        record("Test");
        Outcome outcome = run("one");
        assertEquals(0, outcome.code(), outcome.err());
        List<String> input = Files.readAllLines(folder.resolve("one/spikes.csv")).stream()
                .filter(line -> line.contains(",input,"))
                .toList();
        List<String> expected = new ArrayList<>();
        for (int sample = 0; sample < 2; sample++) {
            int row = 3 * sample;
            for (int column = 0; column < 20; column++) {
                int channel = 2 * (34 * row + column + sample) + 1;
                expected.add(sample + "," + 25_000_000L * sample + ",input,activity," + channel + ",1");
            }
        }
        assertEquals(expected, input);
        JsonNode again = run("again", "--threads", "3").json();
        assertEquals(outcome.json().get("digests"), again.get("digests"));
        assertEquals(outcome.json().get("metrics"), again.get("metrics"));
        assertEquals(
                0,
                Outcome.of("export", folder.resolve("one").toString(), "--nir").code());
    }

    /** What only time tells apart is told apart: digits 0 and 8 light up in the same eighth, but all others do not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void anyWholePartOfEightIsShown(int cycles) throws IOException {
        record("Train");
        record("Test");
        Outcome outcome = run("cycles", "--set", "timing.cycles=" + cycles);
        assertEquals(0, outcome.code(), outcome.err());
        double fraction = outcome.json().at("/metrics/firing_fraction/input").asDouble();
        assertEquals(20.0 / 2312 / cycles, fraction, 1e-6);
    }

    @Test
    void missingDataIsSaidWithWhatToDo() throws IOException {
        Outcome none = run("none");
        assertEquals(4, none.code());
        assertTrue(none.err().contains("n-mnist is not here, and is not fetched"), none.err());
        assertTrue(none.err().contains("unpack Train.zip and Test.zip"), none.err());
        assertEquals(
                4, Outcome.of("data", "get", "shd", "--data", folder.toString()).code());
        record("Train");
        Outcome half = run("half");
        assertEquals(4, half.code());
        assertTrue(half.err().contains("lacks Train or Test"), half.err());
        record("Test");
        Outcome few = run("few", "--set", "data.training=91");
        assertEquals(4, few.code());
        assertTrue(
                few.err()
                        .contains(
                                "there are 100 training and 100 test samples of n-mnist here; the scenario needs 101"),
                few.err());
        Outcome sweep = Outcome.of(
                "sweep",
                CAMERA,
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("sweep").toString());
        assertEquals(4, sweep.code(), sweep.err());
        assertTrue(sweep.err().contains("data: there are 100 training and 100 test samples"), sweep.err());
        assertTrue(Outcome.of("data", "list", "--data", folder.resolve("data").toString())
                .out()
                .contains(folder.resolve("data/n-mnist").toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            timing.cycles=3            | events are kept in 8 shares of a recording, which 3 cycles cannot show alike; allowed: 1, 2, 4 or 8
            data.encoder=bernoulli     | encoder `bernoulli` does not go with `n-mnist`, whose samples are events; allowed: events
            data.set=mnist             | encoder `events` does not go with `mnist`, whose samples are images
            learning.rule=auto-encoder | rule `auto-encoder` infers and completes images
            """)
    void whatDoesNotGoWithEventsIsRefused(String set, String message) {
        Outcome outcome = Outcome.of("validate", CAMERA, "--set", set);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains(message), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {CAMERA, "scenarios/events/shd.yaml"})
    void shippedScenariosAreValid(String file) {
        Outcome outcome = Outcome.of("validate", file);
        assertEquals(0, outcome.code(), outcome.err());
    }
}
