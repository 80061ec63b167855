package org.tarpon.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does, from Java. */
class RunTest {
    private static final Path QUICKSTART = Path.of("scenarios/quickstart.yaml");
    private static final Path CIRCUIT = Path.of("scenarios/async/boltzmann-sampling.yaml");

    @TempDir
    Path folder;

    private static Run tiny() {
        return Tarpon.scenario(QUICKSTART)
                .set("populations.hidden1.size", 16)
                .set("populations.hidden2.size", 12)
                .set("data.training", 200)
                .set("data.validation", 40)
                .set("train", Map.of("epochs", 3, "batch", 25))
                .set("evaluate.passes", 2)
                .threads(2);
    }

    private static Run circuit() {
        return Tarpon.scenario(CIRCUIT).set("timing.duration", "1 s").set("expect", List.of());
    }

    @Test
    void result_tellsWhatTheFilesOfTheRunSay() throws IOException {
        Path root = folder.resolve("run");
        List<Integer> told = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Result result = tiny().seed(7)
                .directory(root)
                .onEpoch(epoch -> told.add(epoch.number()))
                .onNote(notes::add)
                .run();
        assertEquals("quickstart", result.name());
        assertEquals(7, result.seed());
        assertEquals(root, result.directory());
        assertEquals(List.of(1, 2, 3), told);
        String file = Files.readString(root.resolve("result.json"));
        assertTrue(file.contains(result.digest("weights")) && file.contains(result.digest("spikes")), file);
        assertTrue(result.metric("test_error") > 0 && result.metric("firing_fraction.hidden1") > 0);
        assertEquals(6, result.audit().size());
        assertTrue(result.performance().get("synaptic_events") > 0);
        result.close();
        assertTrue(Files.exists(root), "a folder that was given stays");
    }

    @Test
    void weights_areCopiesWithBiases() {
        try (Result result = tiny().run()) {
            float[][] weights = result.weights("hidden1", "hidden2");
            assertEquals(17, weights.length, "16 neurons and the bias");
            assertEquals(12, weights[0].length);
            weights[0][0] += 1;
            assertEquals(weights[0][0] - 1, result.weights("hidden1", "hidden2")[0][0], 1e-6);
            String message = assertThrows(IllegalArgumentException.class, () -> result.weights("hidden2", "hidden3"))
                    .getMessage();
            assertTrue(message.startsWith("no pathway `hidden2-hidden3` learns; there are hidden1-hidden2"), message);
        }
    }

    @Test
    void unknownNames_areAnsweredWithThoseThatThereAre() {
        try (Result result = tiny().run()) {
            String metric = assertThrows(IllegalArgumentException.class, () -> result.metric("tset_error"))
                    .getMessage();
            assertTrue(metric.contains("test_error"), metric);
            String digest = assertThrows(IllegalArgumentException.class, () -> result.digest("weight"))
                    .getMessage();
            assertEquals("there is no digest of `weight`; there are weights, spikes", digest);
        }
    }

    @Test
    void temporaryFolder_isGoneWhenTheResultIsClosed() {
        Path root;
        try (Result result = tiny().run()) {
            root = result.directory();
            assertTrue(Files.exists(root.resolve("metrics.jsonl")));
        }
        assertFalse(Files.exists(root));
    }

    /** Interrupting the thread that waits leaves a checkpoint and the thread interrupted; the run goes on to the same bits. */
    @Test
    void interruptedRun_isResumedToTheSameBits() throws InterruptedException {
        Result straight = tiny().directory(folder.resolve("straight")).run();
        AtomicReference<TarponException.Interrupted> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread[] waiting = new Thread[1];
        waiting[0] = new Thread(() -> {
            thrown.set(assertThrows(
                    TarponException.Interrupted.class, tiny().onEpoch(epoch -> waiting[0].interrupt())::run));
            flag.set(Thread.currentThread().isInterrupted());
        });
        waiting[0].start();
        waiting[0].join();
        assertTrue(flag.get(), "who waits above must hear of it too");
        Path kept = thrown.get().directory().orElseThrow();
        Result resumed = Tarpon.resume(kept).threads(3).run();
        assertEquals(straight.digest("weights"), resumed.digest("weights"));
        assertEquals(straight.digest("spikes"), resumed.digest("spikes"));
        assertEquals(straight.metrics(), resumed.metrics());
        Result.delete(kept);
    }

