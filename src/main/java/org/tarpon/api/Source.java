package org.tarpon.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;

/** Where a scenario comes from: a file, values in Java, or the directory of a run. */
interface Source {
    /**
     * Reads it, with overrides.
     *
     * @throws RunDirectory.UnusableException if it is to be that of a run and there is none
     */
    Study read(List<String> overrides, List<Path> folders, Consumer<String> notes)
            throws IOException, InvalidScenarioException;

    /** The directory of the run that is gone on with, if one is. */
    default Optional<Path> resumed() {
        return Optional.empty();
    }

    /** The folder of the files that it names. */
    default Path folder() {
        return Path.of("").toAbsolutePath();
    }

    static Source file(Path file) {
        return new Source() {
            @Override
            public Study read(List<String> overrides, List<Path> folders, Consumer<String> notes)
                    throws InvalidScenarioException {
                return ScenarioReader.readStudy(file, overrides, folders, note -> notes.accept(note.toString()));
            }

            @Override
            public Path folder() {
                return file.toAbsolutePath().getParent();
            }
        };
    }

    static Source values(Map<String, Object> tree) {
        return (overrides, folders, notes) ->
                ScenarioReader.ofValues(tree, overrides, folders, note -> notes.accept(note.toString()));
    }

    static Source directory(Path directory) {
        return new Source() {
            @Override
            public Study read(List<String> overrides, List<Path> folders, Consumer<String> notes)
                    throws IOException, InvalidScenarioException {
                return file(RunDirectory.open(directory).scenario()).read(overrides, folders, notes);
            }

            @Override
            public Path folder() {
                return directory;
            }

            @Override
            public Optional<Path> resumed() {
                return Optional.of(directory);
            }
        };
    }
}
