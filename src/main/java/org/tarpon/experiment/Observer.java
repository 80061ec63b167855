package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Supplier;

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

    /**
     * What a circuit did since its beginning.
     *
     * @param synapticEvents arrivals at synapses
     * @param spikes of each population, by name, for each neuron; of neurons with binary states the rises
     */
    record CircuitFigures(long synapticEvents, Map<String, Double> spikes) {}

    /**
     * A circuit was simulated up to a time; told before the first step as well.
     *
     * @param now simulated nanoseconds, warm-up included
     * @param warmUp nanoseconds of it that are not measured
     * @param end of the simulation
     * @param figures counted only when asked for
     */
    default void simulated(long now, long warmUp, long end, Supplier<CircuitFigures> figures) {}

    /** @param metrics the line written to metrics.jsonl */
    default void epochEnds(int epoch, int epochs, JsonNode metrics) {}
}
