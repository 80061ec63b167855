package org.tarpon.circuit;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tarpon.HostileInput;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Parameters;

/** Whatever the bytes, reading them as a list of connections ends in one or in a refusal with file and line. */
class ConnectionListFuzzTest {
    private static final Path FILE = HostileInput.folder().resolve("connections.csv");
    private static final Dynamics NEURON = NeuronModels.load().create("ginzburg", new Parameters(Map.of("tau", 0.01)));
    private static final long MOST_BYTES = 16L << 20;

    @FuzzTest
    void read(byte[] input) throws Exception {
        Files.write(FILE, input);
        HostileInput.read(IllegalArgumentException.class, FILE + ":", MOST_BYTES, () -> ConnectionList.read(FILE));
        // What only the populations can show is said of a pathway or connection.
        HostileInput.read(IllegalArgumentException.class, "", MOST_BYTES, () -> build(ConnectionList.read(FILE)));
    }

    private static void build(ConnectionList list) {
        Circuit.Builder builder = Circuit.builder();
        CellGroup from = builder.group("a", 100, NEURON);
        CellGroup to = builder.group("b", 10, NEURON);
        builder.connect(from, to).connectivity(new Connectivity.Listed(list));
        Circuit circuit = builder.build();
        circuit.quantum(to);
        circuit.estimatedBytes();
    }
}
