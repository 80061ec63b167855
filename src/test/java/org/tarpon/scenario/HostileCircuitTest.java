package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.HostileInput;

/** Circuits that would read what they must not, run what is not theirs, or take what there is not. */
class HostileCircuitTest {
    private static final String LISTED =
            """
            tarpon: 1
            name: hostile
            timing: {mode: asynchronous, duration: 10 ms}
            populations:
              coin: {size: 10, model: glauber, tau: 10 ms}
            pathways:
              - {from: coin, to: coin, connect: {type: list, file: 'FILE'}, weights: 1}
            """;

    @TempDir
    private Path folder;

    private Path scenarios;

    @BeforeEach
    void layOut() throws IOException {
        scenarios = Files.createDirectories(folder.resolve("scenarios"));
        Files.createDirectories(scenarios.resolve("lists"));
        Files.writeString(scenarios.resolve("lists/own.csv"), "from,to\n0,1\n");
        Files.writeString(folder.resolve("secret.csv"), "from,to\n0,1\n");
    }

    private String refusal(String text, Path... folders) throws IOException {
        Path file = Files.writeString(scenarios.resolve("circuit.yaml"), text);
        return assertThrows(
                        InvalidScenarioException.class,
                        () -> ScenarioReader.readStudy(file, List.of(), List.of(folders), note -> {}))
                .getMessage();
    }

    private void accept(String name, Path... folders) throws Exception {
        Path file = Files.writeString(scenarios.resolve("circuit.yaml"), LISTED.replace("FILE", name));
        ScenarioReader.readStudy(file, List.of(), List.of(folders), note -> {});
    }

    @Test
    void filesOfItsOwnFolderAreRead() throws Exception {
        accept("lists/own.csv");
        accept("lists/../lists/own.csv");
        accept(scenarios.resolve("lists/own.csv").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.csv",
                "lists/../../secret.csv",
                "/etc/passwd",
                "link.csv",
                "linked/secret.csv",
                "../no"
            })
    void noPathLeadsOutOfItsFolder(String name) throws IOException {
        Files.createSymbolicLink(scenarios.resolve("link.csv"), folder.resolve("secret.csv"));
        Files.createSymbolicLink(scenarios.resolve("linked"), folder);
        String message = refusal(LISTED.replace("FILE", name));
        assertTrue(message.contains("circuit.yaml:7:"), message);
        assertTrue(message.contains("leads out of the scenario's folder"), message);
        assertTrue(message.contains("if you trust the file: --files /"), message);
    }

    @Test
    void foldersThatTheUserAllowsAreRead() throws Exception {
        accept("../secret.csv", folder);
        accept(folder.resolve("secret.csv").toString(), folder);
        String message = refusal(LISTED.replace("FILE", "../secret.csv"), scenarios.resolve("lists"));
        assertTrue(message.contains("leads out"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.csv", "lists", "a\\0b"})
    void whatIsNoFileIsRefused(String name) throws IOException {
        String message = refusal(LISTED.replace("'FILE'", '"' + name + '"'));
        assertTrue(message.contains("cannot be read"), message);
    }

    @Test
    void aDeviceWithoutEndIsRefused() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/zero")));
        String message = refusal(LISTED.replace("FILE", "/dev/zero"), Path.of("/dev"));
        assertTrue(message.contains("is not a regular file"), message);
    }

    @Test
    void aListTakesTheMemoryOfOneLine() throws Exception {
        Path list = scenarios.resolve("lists/own.csv");
        Path file = Files.writeString(scenarios.resolve("circuit.yaml"), LISTED.replace("FILE", "lists/own.csv"));
        for (String content : List.of(
                "0".repeat(5_000_000), "from,to\n" + "1".repeat(5_000_000), "from,to\n" + ",".repeat(5_000_000))) {
            Files.writeString(list, content);
            assertThrows(InvalidScenarioException.class, () -> ScenarioReader.readStudy(file, List.of(), note -> {}));
            HostileInput.read(
                    InvalidScenarioException.class,
                    file.toString(),
                    1 << 20,
                    () -> ScenarioReader.readStudy(file, List.of(), note -> {}));
        }
    }

    @Test
    void aByteOrderMarkIsNamed() throws IOException {
        Files.writeString(scenarios.resolve("lists/own.csv"), "\uFEFFfrom,to\n0,1\n");
        String message = refusal(LISTED.replace("FILE", "lists/own.csv"));
        assertTrue(message.contains("own.csv:1: begins with a byte order mark"), message);
    }

    @Test
    void aListIsRefusedByItsLine() throws IOException {
        String text = LISTED.replace("FILE", "lists/own.csv");
        Path list = scenarios.resolve("lists/own.csv");
        Files.write(list, "from,to\n0,1\n0,\u00e9\u001b[2J\n".getBytes(StandardCharsets.UTF_8));
        String message = refusal(text);
        assertTrue(message.contains("own.csv:3: to must be a whole number"), message);
        assertEquals(-1, message.indexOf(0x1b), "an escape sequence reaches the terminal");
        Files.writeString(list, "from,to\n0,2147483647\n");
        message = refusal(text);
        assertTrue(message.contains("names a neuron that does not exist"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.Runtime", "org.tarpon.neuron.Ginzburg", "'!!java.net.URL'", "../Model"})
    void modelsAreNamesAndNeverClasses(String model) throws IOException {
        String message = refusal(LISTED.replace("glauber", model));
        assertTrue(message.contains("`populations.coin.model` is unknown"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: fixed-in-degree, degree: 2147483647}, weights: 1",
                "{type: fixed-out-degree, degree: 2147483647}, weights: 1",
                "{type: fixed-out-degree, degree: 2147483647}, weights: 1, procedural: true"
            })
    void aDegreeThatMemoryCannotHoldIsRefused(String pathway) throws IOException {
        String message = refusal(LISTED.replace("{type: list, file: 'FILE'}, weights: 1", pathway)
                .replace("degree: 2147483647}", "degree: 2147483647, multiple: true, self: true}"));
        assertTrue(message.contains("of the") && message.contains("would fit"), message);
    }
}
