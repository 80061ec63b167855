package org.tarpon.spark;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.tarpon.experiment.BlockHost;
import org.tarpon.experiment.BlockHosts;
import org.tarpon.experiment.HostsLostException;

/**
 * Data-parallel learning on a Spark cluster: for each mini-batch the driver sends the weights to all executors, each simulates some
 * blocks of lanes, and the driver gathers what they learned in the order of the lanes and updates the weights.
 */
public final class SparkBlocks implements BlockHosts, AutoCloseable {
    private final JavaSparkContext context;
    private final ShareTask.Run run;

    /**
     * Connects with a cluster.
     *
     * @param scenario the resolved scenario, in volley timing
     * @param data folder with data sets, on every executor
     */
    public SparkBlocks(String master, String scenario, Optional<Path> data) {
        context = Contexts.open(master, "tarpon run", 1);
        String folder = data.map(path -> path.toAbsolutePath().toString()).orElse("");
        run = new ShareTask.Run(context.sc().applicationId(), scenario, folder);
    }

    @Override
    public List<Map<String, Object>> show(
            BlockHost.Batch batch, Map<String, Object> weights, List<Map<String, Object>> counts) {
        int shares = Math.min(counts.size(), Math.max(1, context.defaultParallelism()));
        List<ShareTask.Share> all = new ArrayList<>();
        for (int i = 0; i < shares; i++) {
            int from = i * counts.size() / shares;
            int to = (i + 1) * counts.size() / shares;
            ArrayList<Map<String, Object>> own = new ArrayList<>();
            counts.subList(from, to).forEach(one -> own.add(new TreeMap<>(one)));
            all.add(new ShareTask.Share(i, from, counts.size(), own));
        }
        try {
            Broadcast<Map<String, Object>> sent = context.broadcast(new TreeMap<>(weights));
            List<Map<String, Object>> lessons = new ArrayList<>();
            context.parallelize(all, shares)
                    .map(new ShareTask(run, batch, sent))
                    .collect()
                    .forEach(lessons::addAll);
            sent.destroy();
            return lessons;
        } catch (Exception e) {
            // Also checked ones, of which Scala does not tell.
            throw new UncheckedIOException(
                    new HostsLostException("Spark did not carry out a mini-batch: " + Contexts.inWords(e), e));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
