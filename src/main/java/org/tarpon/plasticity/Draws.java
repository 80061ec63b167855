package org.tarpon.plasticity;

import java.util.List;
import org.tarpon.network.Network;
import org.tarpon.network.Population;
import org.tarpon.random.RandomStream;

/**
 * The random streams of one purpose, say training: one per population and use, so that no population's draws depend on
 * which others exist. For one thread at a time.
 */
public final class Draws {
    private final List<RandomStream> spikes;
    private final List<RandomStream> targets;
    private final List<RandomStream> corruption;
    private final List<RandomStream> probes;
    private final List<RandomStream> answers;
    private final List<RandomStream> perturbation;
    private final List<RandomStream> extension;

    /**
     * @param seed of the run
     * @param purpose names the streams; two purposes share no draw
     */
    public Draws(long seed, String purpose, Network network) {
        spikes = streams(seed, purpose, network, "spikes");
        targets = streams(seed, purpose, network, "targets");
        corruption = streams(seed, purpose, network, "corruption");
        probes = streams(seed, purpose, network, "probes");
        answers = streams(seed, purpose, network, "answers");
        perturbation = streams(seed, purpose, network, "perturbation");
        extension = streams(seed, purpose, network, "extension");
    }

    private static List<RandomStream> streams(long seed, String purpose, Network network, String use) {
        return network.populations().stream()
                .map(population -> new RandomStream(seed, purpose + "/" + population.name() + "/" + use))
                .toList();
    }

    /** The variates r with s = [r &lt; p]; of a source, its encoder's. */
    public RandomStream spikes(Population population) {
        return spikes.get(population.index());
    }

    /** Variates of target spikes that are independent of the spikes. */
    public RandomStream targets(Population population) {
        return targets.get(population.index());
    }

    /** The noise ε of feedback learning (S12). */
    public RandomStream corruption(Population population) {
        return corruption.get(population.index());
    }

    /** Variates of the corrupted spikes that probe the population above (S12). */
    public RandomStream probes(Population population) {
        return probes.get(population.index());
    }

    /** The noise η that a population adds to its own activity for feedback learning (L-DRL). */
    public RandomStream perturbation(Population population) {
        return perturbation.get(population.index());
    }

    /** Variates of an extension's rule. */
    public RandomStream extension(Population population) {
        return extension.get(population.index());
    }

    /** Variates of the spikes with which a population answers a probe (S12). */
    public RandomStream answers(Population population) {
        return answers.get(population.index());
    }
}
