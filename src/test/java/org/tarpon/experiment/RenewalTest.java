package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.ScenarioReader;

/** What keeps figures from being renewed; what is renewed, {@code CheckTest} has. */
class RenewalTest {
    private static final String TEXT =
            """
            tarpon: 1
            name: circuit
            timing: {mode: asynchronous, duration: 1 ms}
            populations:
              noise: {size: 2, model: poisson, rate: 40 Hz}
            expect:
              - {digest: spikes, equals: %s}
              - {baseline: kept/b.json}
            """
                    .formatted("0".repeat(64));

    @TempDir
    private Path folder;

    private Path file;
    private Renewal renewal;
    private Measurement run;

    @BeforeEach
    void read() throws IOException, InvalidScenarioException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        file = Files.writeString(inside.resolve("circuit.yaml"), TEXT);
        renewal = new Renewal(
                file, ExpectSource.read(file, List.of()), ScenarioReader.readStudy(file, List.of(), note -> {}));
        String result =
                """
                {"name": "circuit", "seed": 1, "metrics": {"rate": {"noise": 40}}, "performance": {"synaptic_events": 0},
                 "digests": {"spikes": "%s"}}"""
                        .formatted("ab".repeat(32));
        run = new Measurement(new ObjectMapper().readTree(result), List.of());
    }

    private void refused(String why) throws IOException {
        String before = Files.readString(file);
        String message = assertThrows(IllegalArgumentException.class, () -> renewal.renew(run))
                .getMessage();
        assertTrue(message.contains(why), message);
        assertEquals(before, Files.readString(file));
    }

    @Test
    void aFileThatWasEditedMeanwhileIsLeftAlone() throws IOException {
        Files.createDirectory(file.resolveSibling("kept"));
        Files.writeString(file, "# a comment\n" + TEXT);
        refused("was changed while it was run");
        assertFalse(Files.exists(file.resolveSibling("kept/b.json")));
    }

    @Test
    void aBaselineElsewhereIsNotWritten() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(file.resolveSibling("kept"), elsewhere);
        refused("a link there leads out of the scenario's folder");
        assertFalse(Files.exists(elsewhere.resolve("b.json")));
    }

    @Test
    void bothKindsAreRenewedTogether() throws IOException {
        Files.createDirectory(file.resolveSibling("kept"));
        assertEquals(2, renewal.renew(run).size());
        assertEquals(TEXT.replace("0".repeat(64), "ab".repeat(32)), Files.readString(file));
        assertTrue(Files.readString(file.resolveSibling("kept/b.json")).contains("\"rate.noise\" : 40"));
    }
}
