package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;

/** Is told how a run goes on; all methods do nothing unless overridden. */
public interface Observer {
    /** Something that the user may like to know. */
    default void note(String message) {}

    /** Something that is not as the user will expect. */
    default void warn(String message) {}

    /**
     * An epoch begins.
     *
     * @param epoch from 1
     * @param epochs of the whole run
     * @param presentations that learning will show in each epoch
     */
    default void epochBegins(int epoch, int epochs, long presentations) {}

    /** @param presentations shown in this epoch so far */
    default void progress(long presentations) {}

    /** @param metrics the line written to metrics.jsonl */
    default void epochEnds(int epoch, int epochs, JsonNode metrics) {}
}
