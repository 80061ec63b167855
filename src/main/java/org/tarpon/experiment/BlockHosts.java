package org.tarpon.experiment;

import java.util.List;
import java.util.Map;

/**
 * Other processes that simulate the blocks of mini-batches for a run. What a block does depends on its number and on the weights alone,
 * and what pathways learn is gathered from all lanes in their order, so which process has which block changes no bit.
 */
@FunctionalInterface
public interface BlockHosts {
    /**
     * Shows a mini-batch.
     *
     * @param weights all that learns, as it is now
     * @param counts of each block, what it has counted in the epoch so far
     * @return of each block, in their order, what {@link BlockHost#show} gives
     * @throws java.io.UncheckedIOException if they are out of reach; the run can be gone on with from its last checkpoint
     */
    List<Map<String, Object>> show(
            BlockHost.Batch batch, Map<String, Object> weights, List<Map<String, Object>> counts);
}
