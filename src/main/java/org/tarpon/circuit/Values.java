package org.tarpon.circuit;

import java.util.Arrays;
import org.tarpon.math.Exponentials;
import org.tarpon.random.RandomStream;

/** The distribution of weights or delays; a draw is addressed by a row and the position in it. */
public sealed interface Values {
    /** Largest magnitude that {@link RandomStream#normals} gives. */
    double LARGEST_NORMAL = 6.34;

    /** The smallest value that can be drawn. */
    double minimum();

    /** The largest value that can be drawn. */
    double maximum();

    /**
     * Draws the first values of a row.
     *
     * @param attempt another number gives other values
     */
    void draw(RandomStream draws, long row, int attempt, float[] out, int count);

    /** The largest magnitude that can be drawn. */
    default double magnitude() {
        return Math.max(Math.abs(minimum()), Math.abs(maximum()));
    }

    /** All the same. */
    record Constant(double value) implements Values {
        public Constant {
            finite("a constant value", value);
        }

        @Override
        public double minimum() {
            return value;
        }

        @Override
        public double maximum() {
            return value;
        }

        @Override
        public void draw(RandomStream draws, long row, int attempt, float[] out, int count) {
            Arrays.fill(out, 0, count, (float) value);
        }
    }

    /** @param deviation standard deviation, not negative */
    record Normal(double mean, double deviation) implements Values {
        public Normal {
            finite("the mean", mean);
            notNegative("the deviation", deviation);
        }

        @Override
        public double minimum() {
            return mean - LARGEST_NORMAL * deviation;
        }

        @Override
        public double maximum() {
            return mean + LARGEST_NORMAL * deviation;
        }

        @Override
        public void draw(RandomStream draws, long row, int attempt, float[] out, int count) {
            draws.normals(row, attempt, out, count);
            for (int i = 0; i < count; i++) {
                out[i] = (float) (mean + deviation * out[i]);
            }
        }
    }

    /**
     * Its logarithm is normal.
     *
     * @param mean of the logarithm
     * @param deviation of the logarithm, not negative
     */
    record LogNormal(double mean, double deviation) implements Values {
        public LogNormal {
            finite("the mean of the logarithm", mean);
            notNegative("the deviation of the logarithm", deviation);
        }

        @Override
        public double minimum() {
            return Exponentials.exp(mean - LARGEST_NORMAL * deviation);
        }

        @Override
        public double maximum() {
            return Exponentials.exp(mean + LARGEST_NORMAL * deviation);
        }

        @Override
        public void draw(RandomStream draws, long row, int attempt, float[] out, int count) {
            draws.normals(row, attempt, out, count);
            for (int i = 0; i < count; i++) {
                out[i] = (float) Exponentials.exp(mean + deviation * out[i]);
            }
        }
    }

    /** Uniform on [low, high). */
    record Uniform(double low, double high) implements Values {
        public Uniform {
            finite("the lower end", low);
            finite("the upper end", high);
            if (low > high) {
                throw new IllegalArgumentException("the lower end " + low + " lies above the upper end " + high);
            }
        }

        @Override
        public double minimum() {
            return low;
        }

        @Override
        public double maximum() {
            return high;
        }

        @Override
        public void draw(RandomStream draws, long row, int attempt, float[] out, int count) {
            draws.uniforms(row, attempt, out, count);
            for (int i = 0; i < count; i++) {
                out[i] = (float) (low + (high - low) * out[i]);
            }
        }
    }

    private static void finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be a finite number, not " + value);
        }
    }

    private static void notNegative(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be finite and not negative, not " + value);
        }
    }
}
