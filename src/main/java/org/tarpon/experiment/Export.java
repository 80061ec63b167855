package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tarpon.format.Hdf5Object;
import org.tarpon.format.Hdf5Writer;
import org.tarpon.format.TensorBoardEvents;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.phasefree.LearningSimulator;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.Digests;
import org.tarpon.record.GrowingFile;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Connect;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;

/** What a run directory holds, as files for other programs. Weights are those of the newest whole checkpoint. */
public final class Export {
    private final RunRecord run;
    private final List<String> complaints = new ArrayList<>();
    private boolean noneIsWhole;

    /**
     * Opens the directory of a run, which may be going on.
     *
     * @param folders whose files the scenario may name
     * @throws RunDirectory.UnusableException if it is none
     */
    public Export(Path root, List<Path> folders) throws IOException, InvalidScenarioException {
        this.run = RunRecord.read(root, folders, complaints);
    }

    /** What could not be read. */
    public List<String> complaints() {
        return complaints;
    }

    /** Whether weights were asked for of which there are checkpoints, all of them damaged. */
    public boolean noneIsWhole() {
        return noneIsWhole;
    }

    /**
     * Writes all weights that are not tied as HDF5, in a group for each pathway.
     *
     * @return what was written, in words
     * @throws RunDirectory.UnusableException if there are none
     */
    public String weights(Path file) throws IOException {
        Scenario scenario = scenario();
        Checkpoint checkpoint = checkpoint();
        Network network = network(scenario, checkpoint);
        // Means are of the end of the last whole epoch.
        Checkpoint.Place place =
                checkpoint.hasMeans() ? new Checkpoint.Place(checkpoint.place().epochs(), 0, 0) : checkpoint.place();
        try (GrowingFile out = new GrowingFile(file, false)) {
            Hdf5Writer writer = new Hdf5Writer(out, false);
            writer.group("").attribute("name", scenario.name()).attribute("seed", scenario.seed());
            writer.group("").attribute("epochs", place.epochs()).attribute("batches", place.batches());
            if (checkpoint.hasMeans()) {
                writer.group("")
                        .attribute("averaged_epochs", scenario.evaluate().averageEpochs());
            }
            writer.group("").attribute("weights_sha256", Digests.hex(Digests.ofWeights(network)));
            writer.texts("scenario", List.of(run.text()));
            int count = 0;
            for (Pathway pathway : network.pathways()) {
                if (pathway.hasWeights()) {
                    pathway(writer, pathway, connect(scenario, pathway));
                    count++;
                }
            }
            writer.finish();
            out.finish();
            return (checkpoint.hasMeans() ? "averaged weights of " : "weights of ") + count + " pathways after "
                    + epochs(place);
        }
    }

    private static String epochs(Checkpoint.Place place) {
        return place.epochs() + " epochs" + (place.batches() == 0 ? "" : " and " + place.batches() + " mini-batches");
    }

    private static void pathway(Hdf5Writer writer, Pathway pathway, Connect connect) throws IOException {
        String group = "pathways/" + pathway.name();
        writer.group(group)
                .attribute("from", pathway.from().name())
                .attribute("to", pathway.to().name())
                .attribute("direction", pathway.direction() == Direction.FEEDFORWARD ? "feedforward" : "feedback")
                .attribute("connections", connect.type().key())
                .attribute("delay_ns", pathway.delayNanos());
        float[][] rows = pathway.synapses().rows();
        float[][] weights = Arrays.copyOf(rows, rows.length - 1);
        long columns = weights[0].length;
        Hdf5Object written;
        if (connect.type() == Connect.Type.CONVOLUTION || connect.type() == Connect.Type.TRANSPOSED_CONVOLUTION) {
            long channels = weights.length / ((long) connect.height() * connect.width());
            written = writer.floats(group + "/weights", weights, channels, connect.height(), connect.width(), columns);
            written.attribute("axes", "presynaptic channel, kernel row, kernel column, postsynaptic channel");
        } else {
            written = writer.floats(group + "/weights", weights, weights.length, columns);
            written.attribute("axes", "presynaptic, postsynaptic");
        }
        float[] bias = rows[rows.length - 1];
        writer.floats(group + "/bias", new float[][] {bias}, bias.length).attribute("axes", "postsynaptic");
    }

    private static Connect connect(Scenario scenario, Pathway pathway) {
        int ahead = scenario.feedforward().size();
        return (pathway.index() < ahead
                        ? scenario.feedforward().get(pathway.index())
                        : scenario.feedback().get(pathway.index() - ahead))
                .connect();
    }

