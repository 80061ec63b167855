package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.random.RandomStream;

class EncoderTest {
    /** Every intensity, in an order that puts bright next to dark. */
    private static final byte[] PIXELS = new byte[256];

    static {
        for (int k = 0; k < 256; k++) {
            PIXELS[k] = (byte) (k * 101);
        }
    }

    private final int[] index = new int[257];
    private final float[] value = new float[257];
    private final RandomStream draws = new RandomStream(1, "input/spikes");

    private int encode(
            Encoder encoder,
            byte[] pixels,
            boolean training,
            long presentation,
            int cycle,
            int[] index,
            float[] value) {
        int[] count = new int[1];
        encoder.encode(
                samples(pixels),
                new int[1],
                1,
                training,
                draws,
                new long[] {presentation},
                cycle,
                new int[][] {index},
                new float[][] {value},
                count);
        return count[0];
    }

    @Test
    void bernoulli_takesMoreLanesOfFewerPixels() {
        Encoder encoder = new Encoder.Bernoulli();
        for (int[] shape : new int[][] {{2, 784}, {10, 12}}) {
            int lanes = shape[0];
            byte[][] images = new byte[lanes][shape[1]];
            for (byte[] image : images) {
                Arrays.fill(image, (byte) 255);
            }
            int[] count = new int[lanes];
            encoder.encode(
                    samples(images),
                    new int[lanes],
                    lanes,
                    true,
                    draws,
                    new long[lanes],
                    0,
                    new int[lanes][785],
                    new float[lanes][785],
                    count);
            for (int spikes : count) {
                assertEquals(shape[1], spikes, "a pixel of full intensity always spikes");
            }
        }
    }

    private static ImageSamples samples(byte[]... images) {
        return new ImageSamples(1, images[0].length, images, new byte[images.length]);
    }

    private static int intensity(int k) {
        return PIXELS[k] & 0xFF;
    }

