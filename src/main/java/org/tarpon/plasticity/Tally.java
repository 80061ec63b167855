package org.tarpon.plasticity;

import java.util.Arrays;
import org.tarpon.math.ReproducibleSum;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.state.Archive;

/**
 * What one block counts while samples are shown: firing, difference spikes, losses. Reset when an epoch begins. How lanes are divided
 * into blocks does not show in the sum over all of them, of losses within the limits of {@link ReproducibleSum}.
 */
public final class Tally {
    private final long[] fired;
    private final long[] updated;
    private final long[] differences;
    private final long[] targets;
    private final ReproducibleSum[] reconstructionLoss;
    private final long[] reconstructions;
    private final ReproducibleSum loss = new ReproducibleSum();
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
        reconstructionLoss = new ReproducibleSum[network.pathways().size()];
        Arrays.setAll(reconstructionLoss, i -> new ReproducibleSum());
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
        this.loss.add(loss);
        answers++;
    }

    void addReconstructionLoss(Pathway pathway, double loss) {
        reconstructionLoss[pathway.index()].add(loss);
        reconstructions[pathway.index()]++;
    }

    /** Lists what was counted so far. */
    public void state(Archive archive) {
        archive.array("fired", fired);
        archive.array("updated", updated);
        archive.array("differences", differences);
        archive.array("targets", targets);
        for (int i = 0; i < reconstructionLoss.length; i++) {
            sum(archive, "reconstruction loss " + i, reconstructionLoss[i]);
        }
        archive.array("reconstructions", reconstructions);
        sum(archive, "loss", loss);
        answers = archive.number("answers", answers);
        derivatives = archive.number("derivatives", derivatives);
        messages = archive.number("messages", messages);
        labelsRead = archive.number("labels read", labelsRead);
    }

    private static void sum(Archive archive, String name, ReproducibleSum sum) {
        double[] parts = sum.parts();
        archive.array(name, parts);
        sum.set(parts);
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(fired, 0);
        Arrays.fill(updated, 0);
        Arrays.fill(differences, 0);
        Arrays.fill(targets, 0);
        for (ReproducibleSum sum : reconstructionLoss) {
            sum.clear();
        }
        Arrays.fill(reconstructions, 0);
        loss.clear();
        answers = 0;
        derivatives = 0;
        messages = 0;
        labelsRead = 0;
    }

    /** Adds what another block has counted. */
    public void add(Tally other) {
        for (int i = 0; i < fired.length; i++) {
            fired[i] += other.fired[i];
            updated[i] += other.updated[i];
            differences[i] += other.differences[i];
            targets[i] += other.targets[i];
        }
        for (int i = 0; i < reconstructions.length; i++) {
            reconstructionLoss[i].add(other.reconstructionLoss[i]);
            reconstructions[i] += other.reconstructions[i];
        }
        loss.add(other.loss);
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
        return reconstructionLoss[pathway.index()].value() / reconstructions[pathway.index()];
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
        return loss.value();
    }

    /** Mean loss of the output; NaN if there was none. */
    public double loss() {
        return loss.value() / answers;
    }
}
