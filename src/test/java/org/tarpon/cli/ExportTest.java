package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.format.Python;
import org.tarpon.record.Checkpoint;

/** What a run directory holds, written for other programs. */
class ExportTest {
    private static final List<String> SMALL = List.of(
            "populations.hidden1.size=12",
            "populations.hidden2.size=9",
            "data.training=40",
            "data.validation=20",
            "train={epochs: 2, batch: 20}");

    @TempDir
    private Path folder;

    private Path run(String scenario, String... overrides) throws IOException {
        Path out = folder.resolve("run");
        List<String> args = Stream.concat(
                        Stream.of("run", scenario, "--out", out.toString(), "--quiet"),
                        Stream.concat(SMALL.stream(), Stream.of(overrides)).flatMap(set -> Stream.of("--set", set)))
                .toList();
        Outcome outcome = Outcome.of(args.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome.err());
        return out;
    }

    @Test
    void everythingThatARunHasIsWritten() throws IOException {
        Path run = run(Outcome.QUICKSTART);
        Outcome outcome = Outcome.of("export", run.toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                run + "/weights.h5: weights of 4 pathways after 2 epochs\n"
                        + run + "/events.out.tfevents.0.tarpon: metrics of 2 epochs\n"
                        + run + "/network.nir: feedforward network, without what NIR cannot say\n",
                outcome.out());
        assertTrue(outcome.err().contains("not in " + run + "/network.nir: neurons are stochastic"), outcome.err());
        assertTrue(outcome.err().contains("2 feedback pathways"), outcome.err());
        Map<String, Object> kept = new TreeMap<>(
                Checkpoint.read(run.resolve("checkpoints/epoch-000002.tarpon")).state());
        try (HdfFile file = new HdfFile(run.resolve("weights.h5"))) {
            float[][] weights = (float[][])
                    file.getDatasetByPath("pathways/hidden1-hidden2/weights").getData();
            float[] bias = (float[])
                    file.getDatasetByPath("pathways/hidden1-hidden2/bias").getData();
            float[][] rows = (float[][]) kept.get("hidden1-hidden2");
            assertEquals(12, weights.length);
            for (int i = 0; i < 12; i++) {
                assertArrayEquals(rows[i], weights[i]);
            }
            assertArrayEquals(rows[12], bias);
        }
        byte[] first = Files.readAllBytes(run.resolve("weights.h5"));
        assertEquals(0, Outcome.of("export", run.toString(), "--weights").code());
        assertArrayEquals(first, Files.readAllBytes(run.resolve("weights.h5")), "the same again");
    }

