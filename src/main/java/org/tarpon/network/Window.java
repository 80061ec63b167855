package org.tarpon.network;

/**
 * What one pixel of a grid sees of the grid below.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param stride pixels from one window to the next, at least 1
 * @param padding rows and columns of zeros around the grid below, at least 0, less than height and width
 */
public record Window(int height, int width, int stride, int padding) {
    /** The shape of the windows on a grid: as many as fit. */
    public Shape over(Shape below, int channels) {
        Shape shape = new Shape(
                Math.floorDiv(below.height() + 2 * padding - height, stride) + 1,
                Math.floorDiv(below.width() + 2 * padding - width, stride) + 1,
                channels);
        if (shape.height() < 1 || shape.width() < 1) {
            throw new IllegalArgumentException(this + " does not fit into " + below);
        }
        return shape;
    }
}
