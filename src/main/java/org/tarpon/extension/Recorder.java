package org.tarpon.extension;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Listens after every epoch that ends in an evaluation: test samples are shown once more, one after the other, with their
 * feedback traffic and nothing learned; then it writes. Draws are those of the evaluation's first pass. Recording changes no
 * digest.
 *
 * <p>There is a new instance for each epoch. A run that goes on after an interruption may show an epoch again that was
 * recorded before, and brings the same: so a recorder writes whole files named after the epoch, and appends to none.
 */
public interface Recorder {
    /**
     * It will be shown samples.
     *
     * @param epoch from 1
     * @param populations number of neurons, by name
     */
    default void begin(int epoch, SortedMap<String, Integer> populations) {}

    /**
     * A test sample is shown from now on.
     *
     * @param sample from 0
     */
    default void beginSample(int sample, int label) {}

    /**
     * A spike of activity was sent up.
     *
     * @param nanos from the beginning of the presentation
     * @param population which sent it
     */
    default void spike(long nanos, String population, int neuron) {}

    /**
     * All was shown.
     *
     * @param metrics of the epoch, by name
     * @param folder of this recorder alone within the run directory; there already
     */
    void end(Map<String, Double> metrics, Path folder) throws IOException;
}
