package org.tarpon.data;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where this machine may hold data sets, and the programs that may get them.
 *
 * @param data the folder that the user named with {@code --data} or {@code TARPON_DATA}
 * @param cache Tarpon's folder in the user's cache; absent if the user has no home
 * @param root the root of the file system, below which the system's packages install
 * @param programs the folders of the search path for programs
 */
public record DataEnvironment(Optional<Path> data, Optional<Path> cache, Path root, List<Path> programs) {
    public DataEnvironment {
        programs = List.copyOf(programs);
    }

    /**
     * Reads the environment variables {@code TARPON_DATA}, {@code XDG_CACHE_HOME} and {@code PATH}.
     *
     * <p>A variable that is empty counts as unset, and a relative {@code XDG_CACHE_HOME} is ignored, as the XDG Base
     * Directory Specification asks.
     *
     * @param option the value of {@code --data}, which goes before {@code TARPON_DATA}
     * @param variables the environment variables
     * @param home the user's home; a relative one (a JVM without a home says "?") means none
     */
    public static DataEnvironment of(Optional<Path> option, Map<String, String> variables, Path home) {
        Path root = Path.of("").toAbsolutePath().getRoot();
        Optional<Path> cacheHome = variable(variables, "XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .or(() -> Optional.of(home).filter(Path::isAbsolute).map(folder -> folder.resolve(".cache")));
        return new DataEnvironment(
                option.or(() -> variable(variables, "TARPON_DATA").map(Path::of)),
                cacheHome.map(folder -> folder.resolve("tarpon")),
                root,
                variable(variables, "PATH").stream()
                        .flatMap(path -> Stream.of(path.split(Pattern.quote(File.pathSeparator))))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .toList());
    }

    /** The environment of this process. */
    public static DataEnvironment ofThisProcess(Optional<Path> option) {
        return of(option, System.getenv(), Path.of(System.getProperty("user.home")));
    }

    private static Optional<String> variable(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** The cache folder of one data set. */
    Optional<Path> cacheOf(DatasetOrigin origin) {
        return cacheOf(origin.name());
    }

    private Optional<Path> cacheOf(String name) {
        return cache.map(folder -> folder.resolve(name));
    }

    /** The folders that may hold a data set, in the order of search. */
    List<Path> foldersOf(DatasetOrigin origin) {
        return foldersOf(origin.name(), origin.systemFolder());
    }

    /** Likewise, of one that has this name and may be installed there. */
    List<Path> foldersOf(String name, Optional<String> systemFolder) {
        return Stream.of(
                        data.stream().flatMap(folder -> Stream.of(folder.resolve(name), folder)),
                        cacheOf(name).stream(),
                        systemFolder.stream().map(root::resolve))
                .flatMap(folders -> folders)
                .toList();
    }

    /** The program of this name on the search path. */
    Optional<Path> program(String name) {
        return programs.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