    @Test
    void onlyTheBernoulliEncoder_spikes() {
        assertFalse(new Encoder.Bernoulli().isGraded());
        assertTrue(new Encoder.Analog().isGraded());
        assertTrue(new Encoder.Gaussian(0.3).isGraded());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyRandomEncoders_encodeAnImageAnewEachTime(boolean training) {
        for (Encoder encoder : List.of(new Encoder.Bernoulli(), new Encoder.Analog(), new Encoder.Gaussian(0.3))) {
            int[] otherIndex = new int[257];
            float[] otherValue = new float[257];
            int count = encode(encoder, PIXELS, training, 1, 0, index, value);
            int otherCount = encode(encoder, PIXELS, training, 2, 0, otherIndex, otherValue);
            boolean same = Arrays.equals(index, 0, count, otherIndex, 0, otherCount)
                    && (!encoder.isGraded() || Arrays.equals(value, 0, count, otherValue, 0, otherCount));
            assertEquals(same, !encoder.isRandom(training));
        }
    }

    /** The spike of a pixel is s = [r < x] of its own variate, whatever the other pixels are. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 123_456_789_012L})
    void bernoulli_comparesEachPixelWithItsOwnVariate(long presentation) {
        Encoder encoder = new Encoder.Bernoulli();
        for (int cycle = 0; cycle < 3; cycle++) {
            float[] r = new float[256];
            draws.uniforms(presentation, cycle, r, 256);
            int[] expected = new int[256];
            int count = 0;
            for (int k = 0; k < 256; k++) {
                if (r[k] < intensity(k) / 255f) {
                    expected[count++] = k;
                }
            }
            int actual = encode(encoder, PIXELS, cycle == 0, presentation, cycle, index, null);
            assertArrayEquals(Arrays.copyOf(expected, count), Arrays.copyOf(index, actual));
        }
    }

    /**
     * P(s) = x. 254 intensities of 20,000 presentations each, at 5 standard errors: with a random seed a correct encoder
     * would fail one with probability 5.7·10⁻⁷ (a few times that at the rarest, whose 78 expected spikes are not quite
     * normal), and any of them with less than 10⁻³. The seed is fixed. 0 and 255 are certain.
     */
    @Test
    void bernoulli_hasItsLaw() {
        Encoder encoder = new Encoder.Bernoulli();
        int n = 20_000;
        int[] fired = new int[256];
        for (int presentation = 0; presentation < n; presentation++) {
            int count = encode(encoder, PIXELS, true, presentation, 0, index, value);
            for (int i = 0; i < count; i++) {
                fired[index[i]]++;
            }
        }
        for (int k = 0; k < 256; k++) {
            double x = intensity(k) / 255.0;
            assertEquals(x, (double) fired[k] / n, 5 * Math.sqrt(x * (1 - x) / n), "intensity " + intensity(k));
        }
    }

    /** Whatever the other lanes show, of images whose size is no multiple of any group, black and dense ones among them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 12, 27, 255})
    void everyEncoder_givesEachLaneWhatItGetsAlone(int pixels) {
        byte[][] images = new byte[6][pixels];
        for (int lane = 0; lane < images.length; lane++) {
            for (int k = 0; k < pixels; k++) {
                images[lane][k] = (byte) (k % 5 < lane ? 40 * lane + k : 0);
            }
        }
        long[] presentations = {5, 6, 7, 1L << 35, 8, 9};
        for (Encoder encoder :
                new Encoder[] {new Encoder.Bernoulli(), new Encoder.Analog(), new Encoder.Gaussian(0.3)}) {
            int[][] indices = new int[6][pixels + 1];
            float[][] values = new float[6][pixels + 1];
            int[] counts = new int[6];
            int[] shown = {0, 1, 2, 3, 4, 5};
            encoder.encode(samples(images), shown, 6, true, draws, presentations, 1, indices, values, counts);
            for (int lane = 0; lane < 6; lane++) {
                int count = encode(encoder, images[lane], true, presentations[lane], 1, index, value);
                assertEquals(count, counts[lane]);
                assertArrayEquals(Arrays.copyOf(index, count), Arrays.copyOf(indices[lane], count));
                if (encoder.isGraded()) {
                    assertArrayEquals(Arrays.copyOf(value, count), Arrays.copyOf(values[lane], count));
                }
            }
            encoder.encode(samples(images), shown, 0, true, draws, presentations, 1, indices, values, counts);
        }
    }

    @Test
    void analog_givesTheIntensitiesThatAreNotZero_ascending() {
        int count = encode(new Encoder.Analog(), PIXELS, true, 1, 0, index, value);
        assertEquals(255, count);
        int next = 0;
        for (int k = 0; k < 256; k++) {
            if (intensity(k) != 0) {
                assertEquals(k, index[next]);
                assertEquals(intensity(k) / 255f, value[next]);
                next++;
            }
        }
    }

    @Test
    void blackAndWhite_areExact() {
        byte[] pixels = {0, -1, 0, -1, 0};
        for (Encoder encoder : new Encoder[] {new Encoder.Bernoulli(), new Encoder.Analog()}) {
            assertEquals(2, encode(encoder, pixels, true, 3, 0, index, value));
            assertArrayEquals(new int[] {1, 3}, Arrays.copyOf(index, 2));
        }
        assertEquals(1f, value[0]);
        assertEquals(0, encode(new Encoder.Analog(), new byte[5], true, 3, 0, index, value));
    }

    @Test
    void gaussian_addsNoNoiseOutsideTraining() {
        int[] plainIndex = new int[257];
        float[] plainValue = new float[257];
        int plain = encode(new Encoder.Analog(), PIXELS, false, 1, 0, plainIndex, plainValue);
        int count = encode(new Encoder.Gaussian(0.3), PIXELS, false, 1, 0, index, value);
        assertEquals(plain, count);
        assertArrayEquals(Arrays.copyOf(plainIndex, plain), Arrays.copyOf(index, count));
        assertArrayEquals(Arrays.copyOf(plainValue, plain), Arrays.copyOf(value, count));
    }

    /**
     * s − x ~ N(0, 0.3²): mean and variance over all pixels and 400 presentations, each at 4 standard errors; with a random
     * seed a correct encoder would fail either with probability 1.3·10⁻⁴. The seed is fixed.
     */
    @Test
    void gaussian_hasItsMomentsInTraining() {
        Encoder encoder = new Encoder.Gaussian(0.3);
        double sum = 0;
        double squares = 0;
        int presentations = 400;
        for (int presentation = 0; presentation < presentations; presentation++) {
            assertEquals(256, encode(encoder, PIXELS, true, presentation, 0, index, value));
            for (int k = 0; k < 256; k++) {
                assertEquals(k, index[k]);
                double noise = value[k] - intensity(k) / 255.0;
                sum += noise;
                squares += noise * noise;
            }
        }
        double n = 256.0 * presentations;
        assertEquals(0, sum / n, 4 * 0.3 / Math.sqrt(n));
        assertEquals(0.09, squares / n, 4 * 0.09 * Math.sqrt(2 / n));
    }
}
