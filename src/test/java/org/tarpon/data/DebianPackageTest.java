package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs scripts that stand for apt-get and dpkg-deb. */
@DisabledOnOs(OS.WINDOWS)
class DebianPackageTest {
    private static final DebianPackage TINY = new DebianPackage("dataset-tiny", TinySet.SYSTEM_FOLDER);

    @TempDir
    private Path folder;

    private Path programs;

    @BeforeEach
    void makeFolder() throws IOException {
        programs = Files.createDirectory(folder.resolve("programs"));
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path acquire() throws IOException, InterruptedException {
        return TINY.acquire(
                Files.createTempDirectory(folder, "staging"),
                new DataEnvironment(Optional.empty(), Optional.empty(), folder, List.of(programs)),
                line -> {});
    }

    private String failure() {
        return assertThrows(IOException.class, this::acquire).getMessage();
    }

    @Test
    void downloadsAndUnpacks() throws Exception {
        Path content = TinySet.write(folder.resolve("content"));
        program("apt-get", "[ \"$*\" = 'download dataset-tiny' ] && : > dataset-tiny_1_all.deb");
        program(
                "dpkg-deb",
                "[ \"$1\" = --extract ] && [ -f \"$2\" ] && mkdir -p \"$3/usr/share\" && cp -r '" + content
                        + "' \"$3/usr/share/tiny\"");
        assertEquals(
                3, DatasetFiles.in(acquire()).read(TinySet.origin()).training().count());
    }

    @Test
    void withoutTheProgramsItSaysSo() throws IOException {
        assertEquals("there is no program apt-get here", failure());
        program("apt-get", "exit 0");
        assertEquals("there is no program dpkg-deb here", failure());
    }

    @Test
    void emptyPackageListsAreExplained() throws IOException {
        program("dpkg-deb", "exit 0");
        program("apt-get", "echo 'E: Unable to locate package dataset-tiny' >&2; exit 100");
        assertTrue(failure().contains("apt-get update"), failure());
    }

    @Test
    void otherFailuresKeepTheProgramsWords() throws IOException {
        program("dpkg-deb", "echo 'not a Debian archive' >&2; exit 2");
        program("apt-get", "echo 'E: Could not resolve the host'; exit 100");
        assertEquals("apt-get failed: E: Could not resolve the host", failure());
        program("apt-get", "exit 0");
        assertEquals("apt-get left no package behind", failure());
        program("apt-get", ": > x.deb");
        assertEquals("dpkg-deb failed: not a Debian archive", failure());
    }
}
