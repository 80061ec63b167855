package org.tarpon.cli;

import java.io.IOException;
import java.util.Optional;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Capacity;
import org.tarpon.experiment.Measurement;
import org.tarpon.scenario.Study;

/** A run of which only the figures are wanted. */
final class ScratchRun {
    private ScratchRun() {}

    /** @return empty if it was interrupted */
    static Optional<Measurement> of(Study study, ScenarioOptions options) throws IOException {
        try (Narration narration = options.narration()) {
            Capacity.check(study);
            Optional<Dataset> data = options.load(study, narration);
            narration.note(Summary.title(study));
            // Outside of the run, so that an interrupted process ends only when the run's folder is gone.
            try (Interruption interruption = new Interruption(narration)) {
                return Measurement.of(study, data, options.threads(), narration, interruption);
            }
        }
    }
}
