package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.record.Checkpoint;

/**
 * Real faults: full and read-only disks, files in use or damaged, too little memory. A run meets each with its exit code and a
 * message without a stack trace, loses nothing that was there before, and goes on to the same bits when it is mended.
 */
class FaultTest {
    private static final String[] CIRCUIT = {
        "run",
        "scenarios/async/balanced-network.yaml",
        "--set",
        "populations.excitatory.size=400",
        "--set",
        "populations.inhibitory.size=100",
        "--set",
        "pathways.0.connect.degree=40",
        "--set",
        "pathways.1.connect.degree=40",
        "--set",
        "pathways.2.connect.degree=10",
        "--set",
        "pathways.3.connect.degree=10",
        "--set",
        "timing={mode: asynchronous, warm-up: 10 ms, duration: 300 ms}",
        "--set",
        "checkpoint={every: 20 ms, keep: 2}",
        "--set",
        "record.spikes=[excitatory, inhibitory]",
        "--set",
        "expect=[]",
        "--threads",
        "1",
        "--json"
    };

    @TempDir
    private Path folder;

    private Path mounted; // null unless something is mounted

    /** A file system of its own in memory, which is as large as is said. */
    private Path mount(String options) throws IOException, InterruptedException {
        Path place = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                sh("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString()), "skipped: only root can mount");
        mounted = place;
        return place;
    }

    private void remount(String options) throws IOException, InterruptedException {
        assertTrue(sh("mount", "-o", "remount," + options, mounted.toString()), "remount " + options);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted != null) {
            assertTrue(sh("umount", mounted.toString()), "umount");
        }
    }

    private static boolean sh(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    private static Outcome of(String[] args, Path out, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--out", out.toString()));
        all.addAll(List.of(more));
        return Outcome.of(all.toArray(String[]::new));
    }

    /** Every file but the lock. */
    private static Map<String, byte[]> content(Path out) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith(".lock")) {
                    content.put(out.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return content;
    }

    private static void assertIntact(Map<String, byte[]> before, Path out) throws IOException {
        Map<String, byte[]> after = content(out);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
    }

    private static void assertTold(Outcome outcome, int code, String message) {
        assertEquals(code, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains(message), outcome.err());
        assertFalse(outcome.err().contains("\tat "), outcome.err());
        assertFalse(outcome.err().contains("bug"), outcome.err());
    }

    /** The checksum of a forged checkpoint is right: what it holds must be judged by itself. */
    @Test
    void aForgedCheckpointIsRefused() throws IOException {
        Path out = folder.resolve("run");
        assertEquals(0, of(CIRCUIT, out).code());
        Files.delete(out.resolve("result.json"));
        Path newest;
        try (Stream<Path> files = Files.list(out.resolve("checkpoints"))) {
            newest = files.sorted().reduce((one, other) -> other).orElseThrow();
        }
        String log = "circuit/excitatory/output 0/";
        Checkpoint whole = Checkpoint.read(newest);
        long now = whole.place().nanos();
        whole.state().put(log + "times", new long[] {now - 1});
        whole.state().put(log + "changes", new long[] {1_000_000});
        whole.write(newest);
        assertTold(Outcome.of("run", "--resume", out.toString()), 2, "neuron 1000000 of excitatory");
        whole.state().put(log + "times", new long[] {now - 1, now - 1});
        whole.write(newest);
        assertTold(Outcome.of("run", "--resume", out.toString()), 2, "it holds values that no run has");
    }

    @Test
    void aFullDiskKeepsWhatWasThere() throws IOException, InterruptedException {
        Path out = mount("size=4m").resolve("run");
        Outcome.ofTiny("run", "--out", out.toString(), "--set", "checkpoint.keep=2");
        Map<String, byte[]> before = content(out);
        Path filler = Files.write(mounted.resolve("filler"), new byte[0]);
        try {
            while (true) {
                Files.write(filler, new byte[4096], StandardOpenOption.APPEND);
            }
        } catch (IOException full) {
            // As it should be.
        }
        Outcome further = Outcome.of("run", "--resume", out.toString(), "--set", "train.epochs=4");
        assertTold(further, 1, "No space left on device");
        assertIntact(before, out);
        Files.delete(filler);
        Outcome mended = Outcome.of("run", "--resume", out.toString(), "--set", "train.epochs=4", "--json");
        assertEquals(0, mended.code(), mended.err());
        Outcome straight = Outcome.ofTiny(
                "run",
                "--out",
                folder.resolve("straight").toString(),
                "--json",
                "--set",
                "train={epochs: 4, batch: 20}",
                "--set",
                "checkpoint.keep=2");
        assertEquals(straight.json().get("digests"), mended.json().get("digests"));
    }

    @Test
    void aDiskThatFillsUpWhileSpikesAreRecordedCostsNothingWhenThereIsMoreRoom()
            throws IOException, InterruptedException {
        Path out = mount("size=200k").resolve("run");
        Outcome full = of(CIRCUIT, out);
        assertTold(full, 1, "No space left on device");
        assertTrue(full.err().contains("the last good checkpoint is " + out), full.err());
        remount("size=16m");
        Outcome mended = Outcome.of("run", "--resume", out.toString(), "--json", "--threads", "2");
        assertEquals(0, mended.code(), mended.err());
        assertTrue(mended.err().contains("going on after "), mended.err());
        Path straight = folder.resolve("straight");
        assertEquals(of(CIRCUIT, straight).json().get("digests"), mended.json().get("digests"));
        assertEquals(-1, Files.mismatch(straight.resolve("spikes.csv"), out.resolve("spikes.csv")));
        assertEquals(-1, Files.mismatch(straight.resolve("activity.csv"), out.resolve("activity.csv")));
    }

    /** What anybody can do: a limit on the size of files, under which writing fails as on a full disk. */
    @Test
    @Timeout(120)
    void aLimitOnTheSizeOfFilesIsTold() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Path out = folder.resolve("run");
        String java = ChildProcess.thisJava() + " -XX:-UsePerfData -Xmx256m -cp '"
                + System.getProperty("java.class.path") + "' org.tarpon.cli.Main run " + Outcome.QUICKSTART
                + " --set data.training=100 --set train.epochs=1 --out " + out;
        Process process = new ProcessBuilder("sh", "-c", "ulimit -f 128; exec " + java)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();
        int code = ChildProcess.join(process);
        assertTold(new Outcome(code, "", Files.readString(err)), 1, "epoch-000001.tarpon: File too large");
        assertFalse(Files.exists(out.resolve("checkpoints/epoch-000001.tarpon")), "half a checkpoint");
    }

