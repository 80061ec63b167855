package org.tarpon.extension;

/** What a rule sees of the output population: the only one that meets the label. */
public interface OutputNeurons extends Neurons {
    /** The class of the sample, from 0. The audit counts that it was read (objection 6), as it does for every rule. */
    int label();

    /** ∂L/∂u of the output's own loss. */
    float error(int neuron);
}
