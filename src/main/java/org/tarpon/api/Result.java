package org.tarpon.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.tarpon.experiment.LearnedWeights;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Study;

/** What a run came to. Closing it removes the run's files if they are in a temporary folder. */
public final class Result implements AutoCloseable {
    private final JsonNode json;
    private final Study study;
    private final Path directory;
    private final boolean temporary;

    Result(JsonNode json, Study study, Path directory, boolean temporary) {
        this.json = json;
        this.study = study;
        this.directory = directory;
        this.temporary = temporary;
    }

    public String name() {
        return json.get("name").asText();
    }

    public long seed() {
        return json.get("seed").asLong();
    }

    /**
     * A figure, such as {@code test_error} in percent; those of populations and pathways as {@code firing_fraction.hidden1}.
     *
     * @throws IllegalArgumentException if it was not measured, with what was
     */
    public double metric(String name) {
        return Metrics.get(metrics(), name);
    }

    /** All figures by name. */
    public SortedMap<String, Double> metrics() {
        return Metrics.of(json.get("metrics"));
    }

    /** Speed, events and seconds by name: what may be another on another machine. */
    public SortedMap<String, Double> performance() {
        return Metrics.of(json.get("performance"));
    }

    /**
     * The SHA-256 of all that was learned, or sent.
     *
     * @param of {@code weights} or {@code spikes}
     * @return 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public String digest(String of) {
        JsonNode digest = json.get("digests").get(of);
        if (digest == null) {
            List<String> known = new ArrayList<>();
            json.get("digests").fieldNames().forEachRemaining(known::add);
            throw new IllegalArgumentException(
                    "there is no digest of `" + of + "`; there are " + String.join(", ", known));
        }
        return digest.asText();
    }

    /** The six objections as the run answers them, in order; empty for circuits, which do not learn. */
    public List<Finding> audit() {
        return findings(json);
    }

    static List<Finding> findings(JsonNode json) {
        List<Finding> findings = new ArrayList<>();
        json.path("audit").properties().forEach(entry -> {
            JsonNode finding = entry.getValue();
            findings.add(new Finding(
                    finding.get("number").asInt(),
                    entry.getKey(),
                    finding.get("objection").asText(),
                    finding.get("answered").asBoolean(),
                    finding.get("evidence").asText()));
        });
        findings.sort(Comparator.comparingInt(Finding::number));
        return findings;
    }

    /** Where the files of the run are. */
    public Path directory() {
        return directory;
    }

    /**
     * Learned weights, read from the run's last checkpoint: a copy. With {@code evaluate.average}, the mean with which errors were
     * measured (S34), of which {@code digests.weights} is not.
     *
     * @param from the presynaptic population
     * @param to the postsynaptic population
     * @return [presynaptic][postsynaptic] of all-to-all pathways, and in the last row the biases; rows of other connections
     *     as the checkpoint has them
     * @throws IllegalArgumentException if no such pathway learns, with those that do
     */
    public float[][] weights(String from, String to) {
        try {
            return LearnedWeights.read(RunDirectory.open(directory), study, from + "-" + to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of {@code result.json}. */
    public String json() {
        return json.toPrettyString();
    }

    @Override
    public void close() {
        if (temporary) {
            delete(directory);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
