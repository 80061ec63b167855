package org.tarpon.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.tarpon.experiment.Observer;
import org.tarpon.record.RunDirectory;
import org.tarpon.sweep.Datasets;
import org.tarpon.sweep.Failure;
import org.tarpon.sweep.LocalPlace;

/** Carries out one run on an executor, in a folder that is gone afterwards. */
final class RunTask implements Function<RunTask.Order, RunTask.Done> {
    private static final long serialVersionUID = 1L;

    /** Each executor loads a data set once, from a folder that it must have itself. */
    private static final Map<String, Datasets> DATASETS = new TreeMap<>();

    /**
     * What is to be done.
     *
     * @param files of the run directory so far
     * @param data as {@code --data} names it; empty if it does not
     * @param folders whose files the scenario may read
     */
    record Order(RunFiles files, String data, ArrayList<String> folders, int threads) implements Serializable {}

    /**
     * What became of it.
     *
     * @param files of the run directory; null if it failed
     * @param reason of the failure
     */
    record Done(RunFiles files, Failure.Reason reason, String message, ArrayList<String> warnings)
            implements Serializable {}

    @Override
    public Done call(Order order) {
        ArrayList<String> warnings = new ArrayList<>();
        try {
            Path folder = Files.createTempDirectory("tarpon");
            try {
                return carryOut(order, folder, warnings);
            } finally {
                delete(folder);
            }
        } catch (Throwable e) {
            // Spark would try it again, and again it would fail.
            Failure failure = Failure.of(e);
            return new Done(null, failure.reason(), failure.message(), warnings);
        }
    }

    private static Done carryOut(Order order, Path folder, ArrayList<String> warnings) throws Exception {
        order.files.writeTo(folder);
        TaskContext task = TaskContext.get();
        List<Path> folders = order.folders.stream().map(Path::of).toList();
        Observer observer = new Observer() {
            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        new LocalPlace(datasets(order.data), folders, order.threads)
                .carryOut(RunDirectory.open(folder), observer, task::isInterrupted);
        return new Done(RunFiles.of(folder), null, "", warnings);
    }

    private static Datasets datasets(String data) {
        synchronized (DATASETS) {
            return DATASETS.computeIfAbsent(
                    data,
                    folder -> new Datasets(
                            Optional.of(folder).filter(name -> !name.isEmpty()).map(Path::of), note -> {}));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
