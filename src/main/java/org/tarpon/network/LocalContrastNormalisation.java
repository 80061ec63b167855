package org.tarpon.network;

import java.util.Arrays;

/**
 * Subtractive and divisive normalisation over a Gaussian window and all channels (Jarrett et al. 2009,
 * doi:10.1109/ICCV.2009.5459469, §2): with weights w of sum 1 over a window and the C channels,
 *
 * <pre>
 *   v(c, z) = x(c, z) − Σ w x        σ(z) = √(Σ w v²)        y(c, z) = v(c, z) / max(mean σ, σ(z))
 * </pre>
 *
 * <p>Each sum runs over the window around pixel z, in which pixels beyond the edge are 0; the mean runs over all pixels. The
 * Gaussian has a standard deviation of a quarter of the window's width. Where v is 0 everywhere, y is 0. The mirror is
 * the transposed derivative at the receiving population's own activity (S14), the mean's included.
 */
public final class LocalContrastNormalisation extends Parameterless {
    private final Shape shape;
    private final float[] gaussian;

    private LocalContrastNormalisation(Shape shape, float[] gaussian, boolean mirror) {
        super(shape.size(), shape.size(), mirror);
        this.shape = shape;
        this.gaussian = gaussian;
    }

    /** @param window width and height in pixels, odd */
    public static LocalContrastNormalisation of(Shape shape, int window) {
        double[] weights = new double[window];
        for (int i = 0; i < window; i++) {
            double distance = (i - window / 2) / (window / 4.0);
            weights[i] = StrictMath.exp(-distance * distance / 2);
        }
        double sum = Arrays.stream(weights).sum();
        float[] gaussian = new float[window];
        for (int i = 0; i < window; i++) {
            gaussian[i] = (float) (weights[i] / sum);
        }
        return new LocalContrastNormalisation(shape, gaussian, false);
    }

    @Override
    public LocalContrastNormalisation mirror() {
        return new LocalContrastNormalisation(shape, gaussian, true);
    }

    @Override
    public int fanIn() {
        return Math.min(gaussian.length, shape.height()) * Math.min(gaussian.length, shape.width()) * shape.channels();
    }

    @Override
    public int fanOut() {
        return fanIn();
    }

    @Override
    public boolean readsOwnActivity() {
        return isMirror();
    }

    @Override
    public void deliver(Volley volley, int lane, float[] own, float[] current) {
        float[] sent = volley.dense(lane);
        float[][] room = volley.workspace(6);
        float[] v = room[0];
        float[] sigma = room[1];
        float mean = normalise(isMirror() ? own : sent, v, sigma, room[2], room[3]);
        if (isMirror()) {
            deliverErrors(sent, mean, room, current);
            return;
        }
        int channels = shape.channels();
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            float divisor = Math.max(mean, sigma[pixel]);
            for (int j = pixel * channels; divisor > 0f && j < (pixel + 1) * channels; j++) {
                current[j] += v[j] / divisor;
            }
        }
    }

    /** Writes v and σ, and returns the mean of σ. */
    private float normalise(float[] x, float[] v, float[] sigma, float[] sums, float[] spare) {
        int channels = shape.channels();
        meanOfChannels(x, sums);
        blur(sums, spare);
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            float square = 0f;
            for (int j = pixel * channels; j < (pixel + 1) * channels; j++) {
                v[j] = x[j] - sums[pixel];
                square += v[j] * v[j];
            }
            sigma[pixel] = square / channels;
        }
        blur(sigma, spare);
        float sum = 0f;
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            sigma[pixel] = (float) Math.sqrt(sigma[pixel]);
            sum += sigma[pixel];
        }
        return sum / shape.pixels();
    }

    private void deliverErrors(float[] error, float mean, float[][] room, float[] current) {
        float[] v = room[0];
        float[] sigma = room[1];
        float[] square = room[2]; // ∂L/∂σ, then ∂L/∂σ², then its blurred form
        float[] sums = room[3];
        float[] result = room[4]; // ∂L/∂v
        float[] spare = room[5];
        int channels = shape.channels();
        float throughMean = 0f;
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            float divisor = Math.max(mean, sigma[pixel]);
            float product = 0f;
            for (int j = pixel * channels; j < (pixel + 1) * channels; j++) {
                result[j] = divisor > 0f ? error[j] / divisor : 0f;
                product += result[j] * v[j];
            }
            float slope = divisor > 0f ? -product / divisor : 0f;
            boolean own = sigma[pixel] > mean;
            square[pixel] = own ? slope : 0f;
            throughMean += own ? 0f : slope / shape.pixels();
        }
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            square[pixel] = sigma[pixel] > 0f ? (square[pixel] + throughMean) / (2f * sigma[pixel]) : 0f;
        }
        blur(square, spare);
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            for (int j = pixel * channels; j < (pixel + 1) * channels; j++) {
                result[j] += 2f * v[j] * square[pixel] / channels;
            }
        }
        meanOfChannels(result, sums);
        blur(sums, spare);
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            for (int j = pixel * channels; j < (pixel + 1) * channels; j++) {
                current[j] += result[j] - sums[pixel];
            }
        }
    }

    /** The mean over the channels of each pixel. */
    private void meanOfChannels(float[] values, float[] means) {
        int channels = shape.channels();
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            float sum = 0f;
            for (int j = pixel * channels; j < (pixel + 1) * channels; j++) {
                sum += values[j];
            }
            means[pixel] = sum / channels;
        }
    }

    /** Weighs each pixel's neighbourhood by the Gaussian, columns first, then rows; its own transpose. */
    private void blur(float[] pixels, float[] spare) {
        blur(pixels, spare, shape.width(), 1, shape.height(), shape.width());
        blur(spare, pixels, 1, shape.width(), shape.width(), shape.height());
    }

    private void blur(float[] from, float[] to, int step, int across, int length, int lines) {
        int half = gaussian.length / 2;
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                float sum = 0f;
                for (int k = Math.max(0, i - half); k <= Math.min(length - 1, i + half); k++) {
                    sum += gaussian[k - i + half] * from[line * across + k * step];
                }
                to[line * across + i * step] = sum;
            }
        }
    }
}
