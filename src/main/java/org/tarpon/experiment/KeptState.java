package org.tarpon.experiment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tarpon.record.Checkpoint;
import org.tarpon.scenario.Scenario;
import org.tarpon.state.Archive;

/**
 * A checkpoint at the end of an epoch as a comparison of runs sees it: alone to know what is kept under which names.
 *
 * @param scenario of the run in whose directory it is
 */
record KeptState(Checkpoint checkpoint, Scenario scenario) {
    /** @param rows of weights, or of what an optimiser remembers of them */
    record Matrix(String name, float[][] rows) {}

    /** All that a run has learned up to now, live, in the order of pathways. */
    static List<Matrix> learned(TrainingCourse run) {
        Archive archive = Archive.empty();
        run.state(archive);
        return matrices(archive.values(), run.scenario);
    }

    /** All that the run had learned, in the same order. */
    List<Matrix> learned() {
        return matrices(checkpoint.state(), scenario);
    }

    private static List<Matrix> matrices(Map<String, Object> state, Scenario scenario) {
        List<String> pathways = Stream.concat(scenario.feedforward().stream(), scenario.feedback().stream())
                .map(pathway -> pathway.from() + "-" + pathway.to())
                .toList();
        return state.entrySet().stream()
                .filter(entry ->
                        entry.getValue() instanceof float[][] && !entry.getKey().endsWith(Checkpoint.MEAN))
                .map(entry -> new Matrix(entry.getKey(), (float[][]) entry.getValue()))
                .sorted(Comparator.comparingInt(matrix -> pathways.indexOf(MatrixDifference.pathway(matrix.name()))))
                .toList();
    }

    /** Epochs that the run had behind it, to their end. */
    int epochs() {
        return checkpoint.place().epochs();
    }

    boolean belongsToItsScenario() {
        return Arrays.equals(checkpoint.scenario(), TrainingCourse.identity(scenario));
    }

    /** Whether both runs had sent the same spikes. */
    boolean hasSpikesOf(KeptState other) {
        return Arrays.equals(spikes(), other.spikes());
    }

    private byte[] spikes() {
        return (byte[]) checkpoint.state().get(TrainingCourse.SPIKES);
    }

    /** Puts a run where this one was. */
    void loadInto(TrainingCourse run) {
        run.state(Archive.of(checkpoint.state()));
    }
}
