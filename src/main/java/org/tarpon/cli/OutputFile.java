package org.tarpon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command will write when its work is done. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Looks whether it can be written, before hours are spent on what goes into it.
     *
     * @param option that says where it goes
     * @throws UsageException if its folder takes no files
     */
    static void check(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UsageException(option + " " + file + ": there is no folder " + folder);
        }
        try {
            // Permissions alone do not tell: a disk may be read-only, and some users may do more than these say.
            Files.delete(Files.createTempFile(folder, "tarpon", ".tmp"));
        } catch (IOException e) {
            throw new UsageException(
                    option + " " + file + ": no file can be written in the folder " + folder + "; give another");
        }
    }
}
