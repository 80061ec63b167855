package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all scenarios and all files, on seeded random ones. */
class ScenarioPropertyTest {
    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aWrittenScenarioReadsBackEqualAndIsWrittenTheSame(int seed) throws InvalidScenarioException {
        Scenario scenario = new RandomScenario(seed).scenario();
        String text = ScenarioWriter.write(scenario);
        Scenario back = Example.read(text);
        assertEquals(scenario, back, text);
        assertEquals(text, ScenarioWriter.write(back));
    }

    @Test
    void mutatedFilesAreScenariosOrInvalidNeverAnythingElse(@TempDir Path directory) throws IOException {
        Random random = new Random(20261121);
        Path file = directory.resolve("mutant.yaml");
        int valid = 0;
        int trials = 3_000;
        for (int trial = 0; trial < trials; trial++) {
            String text = trial % 2 == 0 ? Example.TEXT : ScenarioWriter.write(new RandomScenario(trial).scenario());
            byte[] mutant = trial % 3 == 0 ? mutateLines(text, random) : mutateBytes(text, random);
            Files.write(file, mutant);
            try {
                ScenarioReader.read(file, List.of());
                valid++;
            } catch (InvalidScenarioException e) {
                checkProblems(e);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(new String(mutant, StandardCharsets.ISO_8859_1), e);
            }
        }
        // Both outcomes must occur often, or the mutations test nothing.
        assertTrue(valid > trials / 60 && valid < trials / 2, "valid: " + valid);
    }

    @Test
    void mutatedOverridesAreScenariosOrInvalidNeverAnythingElse() {
        Random random = new Random(7);
        String[] overrides = {"train.epochs=3", "pathways.feedback.0.delay=3 ms", "data={set: mnist}", "expect=[]"};
        for (int trial = 0; trial < 1_000; trial++) {
            byte[] mutant = mutateBytes(overrides[trial % overrides.length], random);
            try {
                Example.read(Example.TEXT, new String(mutant, StandardCharsets.ISO_8859_1));
            } catch (InvalidScenarioException e) {
                checkProblems(e);
            }
        }
    }

    @Test
    void hostileFilesAreRefusedInTimeAndMemory() {
        StringBuilder names = new StringBuilder("tarpon: 1\npopulations:\n");
        for (int i = 0; i < 20_000; i++) {
            names.append("  population-").append(i).append(": {size: 1, model: surce}\n");
        }
        names.append("pathways:\n  feedforward:\n");
        for (int i = 0; i < 5_000; i++) {
            names.append("    - {from: population-").append(i).append(", to: populaton-1}\n");
        }
        for (String text : List.of(
                names.toString(),
                "[".repeat(1 << 20),
                "{".repeat(1 << 20),
                "- ".repeat(1 << 19),
                "? ".repeat(1 << 19),
                "seed: " + "9".repeat(1 << 20),
                "timing: {cycle: 1e999999999 s}",
                "a".repeat(1 << 19) + ": {}\n" + "b".repeat(1 << 19) + ": 1",
                "a: &a [x,x]\nb: [*a,*a,*a,*a]",
                "\uFEFFtarpon: 1",
                "a: !!java.net.URL [http://localhost]",
                "<<: {tarpon: 1}",
                "name: \"\\ud800\"")) {
            assertFalse(Example.problems(text).isEmpty());
        }
    }

    private static void checkProblems(InvalidScenarioException e) {
        assertFalse(e.problems().isEmpty());
        for (Problem problem : e.problems()) {
            assertFalse(problem.what().isEmpty());
            assertTrue(problem.line() == 0 && problem.column() == 0 || problem.line() > 0 && problem.column() > 0);
        }
    }

    private static byte[] mutateLines(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n")));
        for (int i = 0; i <= random.nextInt(3); i++) {
            int a = random.nextInt(lines.size());
            int b = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.remove(a);
                case 1 -> lines.add(b, lines.get(a));
                case 2 -> Collections.swap(lines, a, b);
                default ->
                    lines.set(a, " ".repeat(random.nextInt(5)) + lines.get(b).strip());
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mutateBytes(String text, Random random) {
        String likely = "{}[]:,-#&*!|>'\"%@`?\\\n\t 019.eE_xX~<";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextInt(4) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) likely.charAt(random.nextInt(likely.length()));
        }
        return bytes;
    }
}
