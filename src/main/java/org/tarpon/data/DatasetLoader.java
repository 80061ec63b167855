package org.tarpon.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the known data sets, gets those that are not on this machine, and loads them verified.
 *
 * <p>Order of search: the folder that the user named, the user's cache, the system's own folder, then acquisition into
 * the cache. A named folder holds one folder per data set, or the four files themselves. The first folder that has all
 * four files decides: if one of them is damaged, that is an error and not a reason to look further.
 *
 * <p>Any number of threads and processes may load and get the same data set at once.
 */
public final class DatasetLoader {
    private final DataEnvironment environment;
    private final Consumer<String> narration;
    private final Function<KnownDataset, DatasetOrigin> origins;

    /**
     * Makes a loader; nothing is searched yet.
     *
     * @param environment where to look
     * @param narration is told, one line at a time, what takes long: what is got, and from where
     */
    public DatasetLoader(DataEnvironment environment, Consumer<String> narration) {
        this(environment, narration, DatasetOrigin::of);
    }

    DatasetLoader(
            DataEnvironment environment, Consumer<String> narration, Function<KnownDataset, DatasetOrigin> origins) {
        this.environment = environment;
        this.narration = narration;
        this.origins = origins;
    }

    /** Every known data set and where it is now; looks at file names only. */
    public List<Availability> list() {
        return Arrays.stream(KnownDataset.values()).map(this::find).toList();
    }

    /**
     * Makes sure that a data set is on this machine and is the right one.
     *
     * @param name what the user calls it
     * @return where it is
     * @throws DataException if there is no data set of this name, or as {@link #load}
     */
    public Availability get(String name) {
        KnownDataset set = KnownDataset.of(name)
                .orElseThrow(() -> new DataException("there is no data set " + name + "; known are "
                        + Arrays.stream(KnownDataset.values())
                                .map(KnownDataset::key)
                                .collect(Collectors.joining(", "))));
        load(set);
        return find(set);
    }

    /**
     * Loads a data set, and gets it first if it is not on this machine.
     *
     * @throws DataException if it cannot be found or got, or a file is damaged or not the right one
     */
    public Dataset load(KnownDataset set) {
        if (set.events()) {
            return EventSets.read(set, find(set).folder().orElseThrow(() -> eventsNotHere(set)));
        }
        DatasetOrigin origin = origins.apply(set);
        if (origin.embedded()) {
            return DatasetFiles.embedded(origin.name()).read(origin);
        }
        Optional<Path> folder = find(set).folder();
        if (folder.isEmpty()) {
            return acquire(origin);
        }
        environment
                .data()
                .filter(named -> !folder.get().startsWith(named))
                .ifPresent(
                        named -> narration.accept(origin.name() + " is not in " + named + "; taking " + folder.get()));
        return DatasetFiles.in(folder.get()).read(origin);
    }

    private DataException eventsNotHere(KnownDataset set) {
        String looked = environment.foldersOf(set.key(), Optional.empty()).stream()
                .map(folder -> "\n  " + folder + ": "
                        + (Files.isDirectory(folder)
                                ? "lacks " + String.join(" or ", EventSets.parts(set))
                                : "no such folder"))
                .collect(Collectors.joining());
        return new DataException("the data set " + set.key() + " is not here, and is not fetched. Looked in" + looked
                + "\nGive --data DIR or set TARPON_DATA=DIR: " + EventSets.advice(set));
    }

    private Availability find(KnownDataset set) {
        if (set.events()) {
            return new Availability(
                    set,
                    false,
                    environment.foldersOf(set.key(), Optional.empty()).stream()
                            .filter(folder -> EventSets.isIn(set, folder))
                            .findFirst());
        }
        DatasetOrigin origin = origins.apply(set);
        Optional<Path> folder = environment.foldersOf(origin).stream()
                .filter(candidate -> !origin.embedded())
                .filter(candidate -> DatasetFiles.missing(candidate).isEmpty())
                .findFirst();
        return new Availability(set, origin.embedded(), folder);
    }

    private Dataset acquire(DatasetOrigin origin) {
        Path cache = environment
                .cacheOf(origin)
                .orElseThrow(() -> notHere(origin, "\nNo cache folder to get it into: set XDG_CACHE_HOME or HOME."));
        Path staging;
        try {
            // In the cache itself: a rename is atomic only within one file system.
            staging = Files.createTempDirectory(Files.createDirectories(cache.getParent()), "." + origin.name() + "-");
        } catch (IOException e) {
            throw notHere(
                    origin,
                    "\nCannot write the cache folder (" + DataException.reason(e)
                            + "): set XDG_CACHE_HOME to another.");
        }
        try {
            return acquire(origin, cache, staging);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("interrupted while getting " + origin.name(), e);
        } finally {
            delete(staging);
        }
    }

    private Dataset acquire(DatasetOrigin origin, Path cache, Path staging) throws InterruptedException {
        StringBuilder failures = new StringBuilder("\nTried to get it from");
        for (Acquisition acquisition : origin.acquisitions()) {
            narration.accept("getting " + origin.name() + " from " + acquisition.describe());
            try {
                Path folder = acquisition.acquire(Files.createTempDirectory(staging, ""), environment, narration);
                List<DatasetFile> missing = DatasetFiles.missing(folder);
                if (!missing.isEmpty()) {
                    throw new IOException("it brought no " + names(missing));
                }
                Dataset dataset = DatasetFiles.in(folder).read(origin);
                install(folder, cache);
                narration.accept(origin.name() + " is now in " + cache);
                return dataset;
            } catch (IOException | DataException e) {
                String failure = acquisition.describe() + ": " + DataException.reason(e);
                narration.accept("no luck with " + failure);
                failures.append("\n  ").append(failure.replace("\n", "\n    "));
            }
        }
        throw notHere(origin, failures.toString());
    }

    /**
     * Moves verified files into the cache, each whole or not at all. Others who install the same file at this moment
     * bring the same content, so the last one may win.
     */
    private static void install(Path from, Path cache) throws IOException {
        Files.createDirectories(cache);
        for (DatasetFile file : DatasetFile.values()) {
            Path source = DatasetFiles.find(from, file).orElseThrow();
            try (FileChannel channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(source, cache.resolve(source.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A staging folder that cannot be removed wastes space, but must not hide how the acquisition went. */
    private void delete(Path folder) {
        try (Stream<Path> contents = Files.walk(folder)) {
            for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            narration.accept("cannot remove " + folder + ": " + DataException.reason(e));
        }
    }

    private DataException notHere(DatasetOrigin origin, String attempts) {
        StringBuilder message = new StringBuilder("the data set " + origin.name() + " is not here. Looked in");
        for (Path folder : environment.foldersOf(origin)) {
            String found =
                    Files.isDirectory(folder) ? "lacks " + names(DatasetFiles.missing(folder)) : "no such folder";
            message.append("\n  ").append(folder).append(": ").append(found);
        }
        message.append(attempts)
                .append("\nPut ")
                .append(names(List.of(DatasetFile.values())))
                .append(" (plain or .gz) into DIR/")
                .append(origin.name())
                .append(" and give --data DIR or set TARPON_DATA=DIR; or run `data get ")
                .append(origin.name())
                .append("` with a network; or use fashion-mnist-mini, which is embedded");
        return DataException.absent(message.toString());
    }

    private static String names(List<DatasetFile> files) {
        return files.stream().map(DatasetFile::fileName).collect(Collectors.joining(", "));
    }
}
