package org.tarpon.api;

import java.nio.file.Path;
import java.util.Objects;

/** Where everything begins. */
public final class Tarpon {
    private Tarpon() {}

    /** A run of a scenario file. The file is read when the run needs it. */
    public static Run scenario(Path file) {
        return new Run(Source.file(Objects.requireNonNull(file)));
    }

    /** A run of a scenario made in Java; of its present state. */
    public static Run scenario(ScenarioBuilder scenario) {
        return new Run(Source.values(scenario.tree()));
    }

    /**
     * A scenario to be made in Java.
     *
     * @param name of the run
     */
    public static ScenarioBuilder build(String name) {
        return new ScenarioBuilder(name);
    }

    /**
     * Goes on with the run of a directory from its newest checkpoint, to the same bits as without a stop. {@link Run#set} can
     * only give it more epochs.
     */
    public static Run resume(Path directory) {
        return new Run(Source.directory(Objects.requireNonNull(directory)));
    }
}
