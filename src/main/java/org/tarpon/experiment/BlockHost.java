package org.tarpon.experiment;

import java.io.Serializable;
import java.util.Map;
import org.tarpon.data.Dataset;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.scenario.Scenario;

/** Simulates blocks of mini-batches for a run in another process. Keeps nothing that the next mini-batch depends on. */
public final class BlockHost {
    /**
     * Which samples are shown, and why.
     *
     * @param epoch from 0
     * @param first place of its first sample in the order of the epoch
     * @param purpose number of the purpose, among all that there are
     */
    public record Batch(int epoch, int first, int size, int purpose) implements Serializable {}

    private final Trainer trainer;

    /**
     * @param scenario in volley timing
     * @param blocks into how many a mini-batch is divided
     */
    public BlockHost(Scenario scenario, Dataset data, int blocks) {
        Network network = NetworkBuilder.build(scenario);
        ImageSamples training = data.training().slice(0, scenario.data().training());
        trainer =
                new Trainer(scenario, network, new LearningSetup(scenario, network), training, new Workers(1), blocks);
    }

    /**
     * Shows a block its samples of a mini-batch.
     *
     * @param weights all that learns, as it is in the other process
     * @param block number of the block
     * @param counts what the block has counted there in the epoch so far
     * @return what the pathways are to learn from, and the counts as they are now; good until the next call
     */
    public Map<String, Object> show(Batch batch, Map<String, Object> weights, int block, Map<String, Object> counts) {
        return trainer.showFor(batch, weights, block, counts);
    }
}
