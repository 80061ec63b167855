package org.tarpon.network;

/** Connections that have nothing to learn. */
abstract class Parameterless implements Synapses {
    private static final float[][] NO_ROWS = {};

    private final int presynaptic;
    private final int postsynaptic;
    private final boolean mirror;

    Parameterless(int presynaptic, int postsynaptic, boolean mirror) {
        this.presynaptic = presynaptic;
        this.postsynaptic = postsynaptic;
        this.mirror = mirror;
    }

    @Override
    public final int presynaptic() {
        return presynaptic;
    }

    @Override
    public final int postsynaptic() {
        return postsynaptic;
    }

    @Override
    public final float[][] rows() {
        return NO_ROWS;
    }

    @Override
    public final boolean isMirror() {
        return mirror;
    }

    @Override
    public final void addBias(float[] current) {}
}
