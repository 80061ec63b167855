package org.tarpon.scenario;

import java.util.Optional;

/**
 * Who is connected to whom along a pathway. A parameter that the type does not have is 0.
 *
 * @param height of the kernel or window, in pixels
 * @param width of the kernel or window, in pixels
 * @param stride pixels from one window to the next, at least 1
 * @param padding rows and columns of zeros around the grid, less than height and width
 */
public record Connect(Type type, int height, int width, int stride, int padding) {
    /** The kinds of connections (S14). */
    public enum Type implements Keyed {
        ALL_TO_ALL,
        CONVOLUTION,
        /** What runs against a convolution of the same kernel, stride and padding. */
        TRANSPOSED_CONVOLUTION,
        MAX_POOLING,
        AVERAGE_POOLING,
        LOCAL_CONTRAST_NORMALISATION,
        ONE_TO_ONE
    }

    public static Connect allToAll() {
        return new Connect(Type.ALL_TO_ALL, 0, 0, 0, 0);
    }

    /** Whether there is anything to learn. */
    public boolean hasWeights() {
        return type == Type.ALL_TO_ALL || isConvolution();
    }

    boolean isConvolution() {
        return type == Type.CONVOLUTION || type == Type.TRANSPOSED_CONVOLUTION;
    }

    boolean isPooling() {
        return type == Type.MAX_POOLING || type == Type.AVERAGE_POOLING;
    }

    /** What runs against these connections with weights of its own, where a file does not say. */
    Connect against() {
        return switch (type) {
            case CONVOLUTION -> new Connect(Type.TRANSPOSED_CONVOLUTION, height, width, stride, padding);
            case TRANSPOSED_CONVOLUTION -> new Connect(Type.CONVOLUTION, height, width, stride, padding);
            default -> allToAll();
        };
    }

    /** The grid of windows over another grid; empty if not one fits. */
    Optional<Shape> windowsOver(Shape below, int channels) {
        int rows = below.height() + 2 * padding - height;
        int columns = below.width() + 2 * padding - width;
        return rows < 0 || columns < 0
                ? Optional.empty()
                : Optional.of(new Shape(rows / stride + 1, columns / stride + 1, channels));
    }
}
