package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/tarpon}, with a {@code java} that prints what it is called with. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("bin", "tarpon").toAbsolutePath();

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void makeJava() throws IOException {
        Path java = Files.createDirectories(folder.resolve("a home/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        jar = Files.createFile(folder.resolve("some tarpon.jar"));
    }

    @Test
    void handsArgumentsOnAsTheyAre() throws Exception {
        assertEquals(
                List.of(
                        "-Dtarpon.name=" + LAUNCHER,
                        "-cp",
                        jar.toString(),
                        "org.tarpon.cli.Main",
                        "validate",
                        "a b.yaml",
                        "--set",
                        "x='*'"),
                launch(jar, "validate", "a b.yaml", "--set", "x='*'"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void learnsWithVectorsOfEightAndRowsThatLieAlike() throws Exception {
        List<String> called = launch(jar, "run", "a.yaml");
        assertTrue(called.contains("-XX:MaxVectorSize=32"), called.toString());
        assertTrue(called.contains("-XX:ObjectAlignmentInBytes=32"), called.toString());
        Path pages = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean large = Files.exists(pages) && !Files.readString(pages).contains("[never]");
        assertEquals(large, called.contains("-XX:+UseTransparentHugePages"), called.toString());
        assertEquals(List.of("org.tarpon.cli.Main", "run", "a.yaml"), called.subList(called.size() - 3, called.size()));
    }

    @Test
    void findsItsOwnJarThroughALink() throws Exception {
        Path there = Files.createDirectories(folder.resolve("a copy/bin"));
        Path copy = Files.copy(LAUNCHER, there.resolve("tarpon"), StandardCopyOption.COPY_ATTRIBUTES);
        Path built = Files.createDirectories(folder.resolve("a copy/target")).resolve("tarpon.jar");
        Path link = Files.createSymbolicLink(folder.resolve("tarpon"), copy);
        List<String> missing = start(1, link, Optional.empty(), "--version");
        assertTrue(missing.get(0).contains("/target/tarpon.jar; mvn"), missing.toString());
        Files.createFile(built);
        List<String> called = start(0, link, Optional.empty(), "--version");
        assertEquals("-Dtarpon.name=" + link, called.get(0));
        assertEquals(built.toRealPath(), Path.of(called.get(2)).toRealPath());
        assertEquals("--version", called.get(4));
    }

    @Test
    void saysWhatToDoWithoutAJar() throws Exception {
        Path missing = folder.resolve("no.jar");
        assertEquals(
                List.of("tarpon: there is no " + missing + "; mvn -q -DskipTests package makes it"),
                start(1, LAUNCHER, Optional.of(missing), "run"));
    }

    private List<String> launch(Path jar, String... arguments) throws Exception {
        return start(0, LAUNCHER, Optional.of(jar), arguments);
    }

    private List<String> start(int code, Path launcher, Optional<Path> jar, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("a home").toString());
        builder.environment().remove("TARPON_JAR");
        jar.ifPresent(path -> builder.environment().put("TARPON_JAR", path.toString()));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(code, process.waitFor(), printed);
        return printed.lines().toList();
    }
}
