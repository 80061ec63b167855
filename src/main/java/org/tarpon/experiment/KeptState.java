package org.tarpon.experiment;

import java.util.Arrays;
import java.util.List;
import org.tarpon.record.Checkpoint;
import org.tarpon.record.Digests;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/** A checkpoint as a comparison of runs sees it: alone to know what checkpoints hold, and under which names. */
record KeptState(Checkpoint checkpoint) {
    /** @param rows of weights, or of what an optimiser remembers of them */
    record Matrix(String name, float[][] rows) {}

    /** All that a run has learned up to now, live. */
    static List<Matrix> learned(TrainingCourse run) {
        return matrices(run.matrices());
    }

    /** All that the run had learned. */
    List<Matrix> learned() {
        return matrices(checkpoint.matrices());
    }

    private static List<Matrix> matrices(List<Checkpoint.Matrix> matrices) {
        return matrices.stream()
                .map(matrix -> new Matrix(matrix.name(), matrix.rows()))
                .toList();
    }

    /** Epochs that the run had behind it, to their end. */
    int epochs() {
        return checkpoint.epochs();
    }

    boolean belongsTo(Scenario scenario) {
        return Arrays.equals(checkpoint.scenario(), Digests.ofText(ScenarioWriter.write(scenario)));
    }

    /** Whether both runs had sent the same spikes. */
    boolean hasSpikesOf(KeptState other) {
        return Arrays.equals(checkpoint.spikes(), other.checkpoint.spikes());
    }

    /** Puts a run where this one was. */
    void loadInto(TrainingCourse run) {
        run.load(checkpoint);
    }
}
