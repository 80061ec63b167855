package org.tarpon.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tarpon.record.AtomicFile;

/**
 * The files of a run directory on their way between driver and executor.
 *
 * @param names paths in the directory, with {@code /}
 */
record RunFiles(ArrayList<String> names, ArrayList<byte[]> contents) implements Serializable {
    private static final String LOCK = ".lock";

    /** What says that a run came to its end, and so is written last. */
    private static final String RESULT = "result.json";

    static RunFiles of(Path root) throws IOException {
        RunFiles files = new RunFiles(new ArrayList<>(), new ArrayList<>());
        for (Path file : list(root)) {
            files.names.add(root.relativize(file).toString().replace('\\', '/'));
            files.contents.add(Files.readAllBytes(file));
        }
        return files;
    }

    private static List<Path> list(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(LOCK))
                    .sorted()
                    .toList();
        }
    }

    /** Makes the files of a directory these, so that whatever ends the process, the directory can be gone on with. */
    void writeTo(Path root) throws IOException {
        for (boolean last : new boolean[] {false, true}) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equals(RESULT) == last) {
                    Path file = root.resolve(names.get(i));
                    byte[] content = contents.get(i);
                    Files.createDirectories(file.getParent());
                    AtomicFile.write(file, out -> out.write(content));
                }
            }
        }
        for (Path file : list(root)) {
            if (!names.contains(root.relativize(file).toString().replace('\\', '/'))) {
                Files.delete(file);
            }
        }
    }
}
