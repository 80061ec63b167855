package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused in asynchronous timing, with the exact message. */
class PhaseFreeProblemsTest {
    private static final Path FILE = Path.of("scenarios/async/dtp-quickstart.yaml");

    static List<Arguments> cases() {
        return Arrays.stream(Example.resource("phase-free-problems.txt").strip().split("\n\n"))
                .map(pair -> Arguments.of((Object[]) pair.split("\n")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void problem(String override, String expected) throws IOException {
        String file = Files.readString(FILE);
        String text = file.substring(file.indexOf("tarpon: 1")); // lines count from here, whatever the head says
        InvalidScenarioException thrown = assertThrows(
                InvalidScenarioException.class, () -> ScenarioReader.parse(text, "file.yaml", List.of(override)));
        List<String> problems = thrown.problems().stream()
                .map(problem -> problem.toString().replace("--set " + override + ": ", ""))
                .toList();
        assertEquals(List.of(expected), problems);
    }
}
