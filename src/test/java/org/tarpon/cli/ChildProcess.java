package org.tarpon.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tarpon in a process of its own, for what one process cannot show: signals, other Java machines, other flags. */
public final class ChildProcess {
    private ChildProcess() {}

    /** Starts {@code tarpon} with the class path of this process; both streams go to the files given. */
    public static Process start(Path java, List<String> flags, Path out, Path err, String... args) throws IOException {
        return start(Main.class, java, flags, out, err, args);
    }

    /** Starts a program of the class path of this process. */
    public static Process start(Class<?> main, Path java, List<String> flags, Path out, Path err, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** That of this process without Spark and what it brings, which is not in the jar and which small heaps have no room for. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .takeWhile(entry -> !Path.of(entry).getFileName().toString().startsWith("spark-core"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits for the end and gives the exit code. */
    public static int join(Process process) throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after two minutes: " + process.info());
        }
        return process.exitValue();
    }

    /** The {@code java} of this process. */
    public static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The {@code java} of a JDK 25. */
    public static Optional<Path> java25() {
        return java(25);
    }

    /**
     * The {@code java} of some version: this process's own if it is of that version, that of JAVA17_HOME, JAVA25_HOME and
     * so on, or one where Linux distributions keep theirs.
     */
    public static Optional<Path> java(int version) {
        if (Runtime.version().feature() == version) {
            return Optional.of(thisJava());
        }
        String home = System.getenv("JAVA" + version + "_HOME");
        if (home != null) {
            return Optional.of(Path.of(home, "bin", "java"));
        }
        Path machines = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(machines)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(machines)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(".*\\b" + version + "\\b.*"))
                    .map(entry -> entry.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
