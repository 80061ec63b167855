package org.tarpon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "first, and longer");
        AtomicFile.write(file, "second ᵀ");
        assertEquals("second ᵀ", Files.readString(file));
        assertEquals(List.of(file), entries());
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "old");
        FileSystemException thrown = assertThrows(
                FileSystemException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }));
        assertEquals(file.toString(), thrown.getFile());
        assertEquals("No space left on device", thrown.getReason());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), entries());
    }

    @Test
    void leftoversOfADeadProcessAreNotInTheWay() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(folder.resolve("file.tmp"), "half of something much longer");
        AtomicFile.write(file, "new");
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("nowhere/file");
        FileSystemException thrown = assertThrows(FileSystemException.class, () -> AtomicFile.write(file, "text"));
        assertTrue(thrown.getFile().startsWith(file.toString()), thrown.getFile());
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
