package org.tarpon.plasticity;

import java.util.Arrays;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.state.Archive;

/** What one block counts while samples are shown: firing, difference spikes, losses. Reset when an epoch begins. */
public final class Tally {
    private final long[] fired;
    private final long[] updated;
    private final long[] differences;
    private final long[] targets;
    private final double[] reconstructionLoss;
    private final long[] reconstructions;
    private double loss;
    private long answers;
    private long derivatives;
    private long messages;
    private long labelsRead;

    public Tally(Network network) {
        int populations = network.populations().size();
        fired = new long[populations];
        updated = new long[populations];
        differences = new long[populations];
        targets = new long[populations];
        reconstructionLoss = new double[network.pathways().size()];
        reconstructions = new long[network.pathways().size()];
    }

    void countFired(Population population, long spikes, long neurons) {
        fired[population.index()] += spikes;
        updated[population.index()] += neurons;
    }

    /** @param differing neurons with d ≠ 0, however many spikes d is made of */
    void countDifferences(Population population, long differing, long neurons) {
        differences[population.index()] += differing;
        targets[population.index()] += neurons;
    }

    /** Counts evaluations of the derivative of a forward nonlinearity (objection 2). */
    public void countDerivatives(long evaluations) {
        derivatives += evaluations;
    }

    /** Counts uses of a label, each by one presentation. */
    public void countLabelsRead(long labels) {
        labelsRead += labels;
    }

    void addLoss(double loss) {
        this.loss += loss;
        answers++;
    }

    void addReconstructionLoss(Pathway pathway, double loss) {
        reconstructionLoss[pathway.index()] += loss;
        reconstructions[pathway.index()]++;
    }

    /** Lists what was counted so far. */
    public void state(Archive archive) {
        archive.array("fired", fired);
        archive.array("updated", updated);
        archive.array("differences", differences);
        archive.array("targets", targets);
        archive.array("reconstruction loss", reconstructionLoss);
        archive.array("reconstructions", reconstructions);
        loss = archive.real("loss", loss);
        answers = archive.number("answers", answers);
        derivatives = archive.number("derivatives", derivatives);
        messages = archive.number("messages", messages);
        labelsRead = archive.number("labels read", labelsRead);
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(fired, 0);
        Arrays.fill(updated, 0);
        Arrays.fill(differences, 0);
        Arrays.fill(targets, 0);
        Arrays.fill(reconstructionLoss, 0);
        Arrays.fill(reconstructions, 0);
        loss = 0;
        answers = 0;
        derivatives = 0;
        messages = 0;
        labelsRead = 0;
    }

    /** Adds what another block has counted; to be called in the order of the blocks, since losses are rounded sums. */
    public void add(Tally other) {
        for (int i = 0; i < fired.length; i++) {
            fired[i] += other.fired[i];
            updated[i] += other.updated[i];
            differences[i] += other.differences[i];
            targets[i] += other.targets[i];
        }
        for (int i = 0; i < reconstructions.length; i++) {
            reconstructionLoss[i] += other.reconstructionLoss[i];
            reconstructions[i] += other.reconstructions[i];
        }
        loss += other.loss;
        answers += other.answers;
        derivatives += other.derivatives;
        messages += other.messages;
        labelsRead += other.labelsRead;
    }

    /** Spikes a neuron and presentation; NaN if the population did not draw any. */
    public double firingFraction(Population population) {
        return (double) fired[population.index()] / updated[population.index()];
    }

    /** Fraction of neurons whose target spike differed from their spike; NaN if it drew no target spikes. */
    public double differenceFraction(Population population) {
        return (double) differences[population.index()] / targets[population.index()];
    }

    /** Mean of L_inv (S12), summed over the neurons; NaN if there were none. */
    public double reconstructionLoss(Pathway pathway) {
        return reconstructionLoss[pathway.index()] / reconstructions[pathway.index()];
    }

    /** Evaluations of the derivative of a forward nonlinearity (objection 2). */
    public long derivatives() {
        return derivatives;
    }

    /** Counts messages between single functions (S15). */
    public void countMessages(long number) {
        messages += number;
    }

    /** Messages between single functions (S15), forward and backward; 0 under rules that send volleys alone. */
    public long messages() {
        return messages;
    }

    /** How often a population learned from a label that no neuron had sent it (objection 6). */
    public long labelsRead() {
        return labelsRead;
    }

    /** Sum of the output's losses. */
    public double totalLoss() {
        return loss;
    }

    /** Mean loss of the output; NaN if there was none. */
    public double loss() {
        return loss / answers;
    }
}
