package org.tarpon.graph;

import org.tarpon.network.NeuronModel;
import org.tarpon.network.StandardModel;

/** What the nodes of a neuron compute, by its model: the only place that knows both. */
final class NeuronFunctions {
    private NeuronFunctions() {}

    /**
     * A neuron's output as a function of its potential.
     *
     * @throws IllegalArgumentException if a model has no such function of one potential
     */
    static NodeFunction output(NeuronModel model) {
        if (!(model instanceof StandardModel standard)) {
            throw noFunction(model);
        }
        return switch (standard) {
            case STOCHASTIC_BINARY -> Elementwise.STRAIGHT_THROUGH;
            case TANH -> Elementwise.TANH;
            case RELU -> Elementwise.RELU;
            case SIGMOID -> Elementwise.SIGMOID;
            case LINEAR -> Elementwise.IDENTITY;
            default -> throw noFunction(model);
        };
    }

    private static IllegalArgumentException noFunction(NeuronModel model) {
        return new IllegalArgumentException("a " + model + " neuron's output is no function of its potential");
    }

    /** Whether the loss is of the potentials themselves, because the outputs depend on all of them together. */
    static boolean lossTakesPotentials(NeuronModel model) {
        return model == StandardModel.SOFTMAX;
    }

    /** Whether the way back evaluates the derivative of a nonlinearity of the neuron (objection 2). */
    static boolean hasSlope(NeuronModel model) {
        return !lossTakesPotentials(model) && output(model) != Elementwise.IDENTITY;
    }

    /** The loss of an output population at its label (S2). */
    static NodeFunction loss(NeuronModel model, int size) {
        return lossTakesPotentials(model) ? Losses.softmaxNegativeLogLikelihood(size) : Losses.squaredError(size);
    }
}