    /** Files are not touched by the interrupted thread, in which they cannot be written. */
    @Test
    void callerInterruptedBefore_isToldThatTheRunWasStopped() {
        Path root = folder.resolve("run");
        List<Run> interrupted = List.of(tiny().directory(root), Tarpon.resume(root), circuit());
        for (Run run : interrupted) {
            Thread.currentThread().interrupt();
            TarponException.Interrupted thrown = assertThrows(TarponException.Interrupted.class, run::run);
            assertTrue(Thread.interrupted());
            if (!thrown.directory().orElseThrow().equals(root)) {
                Result.delete(thrown.directory().orElseThrow());
            }
        }
        Thread.currentThread().interrupt();
        assertThrows(TarponException.Interrupted.class, tiny()::check);
        assertEquals(List.of(), tiny().validate());
        assertTrue(Thread.interrupted());
        Result straight = tiny().directory(folder.resolve("straight")).run();
        assertEquals(straight.digest("weights"), Tarpon.resume(root).run().digest("weights"));
    }

    @Test
    void folderThatIsNoRun_cannotBeResumed() {
        Run nothing = Tarpon.resume(folder);
        for (Executable attempt : List.<Executable>of(nothing::run, nothing::check, nothing::validate)) {
            assertEquals(
                    folder + " is not the directory of a run: it holds no scenario.yaml",
                    assertThrows(TarponException.Unusable.class, attempt).getMessage());
        }
    }

    @Test
    void whatAListenerThrows_isThrownAsItIs() {
        IllegalStateException own = new IllegalStateException("mine");
        Run run = tiny().onEpoch(epoch -> {
            throw own;
        });
        assertSame(own, assertThrows(IllegalStateException.class, run::run));
    }

    @Test
    void resumedRun_canBeGivenMoreEpochs_andNothingElse() {
        Path root = folder.resolve("run");
        tiny().directory(root).run();
        Result longer = Tarpon.resume(root).set("train.epochs", 4).run();
        Result straight = tiny().set("train.epochs", 4)
                .directory(folder.resolve("straight"))
                .run();
        assertEquals(straight.digest("weights"), longer.digest("weights"));
        String message = assertThrows(
                        TarponException.Unusable.class, Tarpon.resume(root).seed(9)::run)
                .getMessage();
        assertTrue(message.contains("can only give it more epochs"), message);
    }

    @Test
    void mistakes_areThoseOfTheCommandLine() {
        Run wrong = Tarpon.scenario(QUICKSTART).set("train.epoch", 3);
        Problem problem = wrong.validate().get(0);
        assertEquals("unknown key `epoch` in `train`", problem.what());
        assertEquals("epochs", problem.suggestion());
        TarponException.InvalidScenario e = assertThrows(TarponException.InvalidScenario.class, wrong::run);
        assertEquals(problem.toString(), e.getMessage());
        assertEquals(
                "--set train.epoch=3: unknown key `epoch` in `train`; allowed: epochs, batch; did you mean `epochs`?",
                e.getMessage());
        assertTrue(Tarpon.scenario(Path.of("nowhere.yaml"))
                .validate()
                .get(0)
                .what()
                .contains("no such file"));
        assertThrows(IllegalArgumentException.class, () -> tiny().threads(0));
    }

    @Test
    void folderInUse_andDivergence_haveTypesOfTheirOwn() throws IOException {
        Files.writeString(folder.resolve("something"), "");
        String message = assertThrows(TarponException.Unusable.class, tiny().directory(folder)::run)
                .getMessage();
        assertTrue(message.contains("is not empty"), message);
        String diverged = assertThrows(
                        TarponException.Diverged.class,
                        tiny().set("learning.forward", "{optimizer: sgd, rate: 1e38}")::run)
                .getMessage();
        assertTrue(diverged.startsWith("the simulation diverged in epoch "), diverged);
    }

