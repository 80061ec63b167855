package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps in processes of their own that are killed (SIGKILL) at random moments and given again: in the end the tables are
 * those of a sweep that nobody touched. How many are killed: {@code mvn -q test -Dtest=SweepKillTest -Dtarpon.kills=50}.
 */
class SweepKillTest {
    private static final int KILLS = Integer.getInteger("tarpon.kills", 3);
    private static final Random RANDOM = new Random(Long.getLong("tarpon.kill-seed", 1));

    @TempDir
    private Path folder;

    private String[] sweep(String out, int epochs) {
        List<String> args = new ArrayList<>(List.of("sweep", Outcome.QUICKSTART));
        for (String override : List.of(
                "populations.hidden1.size=30",
                "populations.hidden2.size=20",
                "data.training=160",
                "data.validation=40",
                "evaluate.passes=1",
                "checkpoint={every: 3 batches, keep: 2}",
                "train={epochs: " + epochs + ", batch: 20}")) {
            args.addAll(List.of("--set", override));
        }
        args.addAll(List.of("--grid", "learning.message=spike,probability", "--repeat", "2", "--parallel", "2"));
        args.addAll(List.of("--out", folder.resolve(out).toString()));
        return args.toArray(String[]::new);
    }

    private Process start(String... args) throws IOException {
        return ChildProcess.start(
                ChildProcess.thisJava(),
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                folder.resolve("out"),
                folder.resolve("err"),
                args);
    }

    @Test
    @Timeout(300)
    void killedSweepsLeaveTheTablesOfOnesThatNobodyTouched() throws IOException, InterruptedException {
        Outcome straight = Outcome.of(sweep("straight", 8));
        assertEquals(0, straight.code(), straight.err());
        Path killed = folder.resolve("killed");
        int kills = 0;
        for (int left = KILLS; ; left--) {
            Process process = start(sweep("killed", 8));
            if (left > 0) {
                long wait = 300 + RANDOM.nextInt(900);
                for (long end = System.nanoTime() + wait * 1_000_000; process.isAlive() && System.nanoTime() < end; ) {
                    Thread.sleep(5);
                }
                if (process.isAlive()) {
                    process.destroyForcibly();
                    process.waitFor();
                    kills++;
                    continue;
                }
            }
            assertEquals(0, ChildProcess.join(process), Files.readString(folder.resolve("err")));
            break;
        }
        assertTrue(kills > 0, "nothing was killed");
        for (String table : List.of("table.csv", "summary.csv")) {
            assertEquals(
                    Files.readString(folder.resolve("straight").resolve(table)),
                    Files.readString(killed.resolve(table)));
        }
        assertEquals(
                straight.out().replace("/straight", "/killed"),
                Files.readString(folder.resolve("out")),
                "after " + kills);
    }

    @Test
    @Timeout(120)
    void aSignalLeavesCheckpointsAndExits130AndTheSweepGoesOn() throws IOException, InterruptedException {
        Process process = start(sweep("signal", 25));
        Path err = folder.resolve("err");
        // The first two begin and end together; the others begin when they end, and have nearly all their way to go.
        while (process.isAlive() && !laterRunIsUnderWay()) {
            Thread.sleep(5);
        }
        process.destroy(); // SIGTERM; SIGINT takes the same way
        assertEquals(130, ChildProcess.join(process), Files.readString(err));
        String resume = " sweep --resume " + folder.resolve("signal");
        assertTrue(Files.readString(err).contains(resume), Files.readString(err));
        String table = Files.readString(folder.resolve("signal/table.csv"));
        assertTrue(table.contains(",interrupted,") && table.contains(",finished,"), table);
        Outcome resumed =
                Outcome.of("sweep", "--resume", folder.resolve("signal").toString());
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(resumed.out(), Outcome.of(sweep("straight", 25)).out().replace("/straight", "/signal"));
    }

    /** Whether a run of the second setting has a checkpoint. */
    private boolean laterRunIsUnderWay() throws IOException {
        Path runs = folder.resolve("signal/runs");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> each = Files.list(runs)) {
            return each.anyMatch(run -> run.getFileName().toString().startsWith("message=probability")
                    && hasEntries(run.resolve("checkpoints")));
        }
    }

    private static boolean hasEntries(Path folder) {
        String[] names = folder.toFile().list();
        return names != null && names.length > 0;
    }
}
