package org.tarpon.network;

/**
 * How the neurons of a population lie on a grid, channel last: neuron (y · width + x) · channels + c.
 *
 * @param height at least 1
 * @param width at least 1
 * @param channels at least 1
 */
public record Shape(int height, int width, int channels) {
    public int pixels() {
        return height * width;
    }

    public int size() {
        return height * width * channels;
    }
}
