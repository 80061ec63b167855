package org.tarpon.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Unpacks a data set from a Debian package, without installing it and without being root.
 *
 * <p>As root, {@code apt-get} may warn that its own user cannot write to the staging folder and go on without that user;
 * that is harmless.
 *
 * @param name the package
 * @param folder where in the package the files are, relative to its root
 */
record DebianPackage(String name, String folder) implements Acquisition {
    private static final int MINUTES = 10;

    @Override
    public String describe() {
        return "Debian's package " + name;
    }

    @Override
    public Path acquire(Path staging, DataEnvironment environment, Consumer<String> narration)
            throws IOException, InterruptedException {
        Path aptGet = program("apt-get", environment);
        Path dpkgDeb = program("dpkg-deb", environment);
        try {
            run(staging, aptGet, "download", name);
        } catch (IOException e) {
            // The lists of a fresh machine or container are empty, and apt's own words do not say that.
            if (e.getMessage().contains("Unable to locate package")
                    || e.getMessage().contains("no installation candidate")
                    || e.getMessage().contains("Can't select")) {
                throw new IOException(
                        "apt knows no such package; its lists may be empty: run `apt-get update` as root", e);
            }
            throw e;
        }
        Path contents = Files.createDirectory(staging.resolve("contents"));
        run(staging, dpkgDeb, "--extract", onlyPackage(staging).toString(), contents.toString());
        return contents.resolve(folder);
    }

    private static Path program(String name, DataEnvironment environment) throws IOException {
        return environment.program(name).orElseThrow(() -> new IOException("there is no program " + name + " here"));
    }

    private static Path onlyPackage(Path folder) throws IOException {
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(folder, "*.deb")) {
            Iterator<Path> found = packages.iterator();
            if (!found.hasNext()) {
                throw new IOException("apt-get left no package behind");
            }
            return found.next();
        }
    }

    private static void run(Path folder, Path program, String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(program.getFileName() + " took more than " + MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(program.getFileName() + " failed: "
                    + new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip());
        }
    }
}
