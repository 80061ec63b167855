package org.tarpon.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.HostileInput;

/** Spikes in the formats of others: written and read back, and what is wrong with a file. */
class SpikeFormatsPropertyTest {
    @TempDir
    private Path folder;

    private record Spike(long time, int neuron) {}

    private static List<Spike> random(SplittableRandom random, int count, int size, long latest) {
        List<Spike> spikes = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            spikes.add(new Spike(random.nextLong(latest + 1), random.nextInt(size)));
        }
        spikes.sort(Comparator.comparingLong(Spike::time));
        return spikes;
    }

    /** To the nanosecond, also of times so late that a double-precision number of milliseconds has no digit to spare. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void whatIsWrittenIsReadBack(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 1 + random.nextInt(50);
        long latest = seed % 2 == 0 ? SpikeFile.LATEST : 1 + random.nextLong(1_000_000_000L);
        List<Spike> spikes = random(random, (int) (seed * seed * 400), size, latest);
        StringBuilder nest = new StringBuilder(NestLines.header());
        MemorySink sink = new MemorySink();
        SonataWriter sonata = new SonataWriter(sink, false);
        int other = sonata.train("b.target");
        int train = sonata.train("b");
        sonata.write(other, 5, 3);
        for (Spike spike : spikes) {
            NestLines.append(nest, spike.time(), spike.neuron());
            sonata.write(train, spike.time(), spike.neuron());
        }
        sonata.finish();
        assertEquals(spikes, read(Files.writeString(folder.resolve("b.dat"), nest), "", size));
        assertEquals(spikes, read(sink.save(folder.resolve("b.h5")), "b", size));
    }

    private static List<Spike> read(Path file, String population, int size) throws IOException {
        SpikeList list = SpikeFile.read(file, new SpikeFile.Wanted(population, size, NestLines.FIRST_SENDER));
        List<Spike> spikes = new ArrayList<>();
        for (int k = 0; k < list.count(); k++) {
            spikes.add(new Spike(list.time(k), list.neuron(k)));
        }
        return spikes;
    }

    /** The layout of the SONATA developer guide, as h5py sees it. */
    @Test
    void h5pyReadsSonata() throws IOException, InterruptedException {
        MemorySink sink = new MemorySink();
        SonataWriter sonata = new SonataWriter(sink, false);
        int train = sonata.train("cortex");
        sonata.train("silent");
        sonata.write(train, 1_500_000, 7);
        sonata.write(train, 2_000_001, 0);
        sonata.finish();
        String program =
                """
                import h5py, sys
                with h5py.File(sys.argv[1], 'r') as f:
                    print(hex(f.attrs['magic']), f.attrs['magic'].dtype, f.attrs['version'].tolist())
                    for name, group in f['spikes'].items():
                        times, ids = group['timestamps'], group['node_ids']
                        order = {v: k for k, v in h5py.check_enum_dtype(group.attrs.get_id('sorting').dtype).items()}
                        print(name, order[group.attrs['sorting']], times.dtype, times.attrs['units'], times[()].tolist(),
                            ids.dtype, ids[()].tolist())
                """;
        assertEquals(
                """
                0xa7a uint32 [0, 1]
                cortex by_time float64 ms [1.5, 2.000001] uint64 [7, 0]
                silent by_time float64 ms [] uint64 []
                """,
                Python.run("h5py", program, sink.save(folder.resolve("s.h5")).toString()));
    }

    /** What other programs write: seconds, 32-bit numbers, sorted by neuron, compressed chunks. */
    @Test
    void sonataOfOthersIsRead() throws IOException, InterruptedException {
        Path file = folder.resolve("other.h5");
        String program =
                """
                import h5py, numpy, sys
                with h5py.File(sys.argv[1], 'w') as f:
                    g = f.create_group('spikes/LGN')
                    t = g.create_dataset('timestamps', data=numpy.array([0.25, 0.5, 0.125], 'f4'), maxshape=(None,),
                        chunks=(2,), compression='gzip', shuffle=True)
                    t.attrs['units'] = sys.argv[2]
                    g.create_dataset('node_ids', data=numpy.array([0, 0, 2], 'u4'))
                    g.attrs['sorting'] = 'by_id'
                """;
        Python.run("h5py", program, file.toString(), "s");
        assertEquals(
                List.of(new Spike(250_000_000, 0), new Spike(500_000_000, 0), new Spike(125_000_000, 2)),
                read(file, "", 3));
        Python.run("h5py", program, file.toString(), "hours");
        assertEquals("/spikes/LGN/timestamps: has the units hours; allowed: s, ms, us, ns", message(file, "LGN", 3));
    }

    @Test
    void nestOfOthersIsRead() throws IOException {
        String text =
                """
                # NEST version: 3.6.0
                # RecordingBackendASCII version: 2
                sender\ttime_ms
                12\t1.000
                11\t0.500
                12\t0.7
                """;
        Path file = Files.writeString(folder.resolve("spike_recorder-13-0.dat"), text);
        SpikeList list = SpikeFile.read(file, new SpikeFile.Wanted("", 2, 11));
        assertEquals(3, list.count());
        assertEquals(1, list.neuron(0));
        assertEquals(1_000_000, list.time(0));
        assertEquals(700_000, list.time(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # x                                    | 2:1: the columns must be `sender` and `time_ms`; the file ends here
            sender,time_ms                         | 1:1: the columns must be `sender` and `time_ms`, not sender,time_ms
            sender\ttime_step\ttime_offset         | 1:1: the columns must be `sender` and `time_ms`; record again with `time_in_steps` false
            sender\ttime_ms/1                      | 2:1: 1 values where the columns are 2
            sender\ttime_ms/1\t-1                  | 2:3: time_ms must be a number from 0 to 1000000000, not -1
            sender\ttime_ms/1\t1e10                | 2:3: time_ms must be a number from 0 to 1000000000, not 1e10
            sender\ttime_ms/1\t1/0\t1              | 3:1: the senders of 3 neurons are 1 to 3, not 0; if they were counted otherwise, say with `first-sender` which node is neuron 0
            sender\ttime_ms/4\t1                   | 2:1: the senders of 3 neurons are 1 to 3, not 4; if they were counted otherwise, say with `first-sender` which node is neuron 0
            """)
    void whatIsWrongWithNestIsSaid(String text, String message) throws IOException {
        String lines = text.replace("\\t", "\t").replace('/', '\n');
        assertEquals(
                message,
                message(Files.writeString(folder.resolve("n.dat"), lines), "", 3)
                        .strip());
    }

    private String message(Path file, String population, int size) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SpikeFile.read(file, new SpikeFile.Wanted(population, size, 1)))
                .getMessage();
        assertTrue(message.startsWith(file + ":"), message);
        return message.substring(file.toString().length() + 1).strip();
    }

    /** Some bytes replaced, and checksums made right, so that the library meets what no library writes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void alteredSonataIsReadOrRefused(long seed) throws Exception {
        MemorySink sink = new MemorySink();
        SonataWriter sonata = new SonataWriter(sink, false);
        int train = sonata.train("a");
        sonata.write(train, 1, 3);
        sonata.write(train, 2, 2);
        sonata.finish();
        Path file = sink.save(folder.resolve("altered.h5"));
        byte[] whole = Files.readAllBytes(file);
        List<Integer> headers = new ArrayList<>();
        List<Integer> worthwhile = new ArrayList<>();
        for (int i = 0; i < whole.length; i++) {
            if (new String(whole, i, Math.min(4, whole.length - i), StandardCharsets.ISO_8859_1).equals("OHDR")) {
                headers.add(i);
            }
            if (whole[i] != 0 || i > 0 && whole[i - 1] != 0) {
                worthwhile.add(i);
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            byte[] altered = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                altered[worthwhile.get(random.nextInt(worthwhile.size()))] = (byte) random.nextInt();
            }
            headers.forEach(header -> checksum(
                    altered,
                    header,
                    10 + Hdf5Type.bytes(4).put(altered, header + 6, 4).getInt(0)));
            checksum(altered, 0, 44);
            Files.write(file, altered);
            HostileInput.read(
                    IllegalArgumentException.class,
                    file + ":",
                    64L << 20,
                    () -> SpikeFile.read(file, new SpikeFile.Wanted("", 10, 1)));
        }
    }

    private static void checksum(byte[] bytes, int from, int length) {
        if (length > 0 && length <= bytes.length - from - 4) {
            int sum = ChecksumUtils.checksum(Arrays.copyOfRange(bytes, from, from + length));
            Hdf5Type.bytes(4).putInt(sum).get(0, bytes, from + length, 4);
        }
    }

    @Test
    void whatIsWrongWithSonataIsSaid() throws IOException {
        MemorySink sink = new MemorySink();
        SonataWriter sonata = new SonataWriter(sink, false);
        int train = sonata.train("a");
        sonata.write(train, 1, 3);
        sonata.train("b");
        sonata.train("b.negative");
        sonata.finish();
        Path file = sink.save(folder.resolve("s.h5"));
        assertEquals(
                "/spikes/a/node_ids: element 0: there is no neuron 3; the population has 3, counted from 0",
                message(file, "a", 3));
        assertEquals("/spikes/b: its neurons send changes of a state, which are no spikes", message(file, "b", 3));
        assertEquals("/spikes: there is no population c in it; there are a, b, b.negative", message(file, "c", 3));
        assertEquals(
                "/spikes: has spikes of 3 populations; say with `of` whose to take; there are a, b, b.negative",
                message(file, "", 3));
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(message(cut, "a", 3).contains("cannot be read; the file is damaged"), message(cut, "a", 3));
        MemorySink empty = new MemorySink();
        new Hdf5Writer(empty, false).finish();
        assertEquals(
                "/spikes: there is no such group in the file", message(empty.save(folder.resolve("e.h5")), "a", 3));
    }
}
