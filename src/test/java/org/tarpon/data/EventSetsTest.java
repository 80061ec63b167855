package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.format.Python;
import org.tarpon.random.RandomStream;

/** Small recordings, made here, as samples of events. */
class EventSetsTest {
    @TempDir
    private Path folder;

    /** Events of the form (column, row, polarity, microseconds) as N-MNIST has them. */
    public static byte[] events(int[]... events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] event : events) {
            int rest = event[2] << 23 | event[3];
            out.writeBytes(
                    new byte[] {(byte) event[0], (byte) event[1], (byte) (rest >>> 16), (byte) (rest >>> 8), (byte) rest
                    });
        }
        return out.toByteArray();
    }

    private Path camera(String part, int label, String name, byte[] content) throws IOException {
        Path digits = Files.createDirectories(folder.resolve(part).resolve(String.valueOf(label)));
        return Files.write(digits.resolve(name), content);
    }

    private static List<Integer> active(Encoder encoder, ImageSamples samples, int sample, int cycle) {
        int[][] index = new int[1][samples.inputs() + 1];
        int[] count = new int[1];
        encoder.encode(
                samples,
                new int[] {sample},
                1,
                false,
                new RandomStream(1, "x"),
                new long[1],
                cycle,
                index,
                null,
                count);
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            active.add(index[0][i]);
        }
        return active;
    }

    @Test
    void eventsOfTheCameraAreShownInTheirPartOfThePresentation() throws IOException {
        // Named after MNIST's digits, over whose order the label says nothing.
        camera("Train", 7, "00002.bin", events(new int[] {0, 0, 0, 0}));
        camera(
                "Train",
                3,
                "00001.bin",
                events(
                        new int[] {3, 2, 1, 39_999}, // first share, ON
                        new int[] {33, 33, 0, 40_000}, // second share, OFF
                        new int[] {3, 2, 1, 100}, // a second event of the channel in the share
                        new int[] {5, 0, 0, 319_999},
                        new int[] {6, 0, 0, 320_000})); // too late
        camera("Test", 0, "a.bin", events(new int[] {0, 240, 0, 0}, new int[] {1, 0, 0, 35_000}));
        camera("Test", 0, "no recording.txt", new byte[3]);
        Dataset data = EventSets.read(KnownDataset.N_MNIST, folder);
        ImageSamples training = data.training();
        assertEquals(2, training.count());
        assertEquals(3, training.label(0));
        assertEquals(7, training.label(1));
        assertEquals(2312, training.inputs());
        int on = 2 * (2 * 34 + 3) + 1;
        int corner = 2 * (33 * 34 + 33);
        assertEquals(List.of(10, on, corner), active(new Encoder.Events(1), training, 0, 0));
        assertEquals(List.of(on, corner), active(new Encoder.Events(2), training, 0, 0));
        assertEquals(List.of(10), active(new Encoder.Events(2), training, 0, 1));
        assertEquals(List.of(on), active(new Encoder.Events(8), training, 0, 0));
        assertEquals(List.of(corner), active(new Encoder.Events(8), training, 0, 1));
        assertEquals(List.of(10), active(new Encoder.Events(8), training, 0, 7));
        assertEquals(List.of(), active(new Encoder.Events(8), training, 0, 3));
        assertEquals(List.of(2), active(new Encoder.Events(8), data.test(), 0, 1), "8,192 µs after the overflow");
        assertThrows(IllegalArgumentException.class, () -> new Encoder.Events(3));
        String digest = data.digests().get(DatasetFile.TRAINING_IMAGES);
        camera("Train", 7, "00002.bin", events(new int[] {0, 0, 1, 0}));
        assertTrue(!digest.equals(
                EventSets.read(KnownDataset.N_MNIST, folder).digests().get(DatasetFile.TRAINING_IMAGES)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            34, 0, 0, 1 | event 1 is at column 34, row 0; the camera has 34 x 34
            0, 34, 0, 1 | event 1 is at column 0, row 34; the camera has 34 x 34
            """)
    void whatIsWrongWithARecordingIsSaid(String event, String message) throws IOException {
        int[] numbers = java.util.Arrays.stream(event.split(", "))
                .mapToInt(Integer::parseInt)
                .toArray();
        camera("Test", 0, "0.bin", events(new int[4]));
        Path file = camera("Train", 1, "1.bin", events(new int[4], numbers));
        assertEquals(file + ": " + message, message(KnownDataset.N_MNIST));
        Files.write(file, new byte[7]);
        assertEquals(
                file + ": must be a file of whole events of 5 bytes, at most 5242880 in all; it has 7",
                message(KnownDataset.N_MNIST));
        Files.delete(file);
        assertTrue(message(KnownDataset.N_MNIST).startsWith(folder.resolve("Train") + ": there are no samples in it"));
    }

    private String message(KnownDataset set) {
        return assertThrows(DataException.class, () -> EventSets.read(set, folder))
                .getMessage();
    }

    private static final String COCHLEA =
            """
            import h5py, numpy, sys
            with h5py.File(sys.argv[1], 'w') as f:
                times, units, kind = eval(sys.argv[2]), eval(sys.argv[3]), sys.argv[4]
                for name, lists, t in [('times', times, kind), ('units', units, 'u2')]:
                    d = f.create_dataset('spikes/' + name, (len(lists),), dtype=h5py.vlen_dtype(numpy.dtype(t)))
                    for i, a in enumerate(lists):
                        d[i] = numpy.array(a, t)
                f['labels'] = numpy.array(eval(sys.argv[5]), 'u2')
            """;

    private void cochlea(String name, String times, String units, String kind, String labels)
            throws IOException, InterruptedException {
        Python.run("h5py", COCHLEA, folder.resolve(name).toString(), times, units, kind, labels);
    }

    /** Published times have 16 bits. */
    @ParameterizedTest
    @ValueSource(strings = {"f2", "f4", "f8"})
    void spikesOfTheCochleaAreRead(String kind) throws IOException, InterruptedException {
        cochlea("shd_train.h5", "[[0, 0.5, 1.375], [], [0.25]]", "[[0, 699, 5], [], [3]]", kind, "[19, 0, 4]");
        cochlea("shd_test.h5", "[[1.5, 0.125]]", "[[7, 8]]", kind, "[1]");
        Dataset data = EventSets.read(KnownDataset.SHD, folder);
        assertEquals(3, data.training().count());
        assertEquals(19, data.training().label(0));
        assertEquals(700, data.inputs());
        assertEquals(20, data.classes());
        Encoder eight = new Encoder.Events(8);
        assertEquals(List.of(0), active(eight, data.training(), 0, 0));
        assertEquals(List.of(699), active(eight, data.training(), 0, 2));
        assertEquals(List.of(5), active(eight, data.training(), 0, 7));
        assertEquals(List.of(), active(new Encoder.Events(1), data.training(), 1, 0));
        assertEquals(List.of(8), active(new Encoder.Events(1), data.test(), 0, 0), "later than 1.4 s");
    }

    /** A file that h5py wrote, for machines without it. */
    @Test
    void aStoredFileOfTheCochleaIsRead() throws IOException {
        for (String name : EventSets.parts(KnownDataset.SHD)) {
            try (var in = EventSetsTest.class.getResourceAsStream("shd-three-recordings.h5")) {
                Files.copy(in, folder.resolve(name));
            }
        }
        Dataset data = EventSets.read(KnownDataset.SHD, folder);
        assertEquals(3, data.test().count());
        assertArrayEquals(data.test().pixels(0), data.training().pixels(0));
        assertEquals(List.of(0, 5, 699), active(new Encoder.Events(1), data.test(), 0, 0));
    }

    @Test
    void whatIsWrongWithTheCochleaIsSaid() throws IOException, InterruptedException {
        cochlea("shd_test.h5", "[[0]]", "[[0]]", "f4", "[0]");
        Path file = folder.resolve("shd_train.h5");
        cochlea("shd_train.h5", "[[0, 1]]", "[[0]]", "f4", "[0]");
        assertEquals(file + ": spikes/units: recording 0 has 1 units for 2 times", message(KnownDataset.SHD));
        cochlea("shd_train.h5", "[[0]]", "[[700]]", "f4", "[0]");
        assertTrue(message(KnownDataset.SHD).contains("a spike at 0.0 s of unit 700.0; allowed"));
        cochlea("shd_train.h5", "[[0]]", "[[0]]", "f4", "[20]");
        assertEquals(file + ": labels: 20 is not from 0 to 19", message(KnownDataset.SHD));
        cochlea("shd_train.h5", "[[0]]", "[[0]]", "f4", "[1, 2]");
        assertTrue(message(KnownDataset.SHD).contains("must be as many as"));
        Files.write(file, new byte[100]);
        assertTrue(message(KnownDataset.SHD).contains("cannot be read; the file is damaged"));
    }
}