    /**
     * Writes the feedforward network for simulators that read the Neuromorphic Intermediate Representation.
     *
     * @return what NIR cannot say and so was left out
     * @throws RunDirectory.UnusableException if it cannot say what the network computes
     */
    public List<String> nir(Path file) throws IOException {
        Scenario scenario = scenario();
        NirGraph graph = new NirGraph(scenario, network(scenario, checkpoint()));
        try (GrowingFile out = new GrowingFile(file, false)) {
            graph.write(out);
            out.finish();
        }
        return graph.losses();
    }

    /**
     * Writes the metrics of all epochs as TensorBoard reads them. Wall-clock time is not among what a run keeps: the epoch
     * stands for it.
     *
     * @return what was written, in words
     * @throws RunDirectory.UnusableException if there are none
     */
    public String tensorBoard(Path file) throws IOException {
        if (run.metrics().isEmpty()) {
            throw new RunDirectory.UnusableException(
                    run.directory().root() + " holds no metrics of epochs (metrics.jsonl)");
        }
        AtomicFile.write(file, out -> {
            TensorBoardEvents events = new TensorBoardEvents(out);
            for (ObjectNode epoch : run.metrics()) {
                scalars(events, "", epoch, epoch.path("epoch").asLong());
            }
        });
        return "metrics of " + run.metrics().size() + " epochs";
    }

    private static void scalars(TensorBoardEvents events, String group, JsonNode metrics, long epoch)
            throws IOException {
        for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
            String tag = group + metric.getKey();
            if (metric.getValue().isObject()) {
                scalars(events, tag + "/", metric.getValue(), epoch);
            } else if (metric.getValue().isNumber() && !tag.equals("epoch")) {
                events.scalar(tag, epoch, epoch, metric.getValue().floatValue());
            }
        }
    }

    private Scenario scenario() throws RunDirectory.UnusableException {
        if (run.study() instanceof Scenario scenario) {
            return scenario;
        }
        throw new RunDirectory.UnusableException(run.directory().root()
                + " is the run of a circuit, which learns nothing: its weights follow from its scenario");
    }

    private Checkpoint checkpoint() throws IOException {
        List<String> damaged = new ArrayList<>();
        Optional<Checkpoint> newest = run.directory().newest(TrainingCourse.identity(scenario()), damaged::add);
        noneIsWhole = newest.isEmpty() && !damaged.isEmpty();
        return newest.orElseThrow(
                () -> new RunDirectory.UnusableException(run.directory().root()
                        + " holds no whole checkpoint, and so no weights"
                        + damaged.stream().map("; "::concat).collect(Collectors.joining())));
    }

    private static Network network(Scenario scenario, Checkpoint checkpoint) throws RunDirectory.UnusableException {
        Network network = NetworkBuilder.build(scenario);
        boolean phaseFree = scenario.learning().phaseFree().isPresent();
        for (Pathway pathway : network.pathways()) {
            // Fixed pathways are what they were drawn to be.
            if (pathway.hasWeights() && checkpoint.evaluated(pathway.name()) instanceof float[][] kept) {
                float[][] rows = pathway.synapses().rows();
                float[][] learned = phaseFree ? outgoing(kept, rows) : kept;
                if (learned.length != rows.length || !Arrays.equals(lengths(learned), lengths(rows))) {
                    throw new RunDirectory.UnusableException(
                            "the checkpoint has other weights of " + pathway.name() + " than its scenario");
                }
                System.arraycopy(learned, 0, rows, 0, rows.length);
            } else if (phaseFree && pathway.direction() == Direction.FEEDFORWARD) {
                LearningSimulator.fillTeaching(pathway);
            }
        }
        return network;
    }

    private static int[] lengths(float[][] rows) {
        return Arrays.stream(rows).mapToInt(row -> row.length).toArray();
    }

    /** Learning without phases keeps a row for each postsynaptic neuron, then biases, then means of the presynaptic ones. */
    private static float[][] outgoing(float[][] kept, float[][] like) {
        int post = like[0].length;
        int pre = like.length - 1;
        if (kept.length != post + 2 || Arrays.stream(kept).limit(post).anyMatch(row -> row.length != pre)) {
            return kept;
        }
        float[][] rows = new float[pre + 1][post];
        for (int k = 0; k < pre; k++) {
            for (int i = 0; i < post; i++) {
                rows[k][i] = kept[i][k];
            }
        }
        rows[pre] = kept[post];
        return rows;
    }
}
