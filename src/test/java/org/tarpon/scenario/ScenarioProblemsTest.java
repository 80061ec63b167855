package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of problem, with its exact message and position. Most cases stand in problems.txt. */
class ScenarioProblemsTest {
    static Stream<Arguments> cases() {
        return Arrays.stream(Example.resource("problems.txt").split("\n\n"))
                .map(paragraph -> paragraph.lines().toList())
                .filter(lines -> lines.get(0).startsWith("- "))
                .map(lines -> Arguments.of(
                        lines.stream()
                                .filter(line -> !line.startsWith("! "))
                                .map(line -> line.substring(2).translateEscapes())
                                .toArray(String[]::new),
                        lines.stream()
                                .filter(line -> line.startsWith("! "))
                                .map(line -> located(line.substring(2)))
                                .toList()));
    }

    private static String located(String problem) {
        return Example.SOURCE + (Character.isDigit(problem.charAt(0)) ? ":" : ": ") + problem;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEditCausesExactlyTheseProblems(String[] edits, List<String> expected) {
        assertEquals(expected, Example.problems(Example.edited(edits)));
    }

    @Test
    void theTableIsNotSilentlyEmpty() {
        assertTrue(cases().count() > 100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "train.epochs=0 | `train.epochs` is out of range: `0`; allowed: a whole number from 1 to 999999999",
                "train.epoch=3 | unknown key `epoch` in `train`; allowed: epochs, batch; did you mean `epochs`?",
                "trian.epochs=3 | unknown key `trian`; allowed: tarpon, name, seed, data, timing, learning, populations, pathways,"
                        + " train, evaluate, checkpoint, record, expect; did you mean `train`?",
                "pathways.feedback.0.delay=3 | `pathways.feedback.0.delay` has no unit: `3`; allowed: a time above 0"
                        + " with its unit ns, us, ms or s, at most 1000 s; did you mean `3 ms`?",
                "pathways.feedback.1.delay=3 ms | `1` is not the index of an element; allowed: 0 to 0",
                "pathways.feedback.0.weights.gain=2 | `pathways.feedback.0.weights` is a single value, without keys;"
                        + " allowed: pathways.feedback.0.weights={…}",
                "train.epochs | not an override; allowed: key=value, such as `train.epochs=3`",
                "train..epochs=3 | not an override; allowed: key=value, such as `train.epochs=3`",
                "train.epochs= | `train.epochs` has no value; allowed: a whole number from 1 to 999999999",
                "train.epochs=[3 | not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>",
                "train.epochs=&a 3 | anchors are not used in scenarios; allowed: the value without it",
            })
    void anOverrideIsHeldToTheSameRules(String override, String problem) {
        assertEquals(List.of("--set " + override + ": " + problem), Example.problems(Example.TEXT, override));
    }

    @Test
    void problemsOfTheFileComeBeforeThoseOfOverrides() {
        assertEquals(
                List.of(
                        "example.yaml:3:7: `seed` is not a whole number: `x`; allowed: a whole number of 64 bits",
                        "--set data.set=x: `data.set` is unknown: `x`; allowed: fashion-mnist-mini, fashion-mnist, mnist, n-mnist, shd"),
                Example.problems(Example.edited("seed: 1", "seed: x"), "data.set=x"));
    }

    @Test
    void anEmptyFileIsAProblemOfTheWholeFile() {
        assertEquals(List.of("example.yaml: the file is empty; allowed: a scenario"), Example.problems("# nothing\n"));
    }

    @Test
    void aFileThatIsNoMappingIsOneProblem() {
        assertEquals(
                List.of("example.yaml:1:1: the file is not a mapping; allowed: keys with values"),
                Example.problems("hello"));
    }

    @Test
    void filesThatCannotBeReadAreProblems(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertEquals(List.of(missing + ": there is no such file"), fileProblems(missing));

        assertTrue(fileProblems(directory).get(0).startsWith(directory + ": cannot be read: "));

        Path latin = directory.resolve("latin.yaml");
        Files.write(latin, "tarpon: 1\nname: café".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(List.of(latin + ":2:10: not UTF-8"), fileProblems(latin));

        Path cut = directory.resolve("cut.yaml");
        Files.write(cut, new byte[] {'a', (byte) 0xC3});
        assertEquals(List.of(cut + ":1:2: not UTF-8"), fileProblems(cut));

        Path large = directory.resolve("large.yaml");
        Files.writeString(large, "#".repeat((1 << 20) + 1));
        assertEquals(
                List.of(large + ": the file is too large for a scenario; allowed: at most 1 MiB"), fileProblems(large));
    }

    private static List<String> fileProblems(Path file) {
        InvalidScenarioException e =
                assertThrows(InvalidScenarioException.class, () -> ScenarioReader.read(file, List.of()));
        List<String> printed = new ArrayList<>();
        e.problems().forEach(problem -> printed.add(problem.toString()));
        assertEquals(String.join("\n", printed), e.getMessage());
        return printed;
    }
}
