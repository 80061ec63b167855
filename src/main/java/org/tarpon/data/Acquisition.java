package org.tarpon.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One way of getting the four files of a data set onto this machine. What it brings is not trusted: it is verified after. */
interface Acquisition {
    /** What is asked, in the words of a progress line or an error, such as {@code Debian's package x}. */
    String describe();

    /**
     * Gets the four files.
     *
     * @param staging an empty folder of its own, removed afterwards
     * @param environment the machine
     * @param narration is told of each longer step
     * @return the folder, within {@code staging}, that holds the files
     * @throws IOException if they cannot be had this way; its message says why
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Path acquire(Path staging, DataEnvironment environment, Consumer<String> narration)
            throws IOException, InterruptedException;
}
