package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final String HUGE = "populations.hidden1.size=1000000";

    @TempDir
    private Path folder;

    @Test
    void whatMemoryCannotHoldIsRefusedBeforeAnythingIsBuilt() {
        Path out = folder.resolve("run");
        Outcome outcome = Outcome.of("run", Outcome.QUICKSTART, "--out", out.toString(), "--set", HUGE);
        assertEquals(2, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("would need about"), outcome.err());
        assertTrue(outcome.err().contains("weights with what their optimisers remember would fit"), outcome.err());
        assertTrue(outcome.err().contains("-Xmx"), outcome.err());
        assertTrue(Files.notExists(out));
        assertEquals(2, Outcome.of("check", Outcome.QUICKSTART, "--set", HUGE).code());
    }

    @Test
    void aBatchThatWouldFitIsNamed() {
        Outcome outcome = Outcome.of(
                "validate",
                "--estimate",
                "scenarios/convolution-relu.yaml",
                "--set",
                "data={set: mnist}",
                "--set",
                "train.batch=60000",
                "--set",
                "expect=[]");
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().matches("(?s).*a batch of [1-9][0-9]* would fit.*"), outcome.err());
    }

    @Test
    void whatTheDiskCannotHoldIsRefused() {
        Path out = folder.resolve("run");
        Outcome outcome = Outcome.of(
                "run",
                Outcome.QUICKSTART,
                "--out",
                out.toString(),
                "--set",
                "train.epochs=999999999",
                "--set",
                "checkpoint.keep=2000000000");
        assertEquals(2, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("of disk (checkpoints "), outcome.err());
        assertTrue(outcome.err().contains("checkpoint.keep"), outcome.err());
        Outcome endless =
                Outcome.of("run", Outcome.QUICKSTART, "--out", out.toString(), "--set", "train.epochs=999999999");
        assertEquals(2, endless.code(), endless.err());
        assertTrue(endless.err().contains("metrics in a shorter run (train.epochs)"), endless.err());
        assertTrue(Files.notExists(out));
    }

    @Test
    void estimatesAreOneDocument() {
        Outcome outcome = Outcome.of(
                "validate", "--estimate", "--json", Outcome.QUICKSTART, "scenarios/async/boltzmann-sampling.yaml");
        assertEquals(0, outcome.code(), outcome.err());
        JsonNode estimates = outcome.json();
        assertEquals(2, estimates.size());
        for (JsonNode estimate : estimates) {
            long all = 0;
            for (JsonNode part : estimate.get("memory_bytes")) {
                all += part.asLong();
            }
            assertEquals(all, estimate.get("memory_bytes_in_all").asLong(), 5);
            assertTrue(estimate.get("seconds_on_one_thread").asDouble() > 0);
        }
        outcome = Outcome.of("validate", "--estimate", Outcome.QUICKSTART);
        assertTrue(outcome.out().contains("very roughly"), outcome.out());
        assertEquals(2, Outcome.of("validate", "--json", Outcome.QUICKSTART).code());
    }

    @Test
    void moreEpochsOrPassesThanPresentationsCanBeNumberedAreRefused() {
        for (String override : List.of("train.epochs=1000000000", "evaluate.passes=100001")) {
            Outcome outcome = Outcome.of("validate", Outcome.QUICKSTART, "--set", override);
            assertEquals(2, outcome.code(), override);
            assertTrue(outcome.err().contains("is out of range"), outcome.err());
        }
    }

    @Test
    @Timeout(120)
    void aListOfMoreConnectionsThanMemoryHoldsIsRefused() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("list.csv"), "from,to\n" + "0,1\n".repeat(1_000_000));
        Path scenario = Files.writeString(
                folder.resolve("circuit.yaml"),
                """
                tarpon: 1
                name: long
                timing: {mode: asynchronous, duration: 10 ms}
                populations:
                  coin: {size: 10, model: glauber, tau: 10 ms}
                pathways:
                  - {from: coin, to: coin, connect: {type: list, file: list.csv, multiple: true}, weights: 1}
                """);
        Path err = folder.resolve("err");
        Process process = ChildProcess.start(
                ChildProcess.thisJava(),
                List.of("-Xmx24m"),
                folder.resolve("out"),
                err,
                "validate",
                scenario.toString());
        assertEquals(2, ChildProcess.join(process));
        String message = Files.readString(err);
        assertTrue(message.contains("list.csv:") && message.contains("connections do not fit into the 24 MB"), message);
        assertFalse(message.contains("\tat "), message);
    }
}
