package org.tarpon.plasticity;

/** Why a sample is being shown. */
public enum Mode {
    /** Activity climbs, nothing comes back, nothing is learned. */
    EVALUATE,
    /** Activity climbs, targets or errors come down, feedforward pathways learn. */
    LEARN_FORWARD,
    /** Probes climb one pathway and are decoded one pathway down; feedback pathways learn (S12). */
    LEARN_FEEDBACK,
    /** States are inferred round by round; label and missing pixels come out, nothing is learned (S20, S21). */
    INFER,
    /** A given top state is decoded down to the source (S22). */
    GENERATE
}
