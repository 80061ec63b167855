package org.tarpon.network;

/** Which way a pathway runs; fixed for life, so that feedback is never mistaken for feedforward traffic. */
public enum Direction {
    /** From the input towards the output; arrives at basal compartments. */
    FEEDFORWARD,
    /** From the output towards the input; arrives at apical compartments. */
    FEEDBACK
}
