package org.tarpon.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;

/**
 * What the directory of a run holds, as far as it can be read. Files may be missing, of an earlier version, or altered by
 * anybody.
 *
 * @param text of the resolved scenario
 * @param study what it describes; empty if this version cannot read it
 * @param epochs the lines of metrics
 * @param result missing if the run has not ended
 * @param evaluation missing if nothing was evaluated yet, or by a version that kept no answers
 * @param missing what the reader of the page should know is not there
 */
record RunFiles(
        RunDirectory directory,
        String text,
        Optional<Study> study,
        List<JsonNode> epochs,
        JsonNode result,
        JsonNode evaluation,
        List<String> missing) {
    /** Bytes of a file that are read; what a run writes to be read as a whole is far smaller. */
    private static final int MOST_BYTES = 64 << 20;

    /** Bytes of a recording that are read: far more points than can be shown. */
    private static final int MOST_RECORDED = 8 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    static RunFiles read(Path root, List<Path> folders) throws IOException {
        RunDirectory directory = RunDirectory.open(root);
        List<String> missing = new ArrayList<>();
        Optional<Study> study = Optional.empty();
        try {
            study = Optional.of(ScenarioReader.readStudy(directory.scenario(), List.of(), folders, note -> {}));
        } catch (InvalidScenarioException e) {
            missing.add("scenario.yaml cannot be read by this version, so that what follows from it is left out: "
                    + e.problems().get(0));
        }
        String text = head(directory.scenario(), MOST_BYTES);
        JsonNode result = json(directory.result(), missing);
        boolean goesOn = isOfEarlierEnd(study, result);
        if (goesOn || !Files.exists(directory.result())) {
            missing.add("The run has not ended: this is what there is so far. Go on with run --resume, then write the"
                    + " report again.");
        }
        return new RunFiles(
                directory,
                text,
                study,
                epochs(directory.metrics(), missing),
                goesOn ? MissingNode.getInstance() : result,
                json(directory.evaluation(), missing),
                missing);
    }

    /** Whether a run has ended before and was then given more epochs. */
    private static boolean isOfEarlierEnd(Optional<Study> study, JsonNode result) {
        JsonNode epoch = result.at("/metrics/epoch");
        return epoch.isNumber()
                && study.orElse(null) instanceof Scenario scenario
                && epoch.asInt() < scenario.train().epochs();
    }

    private static String head(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode json(Path file, List<String> missing) throws IOException {
        if (!Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode json = JSON.readTree(head(file, MOST_BYTES));
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Told below.
        }
        missing.add(file.getFileName() + " was altered: it is no JSON object.");
        return MissingNode.getInstance();
    }

    private static List<JsonNode> epochs(Path file, List<String> missing) throws IOException {
        List<JsonNode> epochs = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return epochs;
        }
        for (String line : head(file, MOST_BYTES).lines().toList()) {
            try {
                JsonNode epoch = JSON.readTree(line);
                if (epoch.path("epoch").isNumber()) {
                    epochs.add(epoch);
                    continue;
                }
            } catch (JsonProcessingException e) {
                // Told below.
            }
            missing.add("Line " + (epochs.size() + 1)
                    + " of metrics.jsonl was altered: it and those after it are left out.");
            break;
        }
        return epochs;
    }

    /** The beginning of a recording, line by line, split at commas; empty if it is not there or begins otherwise. */
    List<String[]> recording(Path file, String header) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<String> lines = head(file, MOST_RECORDED).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(header.strip())) {
            miss(file.getFileName() + " does not begin as this version writes it, and is left out.");
            return List.of();
        }
        int columns = header.split(",").length;
        // The last line may have been cut off.
        int end = Files.size(file) > MOST_RECORDED ? lines.size() - 1 : lines.size();
        return lines.subList(1, Math.max(1, end)).stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length == columns)
                .toList();
    }

    /** The same of a recording that is shown as a whole; where it is too long for that, the page says so. */
    List<String[]> wholeRecording(Path file, String header) throws IOException {
        List<String[]> recording = recording(file, header);
        if (!recording.isEmpty() && Files.size(file) > MOST_RECORDED) {
            miss(file.getFileName() + " is large: what follows its first " + (MOST_RECORDED >> 20)
                    + " MiB is not shown.");
        }
        return recording;
    }

    void miss(String what) {
        missing.add(what);
    }

    String name() {
        return result.path("name").asText(study.map(Study::name).orElse("a run"));
    }

    Optional<Scenario> learning() {
        return study.filter(Scenario.class::isInstance).map(Scenario.class::cast);
    }

    Optional<CircuitScenario> circuit() {
        return study.filter(CircuitScenario.class::isInstance).map(CircuitScenario.class::cast);
    }

    /** The metrics of the last epoch, or of a circuit; missing if there are none yet. */
    JsonNode last() {
        return !epochs.isEmpty() ? epochs.get(epochs.size() - 1) : result.path("metrics");
    }

    boolean hasEnded() {
        return result.isObject();
    }
}
