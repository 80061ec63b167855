package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Undertaking;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/** A run of which only the result is wanted. */
final class ScratchRun {
    private ScratchRun() {}

    /** @return empty if it was interrupted */
    static Optional<JsonNode> of(Scenario scenario, ScenarioOptions options) throws IOException {
        try (Narration narration = options.narration()) {
            Preflight.check(scenario, Path.of(System.getProperty("java.io.tmpdir")));
            Dataset data = options.load(scenario, narration);
            narration.note(Summary.title(scenario));
            // The folder is inside, so that an interrupted process ends only when the folder is gone.
            try (Interruption interruption = new Interruption(narration);
                    TemporaryFolder folder = new TemporaryFolder()) {
                RunDirectory directory = RunDirectory.create(folder.path(), ScenarioWriter.write(scenario));
                return Undertaking.begin(
                        scenario, Optional.of(data), options.threads(), directory, narration, interruption);
            }
        }
    }
}
