package org.tarpon.scenario;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The files that a scenario names. A scenario may come from a stranger, so it reads what is in its own folder and below, and
 * in folders that the user allows; neither {@code ..} nor a symbolic link leads out of these.
 *
 * @param folder of the scenario, from which relative paths lead
 * @param others folders that the user allows
 */
record NamedFiles(Path folder, List<Path> others) {
    /** The file of a name; a problem and the name as it is, if it cannot be used. */
    Path find(String name, String key, Node blame, Problems problems) {
        try {
            Path file = folder.resolve(name).normalize();
            Path real = isWithin(file, Path::normalize) ? file.toRealPath() : null;
            if (real == null || !isWithin(real, NamedFiles::real)) {
                problems.add(
                        blame,
                        "`" + key + "` leads out of the scenario's folder: " + Words.quote(name),
                        "a file in " + folder + " or below, or in a folder that --files names",
                        "if you trust the file: --files "
                                + file.toAbsolutePath().getParent());
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            problems.add(
                    blame,
                    "`" + key + "` cannot be read: " + Words.quote(name),
                    "a file, by its path from the scenario's folder",
                    "");
            return folder;
        }
    }

    private boolean isWithin(Path file, Resolution resolution) throws IOException {
        for (Path root : Stream.concat(Stream.of(folder), others.stream()).toList()) {
            if (file.startsWith(resolution.of(root.toAbsolutePath()))) {
                return true;
            }
        }
        return false;
    }

    @FunctionalInterface
    private interface Resolution {
        Path of(Path path) throws IOException;
    }

    private static Path real(Path path) throws IOException {
        return path.toRealPath();
    }
}
