package org.tarpon.plasticity;

import java.util.List;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Signal;

/** How feedback pathways learn: what the populations do in presentations that are for that alone. */
interface FeedbackLearning {
    /** Sets σ_e (S12). */
    void setNoise(float deviation);

    /** How often each cycle must be shown. */
    default int rounds() {
        return 1;
    }

    /** Says which showing of a cycle comes next, from 0. */
    default void beginRound(int round) {}

    /** Activity from below is in, or a source is encoded. */
    void climb(PopulationLanes self, Axon axon);

    /**
     * Sends a probe up, made of activity that has just been drawn for another purpose.
     *
     * @throws UnsupportedOperationException if the loss needs presentations of its own
     */
    default void probe(PopulationLanes self, Axon axon) {
        throw new UnsupportedOperationException("this loss needs presentations of its own");
    }

    /** A probe from below is in. */
    void answerProbe(PopulationLanes self, Axon axon);

    /** What the population above says of a probe, or of its own noise, is in. */
    void takeAnswer(PopulationLanes self, Signal signal, Axon axon);

    /** Whether a population answers probes: it has a learned feedback pathway to teach. */
    static boolean isProbed(Network network, Population population) {
        return hasLearned(network.from(population, Direction.FEEDBACK));
    }

    /** Whether a learned feedback pathway ends at a population. */
    static boolean isReconstructed(Network network, Population population) {
        return hasLearned(network.into(population, Direction.FEEDBACK));
    }

    private static boolean hasLearned(List<Pathway> pathways) {
        return pathways.stream().anyMatch(pathway -> !pathway.isTied());
    }
}
