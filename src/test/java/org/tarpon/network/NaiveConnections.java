package org.tarpon.network;

import java.util.Arrays;

/** The formulas of connections, written down as loops over all pairs in double precision. */
public final class NaiveConnections {
    /** In as a function of Out (S14). */
    @FunctionalInterface
    public interface Layer {
        double[] apply(double[] x);
    }

    private NaiveConnections() {}

    public static Layer allToAll(float[][] rows) {
        return x -> {
            double[] y = new double[rows[0].length];
            for (int k = 0; k < x.length; k++) {
                for (int j = 0; j < y.length; j++) {
                    y[j] += x[k] * rows[k][j];
                }
            }
            addBias(y, rows);
            return y;
        };
    }

    private static int at(Shape shape, int y, int x, int channel) {
        return (y * shape.width() + x) * shape.channels() + channel;
    }

    public static Layer convolution(Shape in, Shape out, Window kernel, float[][] rows) {
        return x -> {
            double[] y = new double[out.size()];
            visit(in, out, kernel, (from, place, to) -> {
                for (int c = 0; c < in.channels(); c++) {
                    for (int d = 0; d < out.channels(); d++) {
                        y[to * out.channels() + d] += x[from * in.channels() + c] * row(rows, c, place, kernel)[d];
                    }
                }
            });
            addBias(y, rows);
            return y;
        };
    }

    /** Every input pixel is multiplied by the kernel and laid onto the output at its stride. */
    public static Layer transposed(Shape in, Shape out, Window kernel, float[][] rows) {
        return x -> {
            double[] y = new double[out.size()];
            visit(out, in, kernel, (to, place, from) -> {
                for (int c = 0; c < in.channels(); c++) {
                    for (int d = 0; d < out.channels(); d++) {
                        y[to * out.channels() + d] += x[from * in.channels() + c] * row(rows, c, place, kernel)[d];
                    }
                }
            });
            addBias(y, rows);
            return y;
        };
    }

    private static float[] row(float[][] rows, int channel, int place, Window kernel) {
        return rows[channel * kernel.height() * kernel.width() + place];
    }

    private static void addBias(double[] y, float[][] rows) {
        float[] bias = rows[rows.length - 1];
        for (int j = 0; j < y.length; j++) {
            y[j] += bias[j % bias.length];
        }
    }

    public static Layer average(Shape in, Shape out, Window window) {
        return x -> {
            double[] y = new double[out.size()];
            visit(in, out, window, (from, place, to) -> {
                for (int c = 0; c < in.channels(); c++) {
                    y[to * in.channels() + c] += x[from * in.channels() + c] / window.height() / window.width();
                }
            });
            return y;
        };
    }

    public static Layer max(Shape in, Shape out, Window window) {
        return x -> {
            double[] y = new double[out.size()];
            Arrays.fill(y, Double.NEGATIVE_INFINITY);
            visit(in, out, window, (from, place, to) -> {
                for (int c = 0; c < in.channels(); c++) {
                    int j = to * in.channels() + c;
                    y[j] = Math.max(y[j], x[from * in.channels() + c]);
                }
            });
            return y;
        };
    }

    @FunctionalInterface
    private interface Visitor {
        void meet(int from, int place, int to);
    }

    private static void visit(Shape in, Shape out, Window window, Visitor visitor) {
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ox = 0; ox < out.width(); ox++) {
                for (int ky = 0; ky < window.height(); ky++) {
                    for (int kx = 0; kx < window.width(); kx++) {
                        int y = oy * window.stride() + ky - window.padding();
                        int x = ox * window.stride() + kx - window.padding();
                        if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                            visitor.meet(y * in.width() + x, ky * window.width() + kx, oy * out.width() + ox);
                        }
                    }
                }
            }
        }
    }

    public static Layer contrast(Shape shape, int window) {
        int half = window / 2;
        double[][] w = new double[window][window];
        double total = 0;
        for (int p = 0; p < window; p++) {
            for (int q = 0; q < window; q++) {
                double square = Math.pow(p - half, 2) + Math.pow(q - half, 2);
                w[p][q] = Math.exp(-square / (2 * Math.pow(window / 4.0, 2)));
                total += w[p][q] * shape.channels();
            }
        }
        double sum = total;
        return x -> {
            double[] means = weighted(shape, w, sum, x, false);
            double[] v = new double[x.length];
            for (int j = 0; j < x.length; j++) {
                v[j] = x[j] - means[j / shape.channels()];
            }
            double[] sigma = weighted(shape, w, sum, v, true);
            double mean = 0;
            for (int pixel = 0; pixel < sigma.length; pixel++) {
                sigma[pixel] = Math.sqrt(sigma[pixel]);
                mean += sigma[pixel] / sigma.length;
            }
            double[] y = new double[x.length];
            for (int j = 0; j < x.length; j++) {
                double divisor = Math.max(mean, sigma[j / shape.channels()]);
                y[j] = divisor == 0 ? 0 : v[j] / divisor;
            }
            return y;
        };
    }

    /** Σ w x, or Σ w x², around every pixel. */
    private static double[] weighted(Shape shape, double[][] w, double sum, double[] x, boolean squared) {
        int half = w.length / 2;
        double[] result = new double[shape.pixels()];
        for (int j = 0; j < shape.height(); j++) {
            for (int k = 0; k < shape.width(); k++) {
                for (int p = Math.max(0, j - half); p <= Math.min(shape.height() - 1, j + half); p++) {
                    for (int q = Math.max(0, k - half); q <= Math.min(shape.width() - 1, k + half); q++) {
                        for (int c = 0; c < shape.channels(); c++) {
                            double value = x[at(shape, p, q, c)];
                            result[j * shape.width() + k] +=
                                    w[p - j + half][q - k + half] / sum * (squared ? value * value : value);
                        }
                    }
                }
            }
        }
        return result;
    }
}
