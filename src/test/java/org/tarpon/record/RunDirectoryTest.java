package org.tarpon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final byte[] SCENARIO = Digests.ofText("scenario");

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    private RunDirectory directory() throws IOException {
        return RunDirectory.create(folder.resolve("run"), "scenario");
    }

    private Path checkpoint(int epoch) {
        return folder.resolve(String.format("run/checkpoints/epoch-%06d.tarpon", epoch));
    }

    @Test
    void takesOnlyWhatIsEmptyOrNotThere() throws IOException {
        assertEquals("scenario", Files.readString(directory().scenario()));
        RunDirectory.create(Files.createDirectory(folder.resolve("empty")), "scenario");
        assertThrows(RunDirectory.UnusableException.class, this::directory);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThrows(RunDirectory.UnusableException.class, () -> RunDirectory.create(file, "scenario"));
    }

    @Test
    void findsAFreeName() throws IOException {
        Path parent = folder.resolve("a/b");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(RunDirectory.createNew(parent, "x", "scenario")
                    .root()
                    .getFileName()
                    .toString());
        }
        assertEquals(List.of("x", "x-2", "x-3"), names);
    }

    @Test
    void opensOnlyRuns() throws IOException {
        directory();
        assertEquals(
                folder.resolve("run"), RunDirectory.open(folder.resolve("run")).root());
        assertThrows(RunDirectory.UnusableException.class, () -> RunDirectory.open(folder));
        assertThrows(RunDirectory.UnusableException.class, () -> RunDirectory.open(folder.resolve("nowhere")));
    }

    @Test
    void keepsTheNewestCheckpoints() throws IOException {
        RunDirectory directory = directory();
        for (int epoch : new int[] {8, 9, 10, 1_000_000}) {
            directory.save(CheckpointTest.example(epoch), 2);
        }
        assertFalse(Files.exists(checkpoint(9)));
        assertTrue(Files.exists(checkpoint(10)));
        assertEquals(
                1_000_000,
                directory
                        .newest(SCENARIO, complaints::add)
                        .orElseThrow()
                        .place()
                        .epochs());
        assertEquals(checkpoint(1_000_000), directory.newestFile().orElseThrow());
        assertEquals(List.of(), complaints);
    }

    @Test
    void passesOverWhatCannotBeUsedAndSaysSo() throws IOException {
        RunDirectory directory = directory();
        directory.save(CheckpointTest.example(1), 9);
        Files.writeString(checkpoint(2), "garbage");
        Files.createDirectory(checkpoint(3));
        Files.writeString(folder.resolve("run/checkpoints/epoch-000004.tarpon.tmp"), "unfinished");
        assertEquals(
                1,
                directory
                        .newest(SCENARIO, complaints::add)
                        .orElseThrow()
                        .place()
                        .epochs());
        assertEquals(2, complaints.size(), complaints.toString());
        assertTrue(complaints.get(1).contains(checkpoint(2) + " cannot be used: it has only 7 bytes"));
    }

    @Test
    void withoutCheckpointsThereIsNoNewest() throws IOException {
        RunDirectory directory = directory();
        assertTrue(directory.newest(SCENARIO, complaints::add).isEmpty());
        assertTrue(directory.newestFile().isEmpty());
    }

    @Test
    void refusesTheCheckpointOfAnotherScenario() throws IOException {
        RunDirectory directory = directory();
        directory.save(CheckpointTest.example(1), 2);
        assertThrows(
                RunDirectory.UnusableException.class,
                () -> directory.newest(Digests.ofText("another"), complaints::add));
    }

    @Test
    void metricsGoBackToWhatTheCheckpointHas() throws IOException {
        RunDirectory directory = directory();
        assertTrue(directory.restoreMetrics(""));
        directory.appendMetrics("1\n");
        directory.appendMetrics("2\n");
        assertTrue(directory.restoreMetrics("1\n"), "a line that no checkpoint has is nothing unusual");
        assertEquals("1\n", Files.readString(directory.metrics()));
        Files.writeString(directory.metrics(), "\u0000\u00FFaltered");
        assertFalse(directory.restoreMetrics("1\n2\n"));
        assertEquals("1\n2\n", Files.readString(directory.metrics()));
    }

    @Test
    void aLockedFolder_isInUse_untilItIsReleased(@TempDir Path folder) throws IOException {
        RunDirectory directory = RunDirectory.create(folder.resolve("run"), "tarpon: 1\n");
        try (Closeable lock = directory.lock()) {
            RunDirectory again = RunDirectory.open(directory.root());
            RunDirectory.UnusableException refused = assertThrows(RunDirectory.UnusableException.class, again::lock);
            assertTrue(refused.getMessage().contains("in use by another run"), refused.getMessage());
            assertNotNull(lock);
        }
        directory.lock().close();
    }
}
