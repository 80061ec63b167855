package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataEnvironmentTest {
    @TempDir
    private Path folder;

    private DataEnvironment of(Map<String, String> variables) {
        return DataEnvironment.of(Optional.empty(), variables, folder);
    }

    @Test
    void theOptionGoesBeforeTheVariable() {
        Map<String, String> variables = Map.of("TARPON_DATA", "variable");
        assertEquals(Optional.of(Path.of("variable")), of(variables).data());
        assertEquals(
                Optional.of(Path.of("option")),
                DataEnvironment.of(Optional.of(Path.of("option")), variables, folder)
                        .data());
        assertEquals(Optional.empty(), of(Map.of("TARPON_DATA", "")).data());
    }

    @Test
    void theCacheIsInTheXdgFolderOrInTheHome() {
        Optional<Path> inHome = Optional.of(folder.resolve(".cache/tarpon"));
        assertEquals(
                Optional.of(folder.resolve("xdg/tarpon")),
                of(Map.of("XDG_CACHE_HOME", folder.resolve("xdg").toString())).cache());
        assertEquals(inHome, of(Map.of("XDG_CACHE_HOME", "")).cache());
        assertEquals(inHome, of(Map.of("XDG_CACHE_HOME", "relative")).cache());
        assertEquals(
                Optional.empty(),
                DataEnvironment.of(Optional.empty(), Map.of(), Path.of("?")).cache(),
                "a user without a home");
    }

    @Test
    void programsAreLookedForOnThePath() {
        assertEquals(
                List.of(Path.of("a"), Path.of("b")),
                of(Map.of("PATH", "a" + File.pathSeparator + File.pathSeparator + "b"))
                        .programs());
        assertEquals(List.of(), of(Map.of()).programs());
    }
}
