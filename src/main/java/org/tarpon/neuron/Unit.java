package org.tarpon.neuron;

/** In what a parameter of a model is given. */
public enum Unit {
    /** Seconds. */
    TIME,
    /** Hertz. */
    RATE,
    /** Nothing. */
    NUMBER
}
