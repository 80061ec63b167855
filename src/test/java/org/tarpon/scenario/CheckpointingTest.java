package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When checkpoints are due, as scenarios say it. */
class CheckpointingTest {
    private static final String VOLLEYS = "quickstart.yaml";
    private static final String CIRCUIT = "async/balanced-network.yaml";
    private static final String PHASE_FREE = "async/dtp-quickstart.yaml";

    private static Study read(String file, String every) throws InvalidScenarioException {
        return ScenarioReader.readStudy(Path.of("scenarios", file), List.of("checkpoint.every=" + every), note -> {});
    }

    private static Checkpointing of(Study study) {
        return study instanceof CircuitScenario circuit ? circuit.checkpoint() : ((Scenario) study).checkpoint();
    }

    private static String written(Study study) {
        return study instanceof CircuitScenario circuit
                ? CircuitWriter.write(circuit)
                : ScenarioWriter.write((Scenario) study);
    }

    @ParameterizedTest
    @CsvSource({
        VOLLEYS + ", 1 epoch, 1, EPOCHS, 1 epoch",
        VOLLEYS + ", 50 batches, 50, BATCHES, 50 batches",
        VOLLEYS + ", 10 wall-minutes, 600, WALL_SECONDS, 600 wall-seconds",
        PHASE_FREE + ", 1 batch, 1, BATCHES, 1 batch",
        PHASE_FREE + ", 2 s, 2000000000, SIMULATED_NANOS, 2 s",
        CIRCUIT + ", 500 us, 500000, SIMULATED_NANOS, 500 us",
        CIRCUIT + ", 1 wall-hour, 3600, WALL_SECONDS, 3600 wall-seconds"
    })
    void everyUnitIsReadAndWritten(String file, String text, long every, Checkpointing.Unit unit, String written)
            throws InvalidScenarioException {
        Study study = read(file, text);
        assertEquals(new Checkpointing(every, unit, 2), of(study));
        assertTrue(written(study).contains("checkpoint: {every: " + written + ", keep: 2}\n"), written(study));
    }

    @ParameterizedTest
    @CsvSource({
        VOLLEYS + ", 500 ms, is measured in what this run does not have",
        CIRCUIT + ", 2 epochs, is measured in what this run does not have",
        CIRCUIT + ", 5 batches, is measured in what this run does not have",
        VOLLEYS + ", 0 batches, is out of range",
        VOLLEYS + ", 3, unit",
        VOLLEYS + ", 3 fortnights, unknown unit"
    })
    void whatARunDoesNotHaveIsRefused(String file, String text, String message) {
        String problems = assertThrows(InvalidScenarioException.class, () -> read(file, text))
                .getMessage();
        assertTrue(problems.contains("`checkpoint.every`"), problems);
        assertTrue(problems.contains(message), problems);
        assertTrue(problems.contains("10 wall-minutes"), problems);
    }
}
