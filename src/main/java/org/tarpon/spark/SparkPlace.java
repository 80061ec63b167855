package org.tarpon.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.tarpon.experiment.Observer;
import org.tarpon.record.RunDirectory;
import org.tarpon.sweep.Failure;
import org.tarpon.sweep.Place;

/**
 * A Spark cluster. Each run is a job of one task: an executor carries it out in a folder of its own and sends back the files, which the
 * driver puts into the run directory. So the sweep's folder is on the driver alone and as it would be without Spark. A run that
 * is stopped begins anew, or where an earlier sweep without Spark had left a checkpoint.
 */
public final class SparkPlace implements Place {
    private static final long PATIENCE_MILLIS = 50;

    private final JavaSparkContext context;
    private final String data;
    private final ArrayList<String> folders;
    private final int threads;

    /**
     * Connects with a cluster.
     *
     * @param master as {@code spark-submit} takes it, such as {@code local[2]} or {@code spark://host:7077}
     * @param data folder with data sets, on every executor
     * @param folders whose files scenarios may read, on every executor
     * @param threads of each run, for which a task takes as many cores
     */
    public SparkPlace(String master, Optional<Path> data, List<Path> folders, int threads) {
        this.data = data.map(path -> path.toAbsolutePath().toString()).orElse("");
        this.folders = new ArrayList<>(
                folders.stream().map(path -> path.toAbsolutePath().toString()).toList());
        this.threads = threads;
        this.context = Contexts.open(master, "tarpon sweep", threads);
    }

    @Override
    public Optional<JsonNode> carryOut(RunDirectory directory, Observer observer, BooleanSupplier stop)
            throws IOException, InterruptedException {
        Closeable lock = directory.lock();
        try {
            RunTask.Order order = new RunTask.Order(RunFiles.of(directory.root()), data, folders, threads);
            Optional<RunTask.Done> done = submit(order, stop);
            if (done.isEmpty()) {
                return Optional.empty();
            }
            done.get().warnings().forEach(observer::warn);
            if (done.get().reason() != null) {
                throw new Failure.Elsewhere(
                        new Failure(done.get().reason(), done.get().message()));
            }
            done.get().files().writeTo(directory.root());
            return Optional.of(new ObjectMapper().readTree(directory.result().toFile()));
        } finally {
            lock.close();
        }
    }

    /** @return empty if it was stopped, or the cluster was while this process ends */
    private Optional<RunTask.Done> submit(RunTask.Order order, BooleanSupplier stop) throws InterruptedException {
        try {
            JavaFutureAction<List<RunTask.Done>> action =
                    context.parallelize(List.of(order), 1).map(new RunTask()).collectAsync();
            // Of a context that stops, for whatever reason, jobs may never end.
            while (!stop.getAsBoolean() && !context.sc().isStopped()) {
                try {
                    return Optional.of(
                            action.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).get(0));
                } catch (TimeoutException e) {
                    continue;
                }
            }
            action.cancel(true);
            return Optional.empty();
        } catch (ExecutionException | IllegalStateException e) {
            if (stop.getAsBoolean() || context.sc().isStopped()) {
                return Optional.empty();
            }
            throw new Failure.Elsewhere(
                    new Failure(Failure.Reason.CLUSTER, "Spark did not carry it out: " + Contexts.inWords(e)));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
