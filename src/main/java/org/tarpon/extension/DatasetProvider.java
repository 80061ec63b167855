package org.tarpon.extension;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A data set of labelled grey-scale images, for {@code data.set}. All that it says must be the same each time. */
public interface DatasetProvider extends Named {
    int trainingSamples();

    int testSamples();

    /** Height of the images in pixels. */
    int rows();

    /** Width of the images in pixels. */
    int columns();

    /** Labels are from 0 to classes − 1; 2 to 256. */
    int classes();

    /**
     * Reads the samples to learn from.
     *
     * @param folder that the user named with {@code --data} or TARPON_DATA, for sets that are read from files
     * @throws IOException if they cannot be read; the message tells the user why
     */
    LabelledImages training(Optional<Path> folder) throws IOException;

    /** Reads the samples of the evaluation; as {@link #training}. */
    LabelledImages test(Optional<Path> folder) throws IOException;
}
