package org.tarpon.examples;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;
import org.tarpon.api.Result;
import org.tarpon.api.Run;

/**
 * Puts extensions on the class path of this thread while it is open. They are not on that of all tests, whose messages list
 * what there is.
 */
public final class WithExtensions implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("src/test/resources/extensions");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    private WithExtensions(Path... folders) throws IOException {
        URL[] urls = new URL[folders.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = folders[i].toUri().toURL();
        }
        loader = new URLClassLoader(urls, before);
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** Those of this package. */
    public static WithExtensions ofExamples() throws IOException {
        return new WithExtensions(EXAMPLES);
    }

    /**
     * Others.
     *
     * @param folder empty, to put the file of services into
     * @param providers of one kind
     */
    public static WithExtensions of(Path folder, Class<?> kind, String... providers) throws IOException {
        write(folder, kind, providers);
        return new WithExtensions(folder);
    }

    /** Those of this package and another. */
    public static WithExtensions ofExamplesAnd(Path folder, Class<?> kind, String provider) throws IOException {
        write(folder, kind, provider);
        return new WithExtensions(EXAMPLES, folder);
    }

    private static void write(Path folder, Class<?> kind, String... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(kind.getName()), String.join("\n", providers));
    }

    /** Whether they are found now. */
    public boolean isOpen() {
        return Thread.currentThread().getContextClassLoader() == loader;
    }

    /** What runs with these extensions. */
    public Executable running(Run run) {
        return run::run;
    }

    /** The result of a run with these extensions. */
    public Result run(Run run) {
        return run.run();
    }

    @Override
    public void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }
}
