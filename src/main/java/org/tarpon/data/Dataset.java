package org.tarpon.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data set in memory, read whole and verified.
 *
 * @param name the name under which a scenario asked for it
 * @param training the samples to learn from
 * @param test the samples kept for the evaluation, of the same size in pixels
 * @param classes the number of classes; every label is from 0 to classes - 1
 * @param digests SHA-256 of each decompressed file, in lower-case hexadecimal, in the order of {@link DatasetFile}
 */
public record Dataset(
        String name, ImageSamples training, ImageSamples test, int classes, Map<DatasetFile, String> digests) {
    public Dataset {
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }

    /** Pixels of one image. */
    public int inputs() {
        return training.inputs();
    }
}
