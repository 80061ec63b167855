package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to stop, and goes on. */
class InterruptionTest {
    private static final String[] RUN = {
        "run",
        Outcome.QUICKSTART,
        "--set",
        "populations.hidden1.size=12",
        "--set",
        "populations.hidden2.size=10",
        "--set",
        "data.training=300",
        "--set",
        "data.validation=40",
        "--set",
        "evaluate.passes=1",
        "--set",
        "train={epochs: 150, batch: 20}"
    };

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void aSignalStopsTheRunWithExit130AndItGoesOnToTheSameBits() throws IOException, InterruptedException {
        Path out = folder.resolve("run");
        Path err = folder.resolve("err");
        // The signal comes after epoch 2; a hundred and fifty epochs take seconds.
        Process process =
                ChildProcess.start(ChildProcess.thisJava(), List.of("-Xmx512m"), folder.resolve("out"), err, run(out));
        while (process.isAlive() && !Files.readString(err).contains("\nepoch   2 of ")) {
            Thread.sleep(5);
        }
        process.destroy(); // SIGTERM; SIGINT takes the same way
        assertEquals(130, ChildProcess.join(process), Files.readString(err));
        String narration = Files.readString(err);
        assertTrue(narration.contains("stopping as soon as"), narration);
        assertTrue(narration.contains(" run --resume " + out), narration);
        assertEquals("", Files.readString(folder.resolve("out")));

        Outcome resumed = Outcome.of("run", "--resume", out.toString(), "--json");
        assertTrue(resumed.err().contains("going on after epoch "), resumed.err());
        Outcome straight = Outcome.of(run(folder.resolve("straight")));
        assertEquals(straight.json().get("digests"), resumed.json().get("digests"));
        assertEquals(straight.json().get("metrics"), resumed.json().get("metrics"));
    }

    private static String[] run(Path out) {
        List<String> args = new ArrayList<>(List.of(RUN));
        args.addAll(List.of("--out", out.toString(), "--json"));
        return args.toArray(String[]::new);
    }

    @Test
    @Timeout(120)
    void tooSmallAHeapIsSaidToBe() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = ChildProcess.start(
                ChildProcess.thisJava(),
                List.of("-Xmx24m"),
                folder.resolve("out"),
                err,
                "run",
                Outcome.QUICKSTART,
                "--set",
                "populations.hidden1.size=5000",
                "--out",
                folder.resolve("run").toString());
        assertEquals(2, ChildProcess.join(process));
        String narration = Files.readString(err);
        assertTrue(narration.contains("of memory that Java may use"), narration);
        assertTrue(Files.notExists(folder.resolve("run")), "made a folder for a run that cannot be");
        assertTrue(!narration.contains("\tat "), narration);
    }
}
