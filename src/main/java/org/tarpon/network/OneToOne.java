package org.tarpon.network;

/** The identity: neuron k reaches neuron k, with weight 1. */
public final class OneToOne extends Parameterless {
    private OneToOne(int size, boolean mirror) {
        super(size, size, mirror);
    }

    /** @param size neurons at either end */
    public static OneToOne of(int size) {
        return new OneToOne(size, false);
    }

    @Override
    public OneToOne mirror() {
        return new OneToOne(presynaptic(), true);
    }

    @Override
    public int fanIn() {
        return 1;
    }

    @Override
    public int fanOut() {
        return 1;
    }

    @Override
    public void deliver(Volley volley, int lane, float[] own, float[] current) {
        int[] index = volley.indices(lane);
        float[] value = volley.values(lane);
        for (int k = 0; k < volley.count(lane); k++) {
            current[index[k]] += value == null ? 1f : value[k];
        }
    }
}
