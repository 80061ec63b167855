package org.tarpon.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.state.Archive;

/** What is written, two libraries read: jhdf, and the HDF Group's own through h5py. */
class Hdf5WriterTest {
    private static final String DESCRIBE =
            """
            import h5py, sys
            with h5py.File(sys.argv[1], 'r') as f:
                def show(name, it):
                    print(name, it.dtype.name + str(it.shape) + str(it[()].tolist()) if isinstance(it, h5py.Dataset) else 'group',
                        dict((k, v if isinstance(v, str) else int(v)) for k, v in it.attrs.items()))
                f.visititems(show)
                print(dict(f.attrs), h5py.check_enum_dtype(f['a'].attrs.get_id('kind').dtype))
            """;

    private static final String COMPARE =
            """
            import h5py, sys
            with h5py.File(sys.argv[1], 'r') as f:
                values = f['a/b'][()]
                print(len(values), f['a/b'].dtype, sum(i * v for i, v in enumerate(values.tolist())))
            """;

    @TempDir
    private Path folder;

    private Path everything() throws IOException {
        MemorySink out = new MemorySink();
        Hdf5Writer writer = new Hdf5Writer(out, false);
        writer.group("").attribute("title", "Tarpon – Fische");
        writer.group("a")
                .attribute("kind", List.of("none", "by_id", "by_time"), "by_time")
                .attribute("n", -7);
        writer.floats("a/matrix", new float[][] {{1, 2, 3}, {4, 5, 6.5f}}, 2, 3).attribute("units", "mV");
        writer.longs("a/b/one", new long[] {Long.MIN_VALUE});
        writer.longs("a/b/none", new long[0], 0);
        writer.texts("texts", List.of("short", "longer"), 2);
        writer.texts("text", List.of("grün"));
        writer.finish();
        return out.save(folder.resolve("all.h5"));
    }

    @Test
    void jhdfReadsIt() throws IOException {
        try (HdfFile file = new HdfFile(everything())) {
            assertArrayEquals(new float[][] {{1, 2, 3}, {4, 5, 6.5f}}, (float[][])
                    file.getDatasetByPath("a/matrix").getData());
            assertEquals(Long.MIN_VALUE, file.getDatasetByPath("a/b/one").getData());
            assertArrayEquals(new String[] {"short", "longer"}, (String[])
                    file.getDatasetByPath("texts").getData());
            assertEquals("grün", file.getDatasetByPath("text").getData());
            assertEquals("Tarpon – Fische", file.getAttribute("title").getData());
            assertEquals("by_time", file.getByPath("a").getAttribute("kind").getData());
            assertEquals(-7L, file.getByPath("a").getAttribute("n").getData());
        }
    }

    @Test
    void h5pyReadsIt() throws IOException, InterruptedException {
        assertEquals(
                """
                a group {'kind': 2, 'n': -7}
                a/b group {}
                a/b/none int64(0,)[] {}
                a/b/one int64()-9223372036854775808 {}
                a/matrix float32(2, 3)[[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]] {'units': 'mV'}
                text bytes40()b'gr\\xc3\\xbcn' {}
                texts bytes48(2,)[b'short', b'longer'] {}
                {'title': 'Tarpon – Fische'} {'none': 0, 'by_id': 1, 'by_time': 2}
                """,
                Python.run("h5py", DESCRIBE, everything().toString()).replace("np.", ""));
    }

    /** Values of whole, of part and of no chunks; of trees of one, two and three levels. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 127, 128, 129, 8191, 8192, 8193, 20_001})
    void columnsOfAnyLengthAreReadBack(int length) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(length);
        long[] values = random.longs(length, 0, 1L << 40).toArray();
        MemorySink out = new MemorySink();
        Hdf5Writer writer = new Hdf5Writer(out, false);
        Hdf5Column column = writer.put("a/b", new Hdf5Column(out, Hdf5Type.UNSIGNED_LONG, 2));
        for (long value : values) {
            column.append(value);
        }
        writer.finish();
        Path file = out.save(folder.resolve("column.h5"));
        try (Hdf5Reader reader = new Hdf5Reader(file)) {
            assertEquals(length, reader.length("a/b"));
            if (length > 0) {
                assertArrayEquals(values, reader.wholes("a/b", 0));
            }
        }
        java.math.BigInteger sum = java.math.BigInteger.ZERO;
        for (int i = 0; i < length; i++) {
            sum = sum.add(java.math.BigInteger.valueOf(i).multiply(java.math.BigInteger.valueOf(values[i])));
        }
        assertEquals(length + " uint64 " + sum + "\n", Python.run("h5py", COMPARE, file.toString()));
    }

    /** A writer that goes on from what another has kept comes to the same bytes. */
    @Test
    void stoppingChangesNoByte() throws IOException {
        Path straight = write(-1);
        byte[] expected = java.nio.file.Files.readAllBytes(straight);
        for (int stop : new int[] {0, 1, 2, 5, 299, 300}) {
            assertArrayEquals(expected, java.nio.file.Files.readAllBytes(write(stop)), "stopped after " + stop);
        }
    }

    private Path write(int stop) throws IOException {
        MemorySink out = new MemorySink();
        Hdf5Writer writer = new Hdf5Writer(out, false);
        Hdf5Column column = writer.put("c", new Hdf5Column(out, Hdf5Type.DOUBLE, 3));
        for (int i = 0; i < 300; i++) {
            if (i == stop) {
                Archive archive = Archive.empty();
                column.state(archive);
                writer = new Hdf5Writer(out, true);
                Hdf5Column next = writer.put("c", new Hdf5Column(out, Hdf5Type.DOUBLE, 3));
                Archive.restore(archive.values(), next::state);
                column = next;
            }
            column.append(Double.doubleToRawLongBits(i / 7.0));
        }
        writer.finish();
        return out.save(folder.resolve("stopped-" + stop + ".h5"));
    }

    @Test
    void aChunkThatIsTooLongIsRefused() throws IOException {
        Hdf5Column column = new Hdf5Column(new MemorySink(), Hdf5Type.DOUBLE, 3);
        Archive archive = Archive.empty();
        archive.list("values", new long[3]);
        archive.list("chunks", new long[0]);
        assertThrows(Archive.MismatchException.class, () -> Archive.restore(archive.values(), column::state));
    }
}