    @Test
    void aReadOnlyDiskIsTold() throws IOException, InterruptedException {
        Path out = mount("size=8m").resolve("run");
        Outcome.ofTiny("run", "--out", out.toString());
        Map<String, byte[]> before = content(out);
        remount("ro");
        assertTold(
                Outcome.of("run", "--resume", out.toString(), "--set", "train.epochs=4"), 1, "Read-only file system");
        assertTold(Outcome.ofTiny("run", "--out", mounted.resolve("other").toString()), 1, "Read-only file system");
        assertIntact(before, out);
    }

    @Test
    @Timeout(180)
    void aRunThatIsUnderWayIsLeftAlone() throws IOException, InterruptedException {
        Path out = folder.resolve("run");
        Path err = folder.resolve("err");
        List<String> args = new ArrayList<>(Arrays.asList(CIRCUIT));
        args.addAll(List.of("--set", "timing.duration=500 s", "--out", out.toString()));
        Process process = ChildProcess.start(
                ChildProcess.thisJava(), List.of("-Xmx256m"), folder.resolve("out"), err, args.toArray(String[]::new));
        while (process.isAlive() && !Files.readString(err).contains("stored synapses")) {
            Thread.sleep(5);
        }
        assertTold(Outcome.of("run", "--resume", out.toString()), 2, "is in use by another run");
        assertTold(of(CIRCUIT, out), 2, "is not empty");
        assertTrue(process.isAlive());
        process.destroy();
        assertEquals(130, ChildProcess.join(process), Files.readString(err));
    }

