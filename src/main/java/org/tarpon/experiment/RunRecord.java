package org.tarpon.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;

/**
 * What the directory of a run tells of it.
 *
 * @param text of its resolved scenario
 * @param metrics one object an epoch, without what depends on the machine's speed
 * @param result missing if the run has not ended
 * @param checkpoints at ends of epochs, by the number of epochs behind them, those that are whole; none of a circuit
 */
record RunRecord(
        RunDirectory directory,
        String text,
        Study study,
        List<ObjectNode> metrics,
        JsonNode result,
        TreeMap<Integer, KeptState> checkpoints) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param folders whose files the scenario may name
     * @param complaints receives what cannot be read and so is not compared
     */
    static RunRecord read(Path root, List<Path> folders, List<String> complaints)
            throws IOException, InvalidScenarioException {
        RunDirectory directory = RunDirectory.open(root);
        Study study = ScenarioReader.readStudy(directory.scenario(), List.of(), folders, note -> {});
        JsonNode result = MissingNode.getInstance();
        if (Files.exists(directory.result())) {
            try {
                result = JSON.readTree(directory.result().toFile());
            } catch (JsonProcessingException e) {
                complaints.add(directory.result() + " was altered: it is not JSON");
            }
        }
        return new RunRecord(
                directory,
                Files.readString(directory.scenario()),
                study,
                metrics(directory, complaints),
                result,
                checkpoints(directory, study, complaints));
    }

    private static List<ObjectNode> metrics(RunDirectory directory, List<String> complaints) throws IOException {
        List<ObjectNode> metrics = new ArrayList<>();
        if (Files.exists(directory.metrics())) {
            // What is not UTF-8 becomes some letter, and the line one that was altered.
            String text = new String(Files.readAllBytes(directory.metrics()), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                try {
                    ObjectNode epoch = (ObjectNode) JSON.readTree(line);
                    epoch.remove("train_samples_per_second");
                    metrics.add(epoch);
                } catch (JsonProcessingException | ClassCastException e) {
                    complaints.add(directory.metrics() + ":" + (metrics.size() + 1)
                            + " was altered: it is no line of metrics; those after it are not compared");
                    break;
                }
            }
        }
        return metrics;
    }

    private static TreeMap<Integer, KeptState> checkpoints(RunDirectory directory, Study study, List<String> complaints)
            throws IOException {
        TreeMap<Integer, KeptState> checkpoints = new TreeMap<>();
        if (study instanceof Scenario scenario) {
            for (Path file : directory.checkpoints()) {
                try {
                    Checkpoint checkpoint = Checkpoint.read(file);
                    KeptState state = new KeptState(checkpoint, scenario);
                    if (!state.belongsToItsScenario()) {
                        complaints.add(file + " belongs to another scenario and is not compared");
                    } else if (checkpoint.place().batches() == 0) {
                        checkpoints.put(state.epochs(), state);
                    }
                } catch (Checkpoint.DamagedException e) {
                    complaints.add(file + " cannot be compared: " + e.getMessage());
                }
            }
        }
        return checkpoints;
    }
}
