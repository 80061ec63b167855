package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Experiment;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/** A run of which only the result is wanted. */
final class ScratchRun {
    private ScratchRun() {}

    static JsonNode of(Scenario scenario, ScenarioOptions options, Narration narration) throws IOException {
        Dataset data = options.load(scenario, narration);
        try (TemporaryFolder folder = new TemporaryFolder();
                Experiment experiment = new Experiment(
                        scenario,
                        data,
                        options.threads(),
                        RunDirectory.create(folder.path(), ScenarioWriter.write(scenario)),
                        narration)) {
            return experiment.run(() -> false).orElseThrow();
        }
    }
}