    @Test
    void damagedData_areSaid() throws IOException {
        Path mnist = Files.createDirectories(folder.resolve("mnist"));
        for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            Files.writeString(mnist.resolve(file + "-ubyte"), "");
        }
        Run run = tiny().set("data.set", "mnist").data(folder);
        TarponException.NoData e = assertThrows(TarponException.NoData.class, run::run);
        assertTrue(e.getMessage().contains("train-images-idx3-ubyte"), e.getMessage());
        assertThrows(TarponException.NoData.class, run::check);
    }

    @Test
    void check_judges_andAudit_measures() {
        List<Verdict> verdicts = tiny().set("expect.0.at-most", 0).check();
        assertFalse(verdicts.get(0).met());
        assertEquals("test_error at most 0.0", verdicts.get(0).expected());
        Path root = folder.resolve("run");
        List<Finding> audit = tiny().directory(root).audit();
        assertFalse(Files.exists(root), "the folder is for a run, and still to be had");
        tiny().directory(root).run();
        assertEquals(audit, Tarpon.resume(root).audit());
        assertEquals("linear_feedback", audit.get(0).key());
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6), audit.stream().map(Finding::number).toList());
        assertTrue(
                audit.get(2).evidence().contains("output-hidden2 shares the storage"),
                audit.get(2).evidence());
    }

    @Test
    void circuits_runAsWell() {
        Run circuit = circuit();
        assertEquals(List.of(), circuit.validate());
        try (Result result = circuit.run()) {
            assertEquals(64, result.digest("spikes").length());
            assertFalse(result.metrics().isEmpty());
            assertEquals(List.of(), result.audit());
        }
        assertThrows(TarponException.Unusable.class, circuit::audit);
    }

    private static Run undrawable() {
        String delay = "{type: normal, mean: 1 ms, deviation: 1 ms, minimum: 7 ms}";
        return Tarpon.scenario(Path.of("scenarios/async/balanced-network.yaml"))
                .set("pathways.0.delay", delay)
                .set("expect", List.of());
    }

    @Test
    void circuitThatCannotBeDrawn_isRefused() {
        for (Executable attempt : List.<Executable>of(undrawable()::run, undrawable()::check)) {
            String message =
                    assertThrows(TarponException.Unusable.class, attempt).getMessage();
            assertTrue(message.contains("lower the minimum or choose another distribution"), message);
        }
    }

    @Test
    void whatMemoryOrDiskCannotHold_isRefusedBeforeAnythingIsWritten() {
        Path root = folder.resolve("run");
        Run large = tiny().set("populations.hidden1.size", 1_000_000).directory(root);
        for (Executable attempt : List.<Executable>of(large::run, large::check, large::audit)) {
            String message =
                    assertThrows(TarponException.TooLarge.class, attempt).getMessage();
            assertTrue(message.contains("of memory that Java may use"), message);
        }
        Run many = tiny().set("train.epochs", 999_999_999).set("checkpoint.keep", 2_000_000_000);
        String temporary =
                assertThrows(TarponException.TooLarge.class, many::check).getMessage();
        assertTrue(temporary.endsWith("or start Java with -Djava.io.tmpdir=FOLDER"), temporary);
        for (Executable attempt : List.<Executable>of(many::run, many.directory(root)::run)) {
            String message =
                    assertThrows(TarponException.TooLarge.class, attempt).getMessage();
            assertTrue(message.contains("of disk (checkpoints "), message);
        }
        assertTrue(Files.notExists(root));
    }

    @Test
    void whatAListenerThrowsInACircuit_isNotTakenForACircuitThatCannotBeDrawn() {
        IllegalArgumentException own = new IllegalArgumentException("mine");
        Run run = circuit().onNote(note -> {
            throw own;
        });
        assertSame(own, assertThrows(IllegalArgumentException.class, run::run));
    }
}
