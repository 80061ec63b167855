package org.tarpon.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.BlockHost;
import org.tarpon.experiment.Undertaking;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.sweep.Datasets;

/** Simulates some of the blocks of a mini-batch on an executor. */
final class ShareTask implements Function<ShareTask.Share, ArrayList<Map<String, Object>>> {
    private static final long serialVersionUID = 1L;

    /** Those of this executor, by run and share: tasks that go on at once have different ones. */
    private static final Map<String, BlockHost> HOSTS = new HashMap<>();

    /**
     * Blocks that follow one another.
     *
     * @param blocks of all shares
     * @param counts of each, what it has counted so far
     */
    record Share(int number, int first, int blocks, ArrayList<Map<String, Object>> counts) implements Serializable {}

    /**
     * The run, as an executor needs it.
     *
     * @param id no other run of the cluster has it
     * @param data as {@code --data} names it; empty if it does not
     */
    record Run(String id, String scenario, String data) implements Serializable {}

    private final Run run;
    private final BlockHost.Batch batch;
    private final Broadcast<Map<String, Object>> weights;

    ShareTask(Run run, BlockHost.Batch batch, Broadcast<Map<String, Object>> weights) {
        this.run = run;
        this.batch = batch;
        this.weights = weights;
    }

    @Override
    public ArrayList<Map<String, Object>> call(Share share) throws InvalidScenarioException {
        BlockHost host = host(share);
        ArrayList<Map<String, Object>> lessons = new ArrayList<>();
        synchronized (host) {
            for (int i = 0; i < share.counts.size(); i++) {
                lessons.add(host.show(batch, weights.value(), share.first + i, share.counts.get(i)));
            }
        }
        return lessons;
    }

    private BlockHost host(Share share) throws InvalidScenarioException {
        synchronized (HOSTS) {
            BlockHost host = HOSTS.get(run.id + share.number);
            if (host == null) {
                Scenario scenario = ScenarioReader.parse(run.scenario, "the scenario of the run", List.of());
                Optional<Path> folder =
                        Optional.of(run.data).filter(name -> !name.isEmpty()).map(Path::of);
                Dataset data = Undertaking.load(scenario, new Datasets(folder, note -> {})::load)
                        .orElseThrow();
                HOSTS.keySet().removeIf(other -> !other.startsWith(run.id));
                host = new BlockHost(scenario, data, share.blocks);
                HOSTS.put(run.id + share.number, host);
            }
            return host;
        }
    }
}
