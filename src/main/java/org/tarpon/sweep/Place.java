package org.tarpon.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.experiment.Observer;
import org.tarpon.record.RunDirectory;

/** Where runs are carried out: in this process, or on a cluster. Several threads call it at once. */
public interface Place extends AutoCloseable {
    /**
     * Carries a run out to its end, which is when the directory has its result, or says that it was stopped.
     *
     * @param stop asked often
     * @return the result; empty if the run was stopped
     * @throws Exception why it failed, see {@link Failure#of}
     */
    Optional<JsonNode> carryOut(RunDirectory directory, Observer observer, BooleanSupplier stop) throws Exception;

    @Override
    default void close() {}
}
