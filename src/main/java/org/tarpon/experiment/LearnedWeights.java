package org.tarpon.experiment;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;

/** What a run has learned, from its directory. */
public final class LearnedWeights {
    private LearnedWeights() {}

    /**
     * The rows of a pathway's weights at the newest whole checkpoint, the biases last; where errors are measured with averaged
     * weights, these.
     *
     * @param pathway "from-to"
     * @throws IllegalArgumentException if there is none of that name that learns
     */
    public static float[][] read(RunDirectory directory, Study study, String pathway) throws IOException {
        Map<String, float[][]> learned = new TreeMap<>();
        if (study instanceof Scenario scenario) {
            Checkpoint newest = directory
                    .newest(TrainingCourse.identity(scenario), complaint -> {})
                    .orElseThrow(() -> new RunDirectory.UnusableException(
                            directory.root() + " has no checkpoint from which weights could be read"));
            for (String name : newest.state().keySet()) {
                boolean ownName = MatrixDifference.pathway(name).equals(name) && !name.endsWith(Checkpoint.MEAN);
                if (ownName && newest.evaluated(name) instanceof float[][] rows) {
                    learned.put(name, rows);
                }
            }
        }
        float[][] rows = learned.get(pathway);
        if (rows == null) {
            throw new IllegalArgumentException(
                    "no pathway `" + pathway + "` learns; there are " + String.join(", ", learned.keySet()));
        }
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }
}
