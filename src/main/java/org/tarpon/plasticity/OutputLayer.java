package org.tarpon.plasticity;

import org.tarpon.network.ClassTree;
import org.tarpon.network.HierarchicalSoftmax;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Volley;

/**
 * What an output population makes of a label (S2): its loss, the gradient and the target that follow from it (S5, S6), and
 * what its neurons say of the classes. Stateless. Neurons and classes need not be as many.
 */
interface OutputLayer {
    /**
     * What goes with the model of a population.
     *
     * @throws IllegalArgumentException if the model is no output's
     */
    static OutputLayer of(Population output) {
        if (output.model() instanceof HierarchicalSoftmax hierarchical) {
            return new LogLikelihood(hierarchical.tree());
        }
        if (output.model() == StandardModel.SOFTMAX) {
            return new LogLikelihood(ClassTree.flat(output.size()));
        }
        if (output.model() == StandardModel.SIGMOID) {
            return SquaredError.OF_SIGMOID;
        }
        if (output.model() == StandardModel.LINEAR) {
            return SquaredError.OF_LINEAR;
        }
        throw new IllegalArgumentException(output.model() + " is no output model");
    }

    /** How many classes n neurons tell apart. */
    int classes(int n);

    /** @param p [neurons], the mean output */
    double loss(float[] p, int label);

    /** Writes −∂L/∂u, u being the potential, [neurons]. */
    void teach(float[] p, int label, float[] teaching);

    /** Whether {@link #teach} evaluates the derivative of the activation (objection 2). */
    boolean needsDerivative();

    /** Adds what the answer says for each class, [classes]: probabilities where there are any. */
    void addScores(float[] p, float[] scores);

    /**
     * Writes the target of the output, [neurons].
     *
     * @param step η̂ of S5; of no matter where the target is the label itself (S6)
     */
    void target(float[] p, int label, float step, float[] target);

    /**
     * Spikes s whose mean is p, for messages that must be spikes.
     *
     * @param variate [neurons], uniform
     * @throws IllegalArgumentException if there are none
     */
    void fire(float[] variate, float[] p, int lane, Volley spikes);

    /** Whether the spikes of its target are the label, so that {@link #fireLabel} gives them; otherwise ŝ ~ ĥ. */
    boolean targetIsLabel();

    /**
     * Target spikes ŝ, or the differences ŝ − s to the spikes that the same variates give, as the volley's form says.
     *
     * @param burst spikes that a whole difference consists of (S33); of no matter to target spikes
     * @throws IllegalStateException unless {@link #targetIsLabel}
     */
    void fireLabel(float[] variate, float[] p, int label, int lane, Volley message, int burst);
}
