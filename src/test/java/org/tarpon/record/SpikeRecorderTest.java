package org.tarpon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tarpon.record.Sketch.neurons;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.format.SpikeFormat;
import org.tarpon.network.Form;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

class SpikeRecorderTest {
    @TempDir
    private Path folder;

    private RunDirectory directory;
    private SpikeFiles files;
    private SpikeRecorder recorder;

    @BeforeEach
    void make() throws IOException {
        directory = RunDirectory.create(folder, "");
        files = new SpikeFiles(directory, EnumSet.allOf(SpikeFormat.class), SpikeRecorder.HEADER, false);
        recorder = new SpikeRecorder(Sketch.NETWORK, List.of("in", "a"), files);
    }

    private void assertRecorded(String lines) throws IOException {
        files.finish();
        assertEquals(SpikeRecorder.HEADER + lines, Files.readString(directory.spikes()));
    }

    @Test
    void whereOneFileCannotBeOpenedNoneStaysOpen(@TempDir Path other) throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open));
        RunDirectory there = RunDirectory.create(other, "");
        Path first = there.spikes().resolveSibling(there.spikes().getFileName() + ".partial");
        Files.createDirectory(
                there.sonataSpikes().resolveSibling(there.sonataSpikes().getFileName() + ".partial"));
        assertThrows(
                IOException.class,
                () -> new SpikeFiles(there, EnumSet.allOf(SpikeFormat.class), SpikeRecorder.HEADER, false));
        assertTrue(Files.exists(first));
        try (Stream<Path> files = Files.list(open)) {
            assertTrue(files.noneMatch(file -> isSame(file, first)));
        }
    }

    private static boolean isSame(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    @Test
    void aSpikeIsALine() throws IOException {
        Volley volley = Sketch.spikes(Sketch.IN, neurons(0, 4), neurons(), neurons(2));
        recorder.sent(1500, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(70, 71, 72));
        assertRecorded("70,1500,in,activity,0,1\n70,1500,in,activity,4,1\n72,1500,in,activity,2,1\n");
    }

    @Test
    void differenceSpikesKeepTheirSign() throws IOException {
        Volley volley = Sketch.valued(Form.DIFFERENCE_SPIKE, Sketch.A, neurons(1, 3), -1, 1);
        recorder.sent(9, Sketch.A_OUT, Signal.TARGET, volley, Sketch.showing(5));
        assertRecorded("5,9,a,target,1,-1\n5,9,a,target,3,1\n");
        assertEquals("0.000009 4", nest("a.target"));
        assertEquals("0.000009 2", nest("a.target.negative"));
        assertEquals("", nest("a"));
    }

    @Test
    void aBurstIsAsManySpikes() throws IOException {
        Volley volley = Sketch.valued(Form.DIFFERENCE_SPIKE, Sketch.A, neurons(1, 3), -2, 3);
        recorder.sent(9, Sketch.A_OUT, Signal.TARGET, volley, Sketch.showing(5));
        assertRecorded("5,9,a,target,1,-1\n".repeat(2) + "5,9,a,target,3,1\n".repeat(3));
        assertEquals("0.000009 4, 0.000009 4, 0.000009 4", nest("a.target"));
        assertEquals("0.000009 2, 0.000009 2", nest("a.target.negative"));
    }

    @Test
    void aVolleyThatLeavesOnTwoPathwaysIsWrittenOnce() throws IOException {
        Volley volley = Sketch.spikes(Sketch.IN, neurons(3));
        recorder.sent(0, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(1));
        recorder.sent(0, Sketch.IN_OUT, Signal.ACTIVITY, volley, Sketch.showing(1));
        assertRecorded("1,0,in,activity,3,1\n");
    }

    @Test
    void theNextPresentationHasTheSameTimes() throws IOException {
        Volley volley = Sketch.spikes(Sketch.IN, neurons(3));
        recorder.sent(0, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(1));
        recorder.beginPresentation(1_000_000);
        recorder.sent(0, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(2));
        assertRecorded("1,0,in,activity,3,1\n2,0,in,activity,3,1\n");
        assertEquals("0.000000 4, 1.000000 4", nest("in"));
    }

    private String nest(String train) throws IOException {
        return Files.readAllLines(directory.nestSpikes(train)).stream()
                .skip(3)
                .map(line -> line.split("\t")[1] + " " + line.split("\t")[0])
                .collect(Collectors.joining(", "));
    }

    @Test
    void othersAndRealNumbersAreLeftOut() throws IOException {
        SpikeRecorder ofA = new SpikeRecorder(Sketch.NETWORK, List.of("a"), files);
        ofA.sent(0, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(3)), Sketch.showing(1));
        Volley graded = Sketch.valued(Form.GRADED, Sketch.A, neurons(1), 0.5f);
        recorder.sent(0, Sketch.A_OUT, Signal.TARGET, graded, Sketch.showing(1));
        assertRecorded("");
    }
}
