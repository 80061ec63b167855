package org.tarpon.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tarpon.HostileInput;

/** Whatever the bytes, reading them as spikes ends in a list or in a refusal with file and place. */
class SpikeFileFuzzTest {
    private static final Path FILE = HostileInput.folder().resolve("spikes");
    private static final long MOST_BYTES = 16L << 20;

    @FuzzTest
    void plain(byte[] input) throws Exception {
        read(input, "");
    }

    @FuzzTest
    void recorded(byte[] input) throws Exception {
        read(input, "a");
    }

    @FuzzTest
    void nest(byte[] input) throws Exception {
        read(input, "");
    }

    @FuzzTest
    void sonata(byte[] input) throws Exception {
        read(input, "");
    }

    private static void read(byte[] input, String population) throws Exception {
        Files.write(FILE, input);
        HostileInput.read(
                IllegalArgumentException.class,
                FILE + ":",
                MOST_BYTES,
                () -> SpikeFile.read(FILE, new SpikeFile.Wanted(population, 10, 1)));
    }
}
