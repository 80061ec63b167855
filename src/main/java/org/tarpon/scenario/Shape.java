package org.tarpon.scenario;

/**
 * How the neurons of a population lie on a grid.
 *
 * @param height at least 1
 * @param width at least 1
 * @param channels at least 1
 */
public record Shape(int height, int width, int channels) {
    public int size() {
        return height * width * channels;
    }

    /** As the scenario file writes it. */
    @Override
    public String toString() {
        return "[" + height + ", " + width + ", " + channels + "]";
    }
}
