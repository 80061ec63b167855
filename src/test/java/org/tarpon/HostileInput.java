package org.tarpon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What reading must do whatever the bytes: end in a value or in an error for the reader, and take little memory. What is
 * measured is all that is allocated, which is more than is ever held at once.
 */
public final class HostileInput {
    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_SECONDS = 5; // where inputs have a few thousand bytes
    private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long largest;

    private HostileInput() {}

    /** A reader under test. */
    @FunctionalInterface
    public interface Reading {
        void read() throws Exception;
    }

    /**
     * Reads, and passes all exceptions on but the one that is meant for the reader.
     *
     * @param refusal the reader's own error
     * @param place what each line of its message has to begin with
     * @param limit bytes that may be allocated
     */
    public static void read(Class<? extends Exception> refusal, String place, long limit, Reading reading)
            throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        long bytes = allocated(refusal, place, reading);
        // The first reading of its kind loads classes, and a fuzzer instruments them.
        bytes = bytes <= limit && bytes <= largest ? bytes : allocated(refusal, place, reading);
        if (FUZZING && bytes > largest + largest / 8) {
            largest = bytes;
            System.err.println("largest allocation of one input so far: " + bytes / 1024 + " KiB");
        }
        assertTrue(bytes <= limit, bytes + " bytes allocated");
        long seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000_000;
        assertFalse(FUZZING && seconds >= LONGEST_SECONDS, seconds + " s of processor time");
    }

    private static long allocated(Class<? extends Exception> refusal, String place, Reading reading) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reading.read();
        } catch (Exception e) {
            if (!refusal.isInstance(e)) {
                throw e;
            }
            checkMessage(e.getMessage(), place);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void checkMessage(String message, String place) {
        for (String line : message.split("\n")) {
            assertTrue(line.startsWith(place), line);
            assertTrue(line.length() < LONGEST_MESSAGE, line);
            assertFalse(line.chars().anyMatch(Character::isISOControl), "control characters in: " + line);
        }
    }

    /** A folder for the whole process, removed at its end with the files directly in it. */
    public static Path folder() {
        try {
            Path folder = Files.createTempDirectory("hostile");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
