package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/** Evaluation of weights averaged over epochs (S34). */
class AverageWeightsScenarioTest {
    private static final int EPOCHS = 4;
    private static final int SPAN = 3;
    private static final String LONGER = "train.epochs=" + EPOCHS;
    private static final String AVERAGED = "evaluate.average=" + SPAN + " epochs";
    private static final String KEEP_ALL = "checkpoint.keep=" + EPOCHS;

    @TempDir
    private Path folder;

    @Test
    void learningDoesNotSeeTheMean_evaluationDoes() throws IOException {
        JsonNode plain = run("plain", LONGER);
        JsonNode averaged = run("averaged", LONGER, AVERAGED);
        assertEquals(plain.at("/digests/weights"), averaged.at("/digests/weights"));
        assertEquals(plain.at("/metrics/train_error"), averaged.at("/metrics/train_error"));
        assertNotEquals(plain.at("/digests/spikes"), averaged.at("/digests/spikes"));
    }

    /** With a span of one epoch, and after the first epoch with any, the mean are the weights. */
    @Test
    void theMeanOfOneEpoch_areItsWeights() throws IOException {
        String first = "train.epochs=1";
        JsonNode plain = run("plain", first);
        assertEquals(plain.get("digests"), run("averaged", first, AVERAGED).get("digests"));
        assertEquals(
                plain.get("digests"),
                run("one", first, "evaluate.average=1 epoch").get("digests"));
    }

    /** Against the weights of every epoch, by the equation, in double precision. */
    @Test
    void theMeanKept_isThatOfTheEquation() throws IOException {
        run("averaged", LONGER, AVERAGED, KEEP_ALL);
        Network network = NetworkBuilder.build(Runs.tiny());
        for (Pathway pathway : network.pathways()) {
            if (!checkpoint(1).state().containsKey(pathway.name())) {
                continue; // it does not learn
            }
            double[][] mean = new double[pathway.synapses().rows().length][];
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                float[][] weights = (float[][]) checkpoint(epoch).state().get(pathway.name());
                for (int row = 0; row < mean.length; row++) {
                    mean[row] = mean[row] == null ? new double[weights[row].length] : mean[row];
                    for (int j = 0; j < mean[row].length; j++) {
                        mean[row][j] += (weights[row][j] - mean[row][j]) / Math.min(epoch, SPAN);
                    }
                }
            }
            float[][] kept = (float[][]) checkpoint(EPOCHS).evaluated(pathway.name());
            for (int row = 0; row < mean.length; row++) {
                assertArrayEquals(mean[row], doubles(kept[row]), 1e-6, pathway.name() + " row " + row);
            }
        }
    }

    @Test
    void theErrorReported_isThatOfANetworkWithTheMean() throws IOException {
        Scenario scenario = Runs.tiny(LONGER, AVERAGED);
        JsonNode result = run("averaged", LONGER, AVERAGED);
        assertNotEquals(run("plain", LONGER).at("/metrics/test_error"), result.at("/metrics/test_error"));
        Network network = NetworkBuilder.build(scenario);
        for (Pathway pathway : network.pathways()) {
            if (checkpoint(EPOCHS).evaluated(pathway.name()) instanceof float[][] mean) {
                float[][] rows = pathway.synapses().rows();
                for (int row = 0; row < rows.length; row++) {
                    System.arraycopy(mean[row], 0, rows[row], 0, rows[row].length);
                }
            }
        }
        network.refreshMirrors();
        ImageSamples test = Runs.DATA.test();
        try (Workers workers = new Workers(1)) {
            Evaluator evaluator = new Evaluator(scenario, network, new LearningSetup(scenario, network), workers);
            double error =
                    evaluator.error(Purpose.TEST, test, EPOCHS - 1, () -> false).orElseThrow();
            assertEquals(result.at("/metrics/test_error").asDouble(), error, 1e-9);
        }
    }

    /** Also where it is stopped in an evaluation, when the mean stands in place of the weights. */
    @Test
    void aRunThatWasStopped_hasTheSameBits() throws IOException {
        Scenario scenario = Runs.tiny(LONGER, AVERAGED);
        JsonNode straight = Runs.straight(scenario, 2, folder.resolve("straight"));
        JsonNode resumed = Runs.resumed(scenario, 1, folder.resolve("resumed"));
        assertEquals(straight.get("digests"), resumed.get("digests"));
        assertEquals(straight.get("metrics"), resumed.get("metrics"));
    }

    /** Who exports a network wants the one whose error was reported. */
    @Test
    void exportedWeights_areTheMean() throws Exception {
        run("averaged", LONGER, AVERAGED);
        Path file = folder.resolve("weights.h5");
        new Export(folder.resolve("averaged"), List.of()).weights(file);
        String exported = Files.readString(file, StandardCharsets.ISO_8859_1);
        Checkpoint last = checkpoint(EPOCHS);
        String name = "hidden1-hidden2";
        assertTrue(exported.contains(bytes((float[][]) last.evaluated(name))));
        assertFalse(exported.contains(bytes((float[][]) last.state().get(name))));
    }

    /** Until an epoch has gone into it there is no mean, and weights are what they are. */
    @Test
    void interruptedInTheFirstEpoch_theWeightsAreRead() throws Exception {
        Scenario scenario = Runs.tiny(LONGER, AVERAGED);
        Path root = folder.resolve("averaged");
        RunDirectory directory = RunDirectory.create(root, ScenarioWriter.write(scenario));
        try (Trial trial = Trial.of(scenario, Runs.DATA, 1, directory, new Observer() {})) {
            assertTrue(trial.run(() -> true).isEmpty());
        }
        String name = "hidden1-hidden2";
        Checkpoint stopped = Checkpoint.read(directory.newestFile().orElseThrow());
        assertFalse(stopped.hasMeans());
        assertArrayEquals((float[][]) stopped.state().get(name), LearnedWeights.read(directory, scenario, name));
    }

    @Test
    void weightsThatAreRead_areTheMean() throws IOException {
        run("averaged", LONGER, AVERAGED);
        String name = "hidden1-hidden2";
        RunDirectory directory = RunDirectory.open(folder.resolve("averaged"));
        assertArrayEquals(
                (float[][]) checkpoint(EPOCHS).state().get(name + Checkpoint.MEAN),
                LearnedWeights.read(directory, Runs.tiny(LONGER, AVERAGED), name));
    }

    /** The first row as HDF5 files have it. */
    private static String bytes(float[][] rows) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(rows[0]);
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }

    private JsonNode run(String name, String... overrides) throws IOException {
        return Runs.straight(Runs.tiny(overrides), 1, folder.resolve(name));
    }

    private Checkpoint checkpoint(int epoch) throws IOException {
        Path file = folder.resolve("averaged/checkpoints").resolve("epoch-%06d.tarpon".formatted(epoch));
        return Checkpoint.read(file);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            doubles[j] = values[j];
        }
        return doubles;
    }
}
