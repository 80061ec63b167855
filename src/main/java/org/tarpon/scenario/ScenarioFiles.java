package org.tarpon.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a user means by the path of a scenario, or of a folder of scenarios. */
public final class ScenarioFiles {
    private ScenarioFiles() {}

    /** The file itself, there or not; of a folder all {@code *.yaml} directly in it, by name, of which there may be none. */
    public static List<Path> of(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> entry.toString().endsWith(".yaml") && Files.isRegularFile(entry))
                    .sorted()
                    .toList();
        }
    }
}
