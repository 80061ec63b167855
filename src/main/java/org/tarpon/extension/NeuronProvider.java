package org.tarpon.extension;

/** A model of hidden neurons in volley timing, for {@code populations.NAME.model}. */
public interface NeuronProvider extends Extension<NeuronFunction> {
    /** Whether its neurons spike, with their mean output as probability, or send their output itself. */
    boolean isSpiking();

    /** Whether it has {@link NeuronFunction#backpropagate}: rules that send errors need it, target rules do not. */
    boolean hasDerivative();
}
