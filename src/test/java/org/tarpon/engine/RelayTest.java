package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.circuit.Connectivity;
import org.tarpon.format.SpikeFormat;
import org.tarpon.neuron.LeakyThreshold;
import org.tarpon.neuron.SpikeTrains;
import org.tarpon.record.ChangeRecorder;
import org.tarpon.record.ChangeSelection;
import org.tarpon.record.RunDirectory;
import org.tarpon.record.SpikeFiles;

/** A user's model that fires on input, with spikes whose times are known exactly. */
class RelayTest {
    @TempDir
    private Path folder;

    @Test
    void spikesArriveToTheNanosecondAndCoincidencesCount() throws IOException {
        Circuit.Builder builder = Circuit.builder();
        CellGroup source =
                builder.group("source", 2, new SpikeTrains(new long[][] {{1_000, 50_000_000}, {1_000, 80_000_000}}));
        CellGroup strong = builder.group("strong", 2, new LeakyThreshold(0.001, 1));
        CellGroup both = builder.group("both", 1, new LeakyThreshold(0.001, 1));
        builder.connect(source, strong)
                .connectivity(new Connectivity.OneToOne())
                .weight(1.5)
                .delay(123_457);
        builder.connect(strong, both).weight(0.6).delay(1);
        builder.connect(both, strong).weight(1.01).delay(40_000_000);
        Circuit circuit = builder.build();
        RunDirectory directory = RunDirectory.create(folder, "");
        SpikeFiles files = new SpikeFiles(directory, Set.of(SpikeFormat.CSV), "", false);
        ChangeRecorder recorder = new ChangeRecorder(List.of(all(strong), all(both)), circuit, files);
        SpikeCounts counts = new SpikeCounts(circuit);
        try (AsynchronousSimulator simulator = new AsynchronousSimulator(circuit, 1, 3, List.of(recorder, counts))) {
            simulator.runUntil(70_000_000);
        }
        files.finish();
        // Both sources at 1 µs make both relays fire, whose coincidence makes "both" fire; one source alone does not.
        // 40 ms after it, "both" makes the relays fire again.
        List<String> lines = Files.readAllLines(directory.spikes());
        assertEquals(
                List.of(
                        "124457,strong,0,0,1",
                        "124457,strong,0,1,1",
                        "124458,both,0,0,1",
                        "40124458,strong,0,0,1",
                        "40124458,strong,0,1,1",
                        "40124459,both,0,0,1",
                        "50123457,strong,0,0,1"),
                lines.stream().sorted(RelayTest::byTime).toList());
        assertEquals(3, counts.of(strong)[0]);
        assertEquals(2, counts.of(strong)[1]);
        assertEquals(2, counts.of(both)[0]);
    }

    private static ChangeSelection all(CellGroup group) {
        BitSet neurons = new BitSet();
        neurons.set(0, group.size());
        return new ChangeSelection(group.name(), neurons, 0, Long.MAX_VALUE);
    }

    private static int byTime(String x, String y) {
        return Long.compare(time(x), time(y));
    }

    private static long time(String line) {
        return Long.parseLong(line.split(",")[0]);
    }
}