    @Test
    void aTruncatedOrAlteredCheckpointIsPassedOverForTheOneBefore() throws IOException {
        Path out = folder.resolve("run");
        Outcome straight =
                Outcome.ofTiny("run", "--out", out.toString(), "--json", "--set", "checkpoint.every=5 batches");
        Files.delete(out.resolve("result.json"));
        Path newest = out.resolve("checkpoints/epoch-000002.tarpon");
        byte[] whole = Files.readAllBytes(newest);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), flipped)) {
            Files.write(newest, damaged);
            Outcome mended = Outcome.of("run", "--resume", out.toString(), "--json");
            assertEquals(0, mended.code(), mended.err());
            assertTrue(
                    mended.err()
                            .contains("warning: checkpoint " + newest + " cannot be used: its content does not match"),
                    mended.err());
            assertTrue(mended.err().contains("going on after epoch 1 and 4 of 6 batches of 2"), mended.err());
            assertEquals(straight.json().get("digests"), mended.json().get("digests"));
            Files.delete(out.resolve("result.json"));
        }
    }

    @Test
    void aForeignCheckpointIsRefused() throws IOException {
        Path out = folder.resolve("run");
        Path other = folder.resolve("other");
        Outcome.ofTiny("run", "--out", out.toString(), "--set", "train={epochs: 1, batch: 20}");
        Outcome.ofTiny("run", "--out", other.toString(), "--seed", "2");
        String file = "checkpoints/epoch-000002.tarpon";
        Files.copy(other.resolve(file), out.resolve(file));
        Map<String, byte[]> before = content(out);
        assertTold(Outcome.of("run", "--resume", out.toString()), 2, file + " belongs to another scenario");
        assertIntact(before, out);
    }

    @Test
    void aShortenedRecordingIsRefused() throws IOException {
        Path out = folder.resolve("run");
        assertEquals(0, of(CIRCUIT, out).code());
        Files.delete(out.resolve("result.json"));
        Files.write(out.resolve("spikes.csv"), new byte[10]);
        assertTold(
                Outcome.of("run", "--resume", out.toString()),
                2,
                "spikes.csv.partial, which has 10 and so was altered");
    }

    /** Less than the estimate, of 13.5 MB, and more than that, but less than it takes. */
    @ParameterizedTest
    @CsvSource({"9, 2, would need about", "15, 1, tarpon: out of memory"})
    @Timeout(120)
    void tooLittleMemoryIsToldAndCostsNothing(int megabytes, int expected, String message)
            throws IOException, InterruptedException {
        Path out = folder.resolve("run");
        Outcome.ofTiny("run", "--out", out.toString());
        Map<String, byte[]> before = content(out);
        Path err = folder.resolve("err");
        Process process = ChildProcess.start(
                ChildProcess.thisJava(),
                List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC"),
                folder.resolve("out"),
                err,
                "run",
                "--resume",
                out.toString(),
                "--set",
                "train.epochs=4");
        int code = ChildProcess.join(process);
        assertTold(new Outcome(code, "", Files.readString(err)), expected, message);
        if (expected == 1) {
            // Memory ended when the run had the epochs that were asked for.
            before.put("scenario.yaml", Files.readAllBytes(out.resolve("scenario.yaml")));
        }
        assertIntact(before, out);
    }

    @Test
    void whatAKilledStartHasLeftIsNoRun() throws IOException {
        Path out = Files.createDirectory(folder.resolve("run"));
        Files.writeString(out.resolve("scenario.yaml.tmp"), "tarp");
        assertTold(Outcome.of("run", "--resume", out.toString()), 2, "is not the directory of a run");
        assertEquals(0, Outcome.ofTiny("run", "--out", out.toString()).code());
    }

    @Test
    void aFinishedStudyIsNotRepeated() {
        String out = folder.resolve("run").toString();
        Outcome first = Outcome.of(
                "run",
                "scenarios/auto-encoder-quickstart.yaml",
                "--set",
                "data.training=60",
                "--set",
                "data.validation=20",
                "--set",
                "train={epochs: 1, batch: 20}",
                "--set",
                "evaluate.passes=1",
                "--set",
                "learning.inference.samples=10",
                "--set",
                "expect=[]",
                "--out",
                out,
                "--json");
        assertTrue(first.err().contains("inferring, completing and sampling"), first.err());
        Outcome again = Outcome.of("run", "--resume", out, "--json");
        assertEquals(0, again.code(), again.err());
        assertFalse(again.err().contains("inferring"), again.err());
        assertEquals(first.out(), again.out());
    }
}
