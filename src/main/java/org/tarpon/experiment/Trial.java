package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;

/** One run of a scenario, in whichever timing. */
public interface Trial extends AutoCloseable {
    /**
     * Readies a run.
     *
     * @param threads at least 1
     * @param directory where the run leaves its files
     */
    static Trial of(Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        return TrainingCourse.of(scenario, data, threads, directory, observer);
    }

    /**
     * Readies a run in volley timing whose mini-batches are simulated elsewhere, to the same bits. The pathways' updates and
     * evaluation stay here.
     *
     * @param scenario in volley timing
     */
    static Trial on(
            BlockHosts hosts, Scenario scenario, Dataset data, int threads, RunDirectory directory, Observer observer) {
        return Experiment.on(hosts, scenario, data, threads, directory, observer);
    }

    /**
     * Goes back to the newest whole checkpoint of the run directory, or to the beginning if there is none.
     *
     * @throws DataException if the data have changed since
     * @throws RunDirectory.UnusableException if the checkpoints belong to another scenario
     * @throws IOException if the directory cannot be read or written
     */
    void restore() throws IOException;

    /**
     * Makes the run of the directory, which was restored, longer: its scenario becomes that of this trial.
     *
     * @param from epochs with which it would have ended
     */
    void extend(int from) throws IOException;

    /**
     * Trains the epochs that are left and writes the result.
     *
     * @param stop asked after each mini-batch and during evaluation; when it says yes, the run can be resumed from its last checkpoint
     * @return the result, empty if the run was stopped
     * @throws DivergedException if the simulation left the finite numbers
     * @throws IOException if a file cannot be written
     */
    Optional<JsonNode> run(BooleanSupplier stop) throws IOException;

    @Override
    void close();
}
