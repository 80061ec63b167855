package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Study;

/**
 * The figures of one run of which nothing else is kept.
 *
 * @param result as in {@code result.json}
 * @param epochs as in {@code metrics.jsonl}; none of a circuit
 */
public record Measurement(JsonNode result, List<JsonNode> epochs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Measurement {
        epochs = List.copyOf(epochs);
    }

    /**
     * Runs a study from its beginning to its end, in a folder that is gone afterwards.
     *
     * @param data the data set that the study uses, if it uses one
     * @param threads as {@link Undertaking#threads} takes them; they change no figure but those of speed
     * @param stop asked often; the run ends early if it says so
     * @return empty if the run was stopped
     * @throws DivergedException if the simulation left the finite numbers
     * @throws DataException if a file that the study names is not what it should be
     * @throws ImpossibleCircuitException if a circuit cannot be simulated as its scenario says
     * @throws IOException if a file cannot be written
     */
    public static Optional<Measurement> of(
            Study study, Optional<Dataset> data, int threads, Observer observer, BooleanSupplier stop)
            throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            RunDirectory directory = RunDirectory.create(folder.path(), Undertaking.text(study));
            Optional<JsonNode> result = new Undertaking(study, data, threads, directory, observer).begin(stop);
            return result.isEmpty() ? Optional.empty() : Optional.of(new Measurement(result.get(), epochs(directory)));
        }
    }

    private static List<JsonNode> epochs(RunDirectory directory) throws IOException {
        List<JsonNode> epochs = new ArrayList<>();
        if (!Files.exists(directory.metrics())) {
            return epochs;
        }
        for (String line : Files.readAllLines(directory.metrics())) {
            epochs.add(JSON.readTree(line));
        }
        return epochs;
    }

    /** A metric at the end of the run; after a first dot of its name comes the population or pathway. */
    Optional<JsonNode> atEnd(String metric) {
        return find(metric, result.get("metrics")).or(() -> find(metric, result.get("performance")));
    }

    /** A metric in one epoch, from 1. */
    Optional<JsonNode> in(int epoch, String metric) {
        return epoch > epochs.size() ? Optional.empty() : find(metric, epochs.get(epoch - 1));
    }

    /** A metric in all epochs in which it was measured. */
    double[] course(String metric) {
        return epochs.stream()
                .flatMap(epoch -> find(metric, epoch).stream())
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static Optional<JsonNode> find(String metric, JsonNode figures) {
        int dot = metric.indexOf('.');
        JsonNode node = dot < 0
                ? figures.get(metric)
                : figures.path(metric.substring(0, dot)).get(metric.substring(dot + 1));
        return Optional.ofNullable(node).filter(JsonNode::isNumber);
    }
}