    /** The digest is taken of what is in the file, and is that of the run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "scenarios/quickstart.yaml",
                "scenarios/convolution.yaml",
                "scenarios/async/dtp-quickstart.yaml",
                "scenarios/compare/feedback-alignment.yaml"
            })
    void weightsAreThoseOfTheDigest(String scenario) throws IOException, InterruptedException {
        boolean small = scenario.contains("quickstart") && !scenario.contains("async");
        Path run = small ? run(scenario) : runAsItIs(scenario);
        Path to = folder.resolve("elsewhere/else");
        Outcome outcome = Outcome.of("export", run.toString(), "--weights", "--to", to.toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertFalse(Files.exists(run.resolve("weights.h5")));
        String digest = Outcome.of("run", "--resume", run.toString(), "--json")
                .json()
                .at("/digests/weights")
                .asText();
        try (HdfFile file = new HdfFile(to.resolve("weights.h5"))) {
            assertEquals(digest, file.getAttribute("weights_sha256").getData());
            assertEquals(
                    Files.readString(run.resolve("scenario.yaml")),
                    file.getDatasetByPath("scenario").getData());
        }
    }

    private Path runAsItIs(String scenario) {
        Path out = folder.resolve("run");
        Outcome outcome = Outcome.of(
                "run",
                scenario,
                "--out",
                out.toString(),
                "--quiet",
                "--set",
                "data.training=20",
                "--set",
                "data.validation=10",
                "--set",
                "train={epochs: 1, batch: 10}");
        assertEquals(0, outcome.code(), outcome.err());
        return out;
    }

    /** As the package nir reads it: types, shapes, edges and what is left out. */
    @Test
    void nirIsAGraphOfNodesAndEdges() throws IOException, InterruptedException {
        Path run = run(Outcome.QUICKSTART);
        assertEquals(0, Outcome.of("export", run.toString(), "--nir").code());
        String program =
                """
                import h5py, sys
                with h5py.File(sys.argv[1], 'r') as f, h5py.File(sys.argv[2], 'r') as w:
                    g = f['node']
                    print(f['version'][()].decode(), g['type'][()].decode(), sorted(g['metadata']))
                    for name, n in g['nodes'].items():
                        print(name, n['type'][()].decode(), {k: v.shape for k, v in n.items() if k != 'type'})
                    for a, b in g['edges'][()]:
                        print(a.decode(), '->', b.decode())
                    same = g['nodes/hidden1-hidden2/weight'][()].T == w['pathways/hidden1-hidden2/weights'][()]
                    print(same.all(), round(float(g['nodes/hidden1-hidden2.delay/delay'][0]), 9))
                """;
        assertEquals(0, Outcome.of("export", run.toString(), "--weights").code());
        assertEquals(
                """
                1.0.6 NIRGraph ['left_out', 'lossy', 'made_by']
                hidden1 Threshold {'threshold': (12,)}
                hidden1-hidden2 Affine {'bias': (9,), 'weight': (9, 12)}
                hidden1-hidden2.delay Delay {'delay': (12,)}
                hidden2 Threshold {'threshold': (9,)}
                hidden2-output Affine {'bias': (10,), 'weight': (10, 9)}
                hidden2-output.delay Delay {'delay': (9,)}
                input Input {'shape': (1,)}
                input-hidden1 Affine {'bias': (12,), 'weight': (12, 784)}
                input-hidden1.delay Delay {'delay': (784,)}
                output.nir Output {'shape': (1,)}
                input -> input-hidden1.delay
                input-hidden1.delay -> input-hidden1
                input-hidden1 -> hidden1
                hidden1 -> hidden1-hidden2.delay
                hidden1-hidden2.delay -> hidden1-hidden2
                hidden1-hidden2 -> hidden2
                hidden2 -> hidden2-output.delay
                hidden2-output.delay -> hidden2-output
                hidden2-output -> output.nir
                True 0.002
                """,
                Python.run(
                        "h5py",
                        program,
                        run.resolve("network.nir").toString(),
                        run.resolve("weights.h5").toString()));
    }

    @Test
    void whatNirCannotSayIsRefused() throws IOException {
        Path run = runAsItIs("scenarios/convolution.yaml");
        Outcome refused = Outcome.of("export", run.toString(), "--nir");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("`connect: convolution` cannot be written as NIR"), refused.err());
        Outcome rest = Outcome.of("export", run.toString());
        assertEquals(0, rest.code());
        assertTrue(rest.err().contains("no network.nir: a pathway with"), rest.err());
        assertFalse(Files.exists(run.resolve("network.nir")));
    }

    /** What can be written is, but the lack of the rest is no success. */
    @Test
    void damagedCheckpointsAreAFailure() throws IOException {
        Path run = run(Outcome.QUICKSTART);
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            for (Path checkpoint : checkpoints.toList()) {
                Files.writeString(checkpoint, "");
            }
        }
        Outcome outcome = Outcome.of("export", run.toString());
        assertEquals(2, outcome.code(), outcome.err());
        assertTrue(Files.exists(run.resolve("events.out.tfevents.0.tarpon")));
        assertTrue(outcome.err().contains("and so no weights; checkpoint " + run), outcome.err());
    }

    @Test
    void aCircuitHasNothingToExport() {
        Path out = folder.resolve("circuit");
        assertEquals(
                0,
                Outcome.of(
                                "run",
                                "scenarios/theory/isolated-neuron.yaml",
                                "--out",
                                out.toString(),
                                "--quiet",
                                "--set",
                                "timing.duration=10 ms",
                                "--set",
                                "record={}",
                                "--set",
                                "expect=[]")
                        .code());
        Outcome outcome = Outcome.of("export", out.toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("no weights.h5: " + out + " is the run of a circuit"), outcome.err());
        assertTrue(outcome.err().contains("holds no metrics of epochs"), outcome.err());
        Outcome metrics = Outcome.of("export", out.toString(), "--tensorboard");
        assertEquals(2, metrics.code());
        Outcome none = Outcome.of("export", folder.toString());
        assertEquals(2, none.code());
        assertTrue(none.err().contains("is not the directory of a run"), none.err());
    }
}
