package org.tarpon.network;

/** The mean of each channel over windows of a grid; its mirror spreads an error evenly over the window (S14). */
public final class AveragePooling extends Parameterless {
    private final Stencil stencil;
    private final int channels;
    private final float weight;

    private AveragePooling(Stencil stencil, int from, int to, int channels, boolean mirror) {
        super(from * channels, to * channels, mirror);
        this.stencil = stencil;
        this.channels = channels;
        this.weight = 1f / stencil.window();
    }

    /** @param window without padding */
    public static AveragePooling of(Shape from, Window window) {
        int to = window.over(from, 1).pixels();
        return new AveragePooling(Stencil.of(from, window), from.pixels(), to, from.channels(), false);
    }

    @Override
    public AveragePooling mirror() {
        int to = postsynaptic() / channels;
        return new AveragePooling(stencil.reversed(to), to, presynaptic() / channels, channels, true);
    }

    @Override
    public int fanIn() {
        return stencil.window();
    }

    @Override
    public int fanOut() {
        return stencil.reach();
    }

    @Override
    public void deliver(Volley volley, int lane, float[] own, float[] current) {
        int[] index = volley.indices(lane);
        float[] value = volley.values(lane);
        for (int k = 0; k < volley.count(lane); k++) {
            add(index[k], value == null ? weight : weight * value[k], current);
        }
    }

    private void add(int neuron, float share, float[] current) {
        int pixel = neuron / channels;
        int channel = neuron - pixel * channels;
        for (int target : stencil.targets(pixel)) {
            current[target * channels + channel] += share;
        }
    }
}
