package org.tarpon.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.format.SpikeFile;

/** Given spikes and the files that list them. */
class SpikeTrainsTest {
    private static final String RECORDED = "time_ns,population,output,neuron,sign";

    @TempDir
    private Path folder;

    private SpikeTrains read(String text, String population, int size) throws IOException {
        return SpikeTrains.read(
                Files.writeString(folder.resolve("s.csv"), text), new SpikeFile.Wanted(population, size, 1));
    }

    @Test
    void millisecondsAreRoundedToNanoseconds() throws IOException {
        String text =
                "time_ms,neuron\r\n0,2\n0,0\n 0.1 , 1 \n\n0.30000000000000004,0\n1.5e0,0\n1.500000e+00,1\n1000000000,0";
        SpikeTrains trains = read(text, "", 4);
        assertEquals(
                new SpikeTrains(
                        new long[][] {{0, 300_000, 1_500_000, 1_000_000_000_000_000L}, {100_000, 1_500_000}, {0}, {}}),
                trains);
        assertArrayEquals(new long[] {100_000, 1_500_000}, trains.train(1));
        assertEquals(4, trains.size());
        assertNotEquals(read("time_ms,neuron\n0,2\n", "", 3), trains);
    }

    /** A neuron that fired twice in one nanosecond was recorded twice, and does so again. */
    @Test
    void ofARecordingOnePopulationIsTaken() throws IOException {
        String text = RECORDED + "\n5,b,0,1,1\n3,a,0,1,1\n3,a,0,1,1\n7,a,0,0,1\n4,c,0,99,-1\n6,b,0,0,1\n";
        assertEquals(new SpikeTrains(new long[][] {{7}, {3, 3}}), read(text, "a", 2));
        assertEquals(new SpikeTrains(new long[][] {{6}, {5}}), read(text, "b", 2));
    }

    @Test
    void aFileWithoutSpikesIsSilence() throws IOException {
        assertEquals(new SpikeTrains(new long[3][0]), read("time_ms,neuron\n", "", 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            5,0/4,0                | 3:1: spikes must be in the order of time; the one before is at 5000000 ns, this one at 4000000 ns
            5,0/5,1/5,0            | 4:1: neuron 0 fires twice at this time
            0.0000001,0/0.0000002,0 | 3:1: neuron 0 fires twice at this time
            5,3                    | 2:3: there is no neuron 3; the population has 3, counted from 0
            5,0/ 6 ,-1             | 3:5: neuron must be a whole number from 0 to 2147483647, not -1
            5,1.0                  | 2:3: neuron must be a whole number
            5,99999999999999999999 | 2:3: neuron must be a whole number
            5,                     | 2:3: neuron must be a whole number from 0 to 2147483647, not
            -1,0                   | 2:1: time_ms must be a number from 0 to 1000000000, not -1
            NaN,0                  | 2:1: time_ms must be a number from 0 to 1000000000, not NaN
            Infinity,0             | 2:1: time_ms must be a number
            1e999,0                | 2:1: time_ms must be a number
            1000000000.1,0         | 2:1: time_ms must be a number
            0x1p3,0                | 2:1: time_ms must be a number
            1.2.3,0                | 2:1: time_ms must be a number
            1d,0                   | 2:1: time_ms must be a number
            1 ms,0                 | 2:1: time_ms must be a number
            ,0                     | 2:1: time_ms must be a number
            5                      | 2:1: 1 values where the first line announces 2
            5,0,1                  | 2:1: 3 values where the first line announces 2
            """)
    void whatIsWrongIsSaidWithItsPlace(String lines, String expected) {
        String message = message("time_ms,neuron\n" + lines.replace("/", "\n"), "");
        assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            3,a,0,1,-1     | 2:9: the sign of a spike must be 1, not -1; neurons of a send changes of a state
            3,a,1,1,1      | 2:5: a spike of another output than the first, 0, cannot be played back
            3,a,0,9,1      | 2:7: there is no neuron 9
            3.5,a,0,1,1    | 2:1: time_ns must be a whole number from 0 to 1000000000000000, not 3.5
            -3,a,0,1,1     | 2:1: time_ns must be a whole number
            3,b,0,1,1/3,a  | 3:1: 2 values where the first line announces 5
            5,a,0,1,1/3,a,0,0,1 | 3:1: spikes must be in the order of time
            3,b,0,1,1      | ' there is no spike of a population a in it'
            """)
    void whatIsWrongInARecordingIsSaidWithItsPlace(String lines, String expected) {
        String message = message(RECORDED + "\n" + lines.replace("/", "\n"), "a");
        assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
    }

    @Test
    void theFirstLineSaysWhatFollows() {
        assertEquals(
                "1:1: the first line must be time_ms,neuron or, as runs record spikes, " + RECORDED
                        + "; the file is empty",
                message("", ""));
        assertEquals("not neuron,time_ms", message("neuron,time_ms\n1,2\n", "").split(", (?=not)")[1]);
        assertEquals(
                "1:1: recorded spikes are those of several populations; say with `of` whose to take",
                message(RECORDED + "\n", ""));
        assertEquals(
                "1:1: there are no populations in this file from which `of` could choose",
                message("time_ms,neuron\n", "a"));
        assertEquals("2: a line of more than 1000 characters", message("time_ms,neuron\n" + "1".repeat(100_000), ""));
    }

    @Test
    void whatIsNoFileCannotBeRead() {
        assertThrows(IOException.class, () -> SpikeTrains.read(folder, new SpikeFile.Wanted("", 2, 1)));
    }

    private String message(String text, String population) {
        String message = assertThrows(IllegalArgumentException.class, () -> read(text, population, 3))
                .getMessage();
        String file = folder.resolve("s.csv") + ":";
        assertEquals(file, message.substring(0, file.length()));
        return message.substring(file.length());
    }
}
