package org.tarpon.phasefree;

/**
 * Constants of the neurons and of their learning. Times are in nanoseconds.
 *
 * @param seed of all draws
 * @param tau mean time between two updates of a neuron, positive
 * @param filter time constant of what neurons keep of their input and of themselves, positive
 * @param sourceTau mean time between two updates of a source neuron, positive
 * @param presentation how long an image is shown while learning
 * @param labelOnset when the label begins to fire, from the onset of the image
 * @param labelOffset when it ends; after {@code labelOnset}, at most {@code presentation}
 * @param answerTime how long an image is shown for an answer
 * @param answerFrom from when on spikes of the output count for it
 * @param targetSteps κ of each hidden population from below: how far differences move a target
 * @param weightDecay λ of the feedback weights
 * @param keepNorm whether each neuron's feedback weights are scaled to their initial norm after each change
 */
public record Settings(
        long seed,
        long tau,
        long filter,
        long sourceTau,
        long presentation,
        long labelOnset,
        long labelOffset,
        long answerTime,
        long answerFrom,
        double[] targetSteps,
        double weightDecay,
        boolean keepNorm) {
    /** Weights change at such intervals, in units of τ: long against a step's cost, short against a presentation. */
    private static final int WINDOW = 2;

    /** Equal parts of a presentation after each of which weights change. */
    int windows() {
        return (int) Math.max(1, Math.round((double) presentation / (WINDOW * tau)));
    }
}
