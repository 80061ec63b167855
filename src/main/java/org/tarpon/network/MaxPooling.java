package org.tarpon.network;

/**
 * The largest value of each channel in windows of a grid; of spikes, whether any neuron of the window fired. Its mirror
 * sends an error to the neuron that was the largest, the first of equals (S14).
 */
public final class MaxPooling extends Parameterless {
    /** From the windows to the grid. */
    private final Stencil windows;

    private final int channels;

    private MaxPooling(Stencil windows, int from, int to, int channels, boolean mirror) {
        super(from * channels, to * channels, mirror);
        this.windows = windows;
        this.channels = channels;
    }

    /** @param window without padding */
    public static MaxPooling of(Shape from, Window window) {
        int to = window.over(from, 1).pixels();
        return new MaxPooling(Stencil.of(from, window).reversed(to), from.pixels(), to, from.channels(), false);
    }

    @Override
    public MaxPooling mirror() {
        return new MaxPooling(windows, postsynaptic() / channels, presynaptic() / channels, channels, true);
    }

    @Override
    public int fanIn() {
        return isMirror() ? 1 : windows.window();
    }

    @Override
    public int fanOut() {
        return isMirror() ? 1 : windows.reversed(presynaptic() / channels).reach();
    }

    @Override
    public boolean readsOwnActivity() {
        return isMirror();
    }

    @Override
    public void deliver(Volley volley, int lane, float[] own, float[] current) {
        if (isMirror()) {
            deliverErrors(volley, lane, own, current);
            return;
        }
        float[] values = volley.dense(lane);
        for (int neuron = 0; neuron < current.length; neuron++) {
            current[neuron] += values[largest(neuron, values)];
        }
    }

    private void deliverErrors(Volley volley, int lane, float[] own, float[] current) {
        int[] index = volley.indices(lane);
        float[] value = volley.values(lane);
        for (int k = 0; k < volley.count(lane); k++) {
            current[largest(index[k], own)] += value == null ? 1f : value[k];
        }
    }

    /** The neuron of the grid that is the largest in the window of a pooled neuron. */
    private int largest(int pooled, float[] values) {
        int window = pooled / channels;
        int channel = pooled - window * channels;
        int[] pixels = windows.targets(window);
        int best = pixels[0] * channels + channel;
        for (int i = 1; i < pixels.length; i++) {
            int neuron = pixels[i] * channels + channel;
            if (values[neuron] > values[best]) {
                best = neuron;
            }
        }
        return best;
    }
}
