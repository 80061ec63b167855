package org.tarpon.neuron;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tarpon.HostileInput;

/** Whatever the bytes, reading them as spikes ends in trains or in a refusal with file and line. */
class SpikeFileFuzzTest {
    private static final Path FILE = HostileInput.folder().resolve("spikes.csv");
    private static final long MOST_BYTES = 16L << 20;

    @FuzzTest
    void plain(byte[] input) throws Exception {
        read(input, "");
    }

    @FuzzTest
    void recorded(byte[] input) throws Exception {
        read(input, "a");
    }

    private static void read(byte[] input, String population) throws Exception {
        Files.write(FILE, input);
        HostileInput.read(
                IllegalArgumentException.class, FILE + ":", MOST_BYTES, () -> SpikeTrains.read(FILE, population, 10)
                        .bytes());
    }
}
